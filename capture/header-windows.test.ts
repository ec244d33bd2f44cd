import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { findProgram, hasCompiler, KIT, mustCompile, temporaryFolder } from './compile';
import { Recording, run } from './recording';

// Wine makes a Windows of its own first.
vi.setConfig({ testTimeout: 120_000 });

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

const PLACES = ['wine64', 'wine'].map(findProgram);
const wine = [...PLACES, '/usr/lib/wine/wine64'].find((path) => path !== undefined && existsSync(path));

function built(name: string, source: string): string {
  return mustCompile({ compiler: 'mingw', sources: [source], output: join(folder.path, name) });
}

describe.skipIf(!hasCompiler('mingw'))('heapglass.h on Windows (mingw-w64)', () => {
  it.each(['guards', 'hooks'])('%s.c compiles without a warning', (name) => {
    expect(existsSync(built(`${name}.exe`, join(KIT, `examples/${name}.c`)))).toBe(true);
  });

  it.skipIf(wine === undefined)(
    'guards.c: VirtualProtect and the vectored handler catch the same four accesses (wine)',
    () => {
      const program = built('guards.exe', join(KIT, 'examples/guards.c'));
      const env = { WINEPREFIX: join(folder.path, 'wine'), WINEDEBUG: '-all', DISPLAY: '' };
      const { status, stderr } = run(wine ?? '', [program], { cwd: folder.path, env });
      expect({ status, stderr }).toMatchObject({ status: 0 });
      const recording = new Recording(join(folder.path, 'guards.hgt'));
      expect(recording.faults(program).map(({ kind, offset, text }) => ({ kind, offset, text }))).toEqual([
        { kind: 'guard', offset: 64, text: 'write' },
        { kind: 'guard', offset: 64, text: 'read' },
        { kind: 'guard', offset: -1, text: 'write' },
        { kind: 'guard', offset: 5, text: 'read after free' },
      ]);
      expect(recording.report).toMatchObject({ allocations: 2, frees: 2, skipped: {} });
    },
  );

  it.skipIf(wine === undefined)(
    '_aligned_malloc is a domain of its own: FREE of its memory is told, not done (wine)',
    () => {
      const source = join(folder.path, 'aligned.c');
      const lines = [
        '#define HEAPGLASS_IMPLEMENTATION',
        '#define HEAPGLASS_WRAPPERS',
        '#include "heapglass.h"',
        'int main(void) {',
        '  hg_options options = {0};',
        '  void *block;',
        '  options.path = "aligned.hgt";',
        '  if (!hg_start(&options)) return 1;',
        '  block = align_malloc(100, 512);',
        '  if ((uintptr_t)block % 512 != 0) return 2;',
        '  FREE(block);',
        '  align_free(block);',
        '  FREE(REALLOC(MALLOC(10), 10, 20));',
        '  hg_stop();',
        '  return 0;',
        '}',
      ];
      writeFileSync(source, lines.join('\n'));
      const program = built('aligned.exe', source);
      const env = { WINEPREFIX: join(folder.path, 'wine'), WINEDEBUG: '-all', DISPLAY: '' };
      expect(run(wine ?? '', [program], { cwd: folder.path, env })).toMatchObject({ status: 0 });
      const { report } = new Recording(join(folder.path, 'aligned.hgt'));
      expect(report).toMatchObject({ faultsByKind: { cookie: 1 }, frees: 2, liveAtEnd: { bytes: 0 }, skipped: {} });
      expect(report.byDomain.map(({ kind }) => kind)).toEqual(['aligned', 'other']);
    },
  );
});
