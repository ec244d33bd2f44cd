import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { compile, findProgram, KIT, mustCompile, PROGRAMS, temporaryFolder, type Compiler } from './compile';
import { Recording, run } from './recording';

// These tools take their time.
vi.setConfig({ testTimeout: 120_000 });

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

const hasVulkan = existsSync('/usr/include/vulkan/vulkan_core.h');
/** Programs without guard pages: other tools see those as what they are, wrong accesses. */
const EXAMPLES = hasVulkan ? ['callbacks', 'context'] : ['budget', 'hooks'];

/** Whether a compiler is here with the library of a sanitizer. */
function hasSanitizer(compiler: Compiler, flag: string): boolean {
  const source = join(folder.path, 'empty.c');
  writeFileSync(source, 'int main(void) { return 0; }\n');
  return compile({ compiler, sources: [source], output: join(folder.path, 'empty'), flags: [flag] }).ok;
}

function built(name: string, source: string, compiler: Compiler, flags: readonly string[]): string {
  return mustCompile({ compiler, sources: [source], output: join(folder.path, name), flags: ['-pthread', ...flags] });
}

const totals = join(PROGRAMS, 'header-totals.c');

describe('heapglass.h under other tools', () => {
  it.skipIf(findProgram('valgrind') === undefined || findProgram('gcc') === undefined)(
    'memcheck finds nothing: no wrong access, no leak (valgrind)',
    () => {
      const checks = ['-q', '--error-exitcode=9', '--leak-check=full', '--errors-for-leak-kinds=all'];
      const programs = EXAMPLES.map((name) => [built(name, join(KIT, `examples/${name}.c`), 'gcc', ['-O0'])]);
      programs.push([built('totals', totals, 'gcc', ['-O0']), join(folder.path, 'valgrind.hgt'), '2']);
      for (const program of programs) {
        const { status, stderr } = run('valgrind', [...checks, ...program], { cwd: folder.path });
        expect({ status, stderr }).toMatchObject({ status: 0 });
      }
      expect(new Recording(join(folder.path, 'valgrind.hgt')).report).toMatchObject({ allocations: 1600, skipped: {} });
    },
  );

  it.skipIf(!hasSanitizer('gcc', '-fsanitize=address,undefined'))(
    'AddressSanitizer and UndefinedBehaviorSanitizer find nothing (gcc)',
    () => {
      const flags = ['-O0', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
      const programs = EXAMPLES.map((name) => [built(`${name}-asan`, join(KIT, `examples/${name}.c`), 'gcc', flags)]);
      programs.push([built('totals-asan', totals, 'gcc', flags), join(folder.path, 'asan.hgt'), '2']);
      programs.push([built('mistakes-asan', join(PROGRAMS, 'header-mistakes.c'), 'gcc', flags), join(folder.path, 'other.hgt'), 'not ours', 'plain']); // prettier-ignore
      for (const [program = '', ...args] of programs) {
        const { status, stderr } = run(program, args, { cwd: folder.path });
        expect({ status, stderr }).toMatchObject({ status: 0 });
      }
      expect(new Recording(join(folder.path, 'asan.hgt')).report).toMatchObject({ allocations: 1600, skipped: {} });
    },
  );

  it.skipIf(!hasSanitizer('clang', '-fsanitize=thread'))(
    'ThreadSanitizer finds no race between four threads (clang)',
    () => {
      const program = built('totals-tsan', totals, 'clang', ['-fsanitize=thread']);
      const { status, stderr } = run(program, [join(folder.path, 'tsan.hgt'), '4']);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(new Recording(join(folder.path, 'tsan.hgt')).report).toMatchObject({ allocations: 3200, skipped: {} });
    },
  );
});
