import { existsSync } from 'node:fs';
import { failure, success, type Result } from '../../base/result';
import { findProgram } from '../find-program';
import { printable } from '../printable';
import type { Installation } from './installation';
import { buildKit, findCompiler, type BuiltKit } from './kit-build';
import { obstacle } from './obstacle';

/** Exit codes of `record` itself, as `env` and `nohup` have them. */
export const RECORD_EXIT = { cannotRecord: 125, cannotRun: 126, notFound: 127 } as const;

/** Why nothing is recorded. */
export interface Refusal {
  readonly code: (typeof RECORD_EXIT)[keyof typeof RECORD_EXIT];
  readonly sentence: string;
}

/** What a recording needs before the command runs. */
export interface Prepared {
  /** The command's file. */
  readonly program: string;
  readonly shim: BuiltKit;
  readonly layer: BuiltKit | undefined;
}

const ELSEWHERE =
  'record works on Linux, where libraries can be preloaded. Here, build heapglass.h (public/capture) into the program: ' +
  'it writes the same traces; docs/recording.md shows how.';

/** Finds the command, and builds the libraries that record it. */
export function prepare(
  command: string,
  vulkan: boolean,
  { kit }: Installation,
  platform: NodeJS.Platform = process.platform,
): Result<Prepared, Refusal> {
  const cannotRecord = (sentence: string): Result<Prepared, Refusal> =>
    failure({ code: RECORD_EXIT.cannotRecord, sentence });
  if (platform !== 'linux') return cannotRecord(ELSEWHERE);
  const program = findProgram(command);
  if (program === undefined) {
    if (command.includes('/') && existsSync(command)) {
      return failure({
        code: RECORD_EXIT.cannotRun,
        sentence: `${printable(command)} may not be run: it is no program.`,
      });
    }
    return failure({
      code: RECORD_EXIT.notFound,
      sentence: `There is no program ${printable(command)} on the search path.`,
    });
  }
  const reason = obstacle(program);
  if (reason !== undefined) return cannotRecord(`Nothing of ${printable(program)} can be recorded: ${reason}.`);
  const compiler = findCompiler();
  if (!compiler.ok) return cannotRecord(compiler.failure);
  const shim = buildKit('shim', kit, compiler.value);
  if (!shim.ok) return cannotRecord(shim.failure);
  const layer = vulkan ? buildKit('layer', kit, compiler.value) : undefined;
  if (layer?.ok === false) return cannotRecord(layer.failure);
  return success({ program, shim: shim.value, layer: layer?.value });
}
