import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { failure, success, type Result } from '../src/base/result';

/** The folder of the recording kit: on every compiler's include path. */
export const KIT = resolve('public/capture');
/** C programs that only the proofs need. */
export const PROGRAMS = resolve('capture/programs');

const COMPILERS = {
  gcc: 'gcc',
  clang: 'clang',
  'g++': 'g++',
  'clang++': 'clang++',
  mingw: 'x86_64-w64-mingw32-gcc',
} as const;
export type Compiler = keyof typeof COMPILERS;

const STRICT = ['-g', '-O1', '-Wall', '-Wextra', '-Werror'];

/** The path of a program, as a shell would find it; undefined where it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

export function hasCompiler(compiler: Compiler): boolean {
  return findProgram(COMPILERS[compiler]) !== undefined;
}

/** The compilers of a list that are here, for `it.each`; where none is, the story cannot be told. */
export function compilersHere(...wanted: readonly Compiler[]): Compiler[] {
  return wanted.filter(hasCompiler);
}

/** A folder of its own for what a file of stories builds; `remove` it in `afterAll`. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'heapglass-capture-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

export interface Build {
  readonly compiler: Compiler;
  /** C or C++ sources, absolute paths. */
  readonly sources: readonly string[];
  /** Where the program or library goes, an absolute path. */
  readonly output: string;
  /** Further flags, after `-g -O1 -Wall -Wextra -Werror -I public/capture`: `-shared`, `-fPIC`, `-lvulkan` … */
  readonly flags?: readonly string[];
}

/** Builds a program or a shared library: its path, or what the compiler said. */
export function compile({ compiler, sources, output, flags = [] }: Build): Result<string, string> {
  const done = spawnSync(COMPILERS[compiler], [...STRICT, `-I${KIT}`, '-o', output, ...sources, ...flags], {
    encoding: 'utf8',
  });
  if (done.error !== undefined) return failure(`${COMPILERS[compiler]} does not start: ${done.error.message}`);
  return done.status === 0 ? success(output) : failure(done.stderr);
}

/** Builds what has to compile: the path, or the story fails with what the compiler said. */
export function mustCompile(build: Build): string {
  const built = compile(build);
  if (!built.ok) throw new Error(built.failure);
  return built.value;
}
