import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { outcomeLines } from '../src/cli/symbolize/outcome-text';
import { symbolize, type SymbolizeOutcome } from '../src/cli/symbolize/symbolize';
import { readElf } from '../src/cli/symbolize/elf';
import { Symbolizer } from '../src/cli/symbolize/symbolizer';
import { findProgram, hasCompiler, mustCompile, PROGRAMS, temporaryFolder } from './compile';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

const HERE = { sysroot: undefined, debug: [] };
const missing = ['objdump', 'objcopy', 'addr2line'].filter((tool) => findProgram(tool) === undefined);
const cannot = hasCompiler('gcc') && missing.length === 0 ? '' : ` (skipped: no ${['gcc', ...missing].join(', ')})`;

/** A program built with -O2 -g, its build id, and the address of the call of `callee` in `caller`. */
function built(name: string) {
  const program = mustCompile({
    compiler: 'gcc',
    sources: [join(PROGRAMS, 'inlined.c')],
    output: join(folder.path, name),
    flags: ['-O2', '-Wl,--build-id'],
  });
  const code = spawnSync('objdump', ['-d', '--no-show-raw-insn', program], { encoding: 'utf8' }).stdout;
  const [, call = ''] = /<keep>:[^]*?\s([0-9a-f]+):\s+call\s+[0-9a-f]+ <malloc/.exec(code) ?? [];
  return { program, buildId: readElf(program)?.buildId ?? '', call: Number.parseInt(call, 16) };
}

