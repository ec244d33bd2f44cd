import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { report, type Report } from '../src/core/analysis/report';
import { readBytes } from '../src/formats/testing/read-bytes';
import type { ReadTrace } from '../src/formats/trace-reader';
import { KIT, mustCompile, type Compiler } from './compile';

/** Builds libheapglass.so as docs/recording.md says, with every warning an error. */
export function buildShim(compiler: Compiler, output: string, further: readonly string[] = []): string {
  const flags = ['-std=gnu11', '-O2', '-shared', '-fPIC', '-ldl', '-pthread', ...further];
  return mustCompile({ compiler, sources: [join(KIT, 'libheapglass.c')], output, flags });
}

export interface Recording {
  /** The library to preload. */
  readonly shim: string;
  /** The file to write; `%p` is the process. */
  readonly trace: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program under the shim to its end. */
export function recordProgram(
  { shim, trace, environment = {} }: Recording,
  program: string,
  programArguments: readonly string[] = [],
): SpawnSyncReturns<string> {
  return spawnSync(program, programArguments, {
    encoding: 'utf8',
    env: { ...process.env, ...environment, LD_PRELOAD: shim, HEAPGLASS_TRACE: trace },
  });
}

/** The tables of a trace on disk. */
export function openTrace(path: string): ReadTrace {
  const read = readBytes(readFileSync(path));
  if (!read.ok) throw new Error(`${path}: ${JSON.stringify(read.failure)}`);
  return read.value;
}

/** The figures of a trace on disk, as `heapglass report --json` gives them. */
export function reportOf(path: string): Report {
  const { trace, meta } = openTrace(path);
  return report(trace, meta);
}
