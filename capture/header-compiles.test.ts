import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compile, compilersHere, hasCompiler, mustCompile, temporaryFolder, type Compiler } from './compile';
import { run } from './recording';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

const hasVulkan = existsSync('/usr/include/vulkan/vulkan_core.h');
const IMPLEMENTATION = [
  '#define HEAPGLASS_IMPLEMENTATION',
  ...(hasVulkan ? ['#define HEAPGLASS_VULKAN'] : []),
  '#include "heapglass.h"',
];

function source(name: string, lines: readonly string[]): string {
  const path = join(folder.path, name);
  writeFileSync(path, [...lines, ''].join('\n'));
  return path;
}

/** Compiles a file by itself: what the compiler said; empty where it had nothing to say. */
function complaints(compiler: Compiler, name: string, lines: readonly string[], flags: readonly string[] = []): string {
  const output = join(folder.path, `${name}.o`);
  const built = compile({ compiler, sources: [source(name, lines)], output, flags: ['-c', '-Wpedantic', ...flags] });
  return built.ok ? '' : built.failure;
}

const STANDARDS: Readonly<Partial<Record<Compiler, readonly string[]>>> = {
  gcc: ['c99', 'c11'],
  clang: ['c99', 'c11'],
  'g++': ['c++11', 'c++17'],
  'clang++': ['c++11', 'c++17'],
};

describe('heapglass.h compiles without a warning', () => {
  for (const compiler of compilersHere('gcc', 'clang', 'g++', 'clang++')) {
    it.each(STANDARDS[compiler] ?? [])(`${compiler} -std=%s`, (standard) => {
      const name = `implementation.${compiler.endsWith('++') ? 'cpp' : 'c'}`;
      const optimizing = standard === 'c11' || standard === 'c++17' ? '-O2' : '-O0';
      expect(complaints(compiler, name, IMPLEMENTATION, [`-std=${standard}`, optimizing])).toBe('');
    });
  }

  it.skipIf(!hasCompiler('gcc'))('where the C library has no backtrace; its stacks are the caller alone (gcc)', () => {
    expect(complaints('gcc', 'bare.c', ['#define HEAPGLASS_NO_BACKTRACE', ...IMPLEMENTATION])).toBe('');
  });

  it.skipIf(!hasCompiler('gcc'))('with pointers of 32 bits (gcc -m32, syntax)', () => {
    // The one file of the C library that differs and is not installed.
    mkdirSync(join(folder.path, 'gnu'), { recursive: true });
    writeFileSync(join(folder.path, 'gnu/stubs-32.h'), '');
    const headers = [`-I${folder.path}`, '-I/usr/include/x86_64-linux-gnu'];
    expect(complaints('gcc', 'narrow.c', IMPLEMENTATION, ['-m32', '-fsyntax-only', ...headers])).toBe('');
  });

  it.skipIf(!hasCompiler('mingw'))('for Windows (mingw-w64)', () => {
    // Vulkan's headers alone: what stands beside them is the C library of this system.
    for (const name of hasVulkan ? ['vulkan', 'vk_video'] : []) {
      if (existsSync(`/usr/include/${name}`)) symlinkSync(`/usr/include/${name}`, join(folder.path, name));
    }
    expect(complaints('mingw', 'windows.c', IMPLEMENTATION, ['-std=c99', `-I${folder.path}`])).toBe('');
  });

  it.skipIf(!hasCompiler('gcc'))('and says so where it is included too late for what it asks of the system', () => {
    const late = ['#include <stdio.h>', ...IMPLEMENTATION];
    expect(complaints('gcc', 'late.c', late, ['-std=c99'])).toContain('include heapglass.h before every other header');
  });

  it.skipIf(!hasCompiler('gcc') || !hasCompiler('g++'))(
    'R-24: one implementation serves C and C++, by both names',
    () => {
      const user = [
        '#define HEAPGLASS_WRAPPERS',
        '#include "heapglass.h"',
        'struct pair { int first, second; };',
        'int main() {',
        '  hg_options options = {};',
        '  options.fd = 1;',
        '  if (!hg_start(&options)) return 1;',
        '  pair *made = CALLOC_STRUCT(pair);',
        '  hg_free(made);',
        '  FREE(hg_malloc(4));',
        '  hg_stop();',
        '}',
      ];
      const implementation = join(folder.path, 'shared.o');
      mustCompile({
        compiler: 'gcc',
        sources: [source('shared.c', IMPLEMENTATION)],
        output: implementation,
        flags: ['-c'],
      });
      const program = mustCompile({
        compiler: 'g++',
        sources: [source('user.cpp', user), implementation],
        output: join(folder.path, 'user'),
      });
      const { status, stdout } = run(program, []);
      expect(status).toBe(0);
      expect(stdout.match(/^[+-] .*/gm)).toHaveLength(4);
      expect(stdout).not.toMatch(/^g /m);
    },
  );
});

describe.each(compilersHere('gcc', 'clang', 'g++', 'clang++'))('poisoned names (%s)', (compiler) => {
  const extension = compiler.endsWith('++') ? 'cpp' : 'c';
  const poisoned = (...lines: readonly string[]) => ['#define HEAPGLASS_POISON', '#include "heapglass.h"', ...lines];
  const said = (lines: readonly string[]) => complaints(compiler, `poisoned.${extension}`, lines, ['-fsyntax-only']);

  it.each([
    ['malloc', 'void *a(void) { return malloc(4); }'],
    ['calloc', 'void *a(void) { return calloc(1, 4); }'],
    ['realloc', 'void *a(void *p) { return realloc(p, 4); }'],
    ['free', 'void a(void *p) { free(p); }'],
  ])('R-26: %s is a compile error that names it, with file, line and column', (name, line) => {
    const message = said(poisoned(line));
    expect(message).toMatch(new RegExp(`error: .*${name}_do_not_use`));
    expect(message).toMatch(/poisoned\.\w+:3:\d+: /);
  });

  it('R-22: the wrappers are there, and all else compiles', () => {
    expect(
      said(['#include <string.h>', '#define HEAPGLASS_WRAPPERS', ...poisoned('void *a(void) { return MALLOC(4); }')]),
    ).toBe('');
  });

  it.each([
    ['R-23', '#define HEAPGLASS_THIRD_PARTY "libpng frees these; owner: textures"'],
    ['R-27', '#define HEAPGLASS_CALLBACK_IMPL "the application\'s table; owner: core"'],
  ])('%s: a file may use them when it says why', (_row, reason) => {
    const lines = ['#include <stdlib.h>', reason, ...poisoned('void a(void *p) { free(p); }')];
    expect(said(lines)).toBe('');
    expect(said(lines.map((line) => (line === reason ? reason.replace(/".*"/, '') : line)))).toContain(
      'hg_opt_out_needs_a_reason',
    );
  });

  it('R-27: the header’s own implementation needs no reason', () => {
    expect(said(['#define HEAPGLASS_POISON', ...IMPLEMENTATION])).toBe('');
  });
});