let traces = 0;
function traceOf(module: string, buildId: string, call: number): string {
  const path = join(folder.path, `${++traces}.hgt`);
  const lines = [
    'heapglass 1',
    `m ${module}\t${buildId}`,
    `f 1 ${call} `,
    'k 0 1',
    'd libc 0 malloc',
    '+ 0x100 64 k1 d1',
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

async function symbolized(...[file, output, folders]: Parameters<typeof symbolize>): Promise<SymbolizeOutcome> {
  const outcome = await symbolize(file, output, folders);
  if (!outcome.ok) throw new Error(outcome.failure);
  return outcome.value;
}

describe.skipIf(cannot !== '')(`heapglass symbolize${cannot}`, () => {
  it('names function, file and line, and every function that was inlined there', async () => {
    const { program, buildId, call } = built('inlined');
    const file = traceOf(program, buildId, call);
    const outcome = await symbolized(file, undefined, HERE);
    const source = join(PROGRAMS, 'inlined.c');
    const at = `f 1 0x${call.toString(16)}`;
    expect(readFileSync(file, 'utf8')).toContain(
      [`${at} keep\t${source}:13`, `${at} between\t${source}:9`, `${at} innermost\t${source}:5`, 'k 0 1', 'k 1 2'].join(
        '\n',
      ),
    );
    expect(readFileSync(file, 'utf8')).toContain('+ 0x100 64 k3 d1');
    expect(outcomeLines(outcome)).toEqual([`1 of 1 frames named in ${file}.`]);
    expect((await symbolized(file, undefined, HERE)).named, 'a second time nothing is left to name').toBe(0);
  });

  const both = findProgram('llvm-symbolizer') !== undefined && hasCompiler('g++');
  it.skipIf(!both)(
    `gives C++ the same names with either tool${both ? '' : ' (skipped: no llvm-symbolizer, g++)'}`,
    async () => {
      const sources = [join(PROGRAMS, 'inlined.cpp')];
      const program = mustCompile({ compiler: 'g++', sources, output: join(folder.path, 'cxx'), flags: ['-O2'] });
      const code = spawnSync('objdump', ['-d', '--no-show-raw-insn', program], { encoding: 'utf8' }).stdout;
      const calls = [...code.matchAll(/^\s+([0-9a-f]+):\s+call\s+[0-9a-f]+ <_Znwm@/gm)].map(([, at]) =>
        Number.parseInt(at, 16),
      );
      const elf = readElf(program);
      const [ours, theirs] = await Promise.all(
        (['llvm-symbolizer', 'addr2line'] as const).map(async (tool) =>
          Symbolizer.find([tool])?.places(program, elf ?? { buildId: '', hasAlternateDebugFile: false }, calls),
        ),
      );
      expect(ours).toEqual(theirs);
      const chains = calls.map((call) => ours?.get(call)?.map(({ symbol }) => symbol) ?? []);
      expect(chains.find((chain) => chain.includes('void app::fill<long>(app::Cache&, long)'))).toEqual(
        expect.arrayContaining([expect.stringMatching(/^std::__new_allocator<.*>::allocate\(/)]),
      );
    },
  );

  it('refuses a file of another build, and says so', async () => {
    const { program, call } = built('other');
    const file = traceOf(program, '00aa00aa', call);
    const before = readFileSync(file, 'utf8');
    const lines = outcomeLines(await symbolized(file, undefined, HERE));
    expect(lines[1]).toMatch(/other is another build \(build id [0-9a-f]{40}, the trace says 00aa00aa\); 1 frame left/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('finds debug files by build id, for a program that was stripped and is not even here', async () => {
    const { program, buildId, call } = built('stripped');
    const debug = join(folder.path, 'debug');
    mkdirSync(join(debug, '.build-id', buildId.slice(0, 2)), { recursive: true });
    const debugFile = join(debug, '.build-id', buildId.slice(0, 2), `${buildId.slice(2)}.debug`);
    spawnSync('objcopy', ['--only-keep-debug', program, debugFile]);
    const file = traceOf('/opt/elsewhere/stripped', buildId, call);
    expect((await symbolized(file, undefined, { ...HERE, debug: [debug] })).named).toBe(1);
    expect(readFileSync(file, 'utf8')).toContain(' innermost\t');
  });

  it('looks below the folder of another system, and never outside of it', async () => {
    const { program, buildId, call } = built('target');
    const sysroot = join(folder.path, 'sysroot');
    mkdirSync(join(sysroot, 'usr/bin'), { recursive: true });
    copyFileSync(program, join(sysroot, 'usr/bin/target'));
    const output = join(folder.path, 'named.hgt');
    expect((await symbolized(traceOf('/usr/bin/target', buildId, call), output, { ...HERE, sysroot })).named).toBe(1);
    const outside = await symbolized(traceOf(`../..${program}`, '', call), output, { ...HERE, sysroot });
    expect(outside.modules[0].file.kind).toBe('absent');
  });

  it.each(['gzip', 'zstd'] as const)('keeps a trace packed with %s packed', async (packing) => {
    if (packing === 'zstd' && findProgram('zstd') === undefined) return;
    const { program, buildId, call } = built('packed');
    const plain = traceOf(program, buildId, call);
    const text = readFileSync(plain);
    const file = `${plain}.packed`;
    writeFileSync(file, packing === 'gzip' ? gzipSync(text) : spawnSync('zstd', ['-c'], { input: text }).stdout);
    const outcome = await symbolized(file, undefined, HERE);
    expect(outcome.packing).toEqual({ wanted: packing, used: packing });
    const unpacked = spawnSync(packing, ['-dc', file], { encoding: 'utf8' }).stdout;
    expect(unpacked).toContain(' innermost\t');
  });

  it('says what is wrong with a file, and leaves a damaged one as it is', async () => {
    const sentence = async (file: string): Promise<string> => {
      const outcome = await symbolize(file, undefined, HERE);
      return outcome.ok ? '' : outcome.failure;
    };
    expect(await sentence(join(folder.path, 'none'))).toMatch(/cannot be symbolized: there is no such file\.$/);
    const other = join(folder.path, 'other.txt');
    writeFileSync(other, 'hello\n');
    expect(await sentence(other)).toMatch(/is no text trace of Heapglass/);
    const cut = join(folder.path, 'cut.hgt.gz');
    writeFileSync(cut, gzipSync('heapglass 1\nm app\nf 1 0x10 \n'.repeat(50)).subarray(0, 60));
    expect(await sentence(cut)).toMatch(
      /is not written over: The file ends inside its gzip data.* --output names another file\.$/,
    );
  });
});
