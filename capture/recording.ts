import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { FAULT_KINDS } from '../src/core/faults/kinds';
import { report } from '../src/core/analysis/report';
import { stackFrames } from '../src/core/tables/code-names';
import type { FaultRow, StackId } from '../src/core/tables/indices';
import { openText } from '../src/formats/testing/open-trace';
import type { ReadTrace } from '../src/formats/trace-reader';

/** Runs a program of the kit to its end, with an environment in which nothing of the kit is set. */
export function run(
  program: string,
  args: readonly string[],
  { env = {}, cwd }: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): SpawnSyncReturns<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('HEAPGLASS_'));
  const options = { encoding: 'utf8', env: { ...Object.fromEntries(inherited), ...env }, timeout: 110_000 } as const;
  return spawnSync(program, args, cwd === undefined ? options : { ...options, cwd });
}

/** A fault of a recording: offset in the block, size of the block, and what the recorder said. */
export interface RecordedFault {
  readonly kind: (typeof FAULT_KINDS)[number];
  readonly event: number;
  readonly blockSize: number;
  readonly offset: number;
  readonly text: string;
  /** Functions, innermost first: symbols, as far as `functionOf` knows them. */
  readonly stack: readonly string[];
}

/** A trace that a program of the kit wrote, read to its last line. */
export class Recording {
  readonly read: ReadTrace;

  constructor(path: string) {
    this.read = openText(readFileSync(path, 'utf8'));
  }

  get report(): ReturnType<typeof report> {
    return report(this.read.trace, this.read.meta);
  }

  /** The faults; `program` names the functions of their stacks (addr2line). */
  faults(program: string): RecordedFault[] {
    const { faults, strings } = this.read.trace;
    const rows = Array.from({ length: faults.length - 1 }, (_, i) => (i + 1) as FaultRow);
    return rows.map((row) => ({
      kind: FAULT_KINDS[faults.kind.get(row)],
      event: faults.event.get(row),
      blockSize: this.read.trace.sizeOf(faults.block.get(row)),
      offset: faults.offset.get(row),
      text: strings.get(faults.text.get(row)),
      stack: this.functionsOf(program, faults.stack.get(row)),
    }));
  }

  /** The functions of `program` in a stack, innermost first, up to `main`. */
  functionsOf(program: string, stack: StackId): string[] {
    const offsets = stackFrames(this.read.trace, stack)
      .map(({ label }) => label.split('+'))
      .filter(([module]) => program.endsWith(`/${module}`));
    const { stdout } = run('addr2line', ['-f', '-i', '-e', program, ...offsets.map(([, offset = '']) => offset)]);
    return stdout.split('\n').filter((line, i) => i % 2 === 0 && line !== '' && line !== '_start');
  }
}
