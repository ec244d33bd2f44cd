import { failure, success, type Result } from '../../base/result';
import { readOptions } from '../read-options';

/** How a command is recorded, once or for each failing request. */
interface Recording {
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** Put the Vulkan layer in as well. */
  readonly vulkan: boolean;
  /** Frames of a stack. */
  readonly stacks: number;
}

/** What `heapglass record` is asked for. */
export type RecordCommand =
  | (Recording & {
      readonly kind: 'record';
      /** undefined: a name made of the program's, in this folder. */
      readonly output: string | undefined;
      /** undefined: only where a person sits at the terminal. */
      readonly open: boolean | undefined;
    })
  | (Recording & {
      readonly kind: 'fail-from';
      /** How many requests succeed before all are refused: first and last of the runs. */
      readonly from: number;
      readonly to: number;
      readonly timeoutSeconds: number;
      readonly json: boolean;
    });

const DEFAULT_STACKS = 64;
const MOST_STACKS = 128;
const DEFAULT_TIMEOUT = 10;
/** More runs than anybody waits for. */
const MOST_RUNS = 10_000;

export const RECORD_USAGE = `heapglass record [--vulkan] [--stacks N] [--output FILE] [--open|--no-open] -- COMMAND …
heapglass record --fail-from N..M [--timeout SECONDS] [--json] [--vulkan] [--stacks N] -- COMMAND …

  record          runs a command on Linux and writes every request for memory of its process, and of those that it
                  starts, to a trace each; names their frames and opens the page. Ends with the command's exit code:
                  128 + n where signal n ended it, 125 where nothing could be recorded, 126 where it may not be run,
                  127 where there is no such command
  --vulkan        with callbacks in every Vulkan call, by a layer: scopes, commands, objects, tables passed
  --stacks N      frames of a stack, 0 … ${MOST_STACKS} (${DEFAULT_STACKS} unless told)
  --output FILE   the trace (PROGRAM.PROCESS.hgt unless told)
  --open          open the page, --no-open: do not. Unless told, it is opened for a person at a terminal
  --fail-from N..M
                  runs the command for each N: N requests succeed, all later ones get NULL. Prints how each run ended
                  and where the first request was refused; the exit code is 3 where a run crashed or hung
  --timeout SECONDS
                  a run that takes longer hangs (${DEFAULT_TIMEOUT} s unless told)
  --json          print the outcomes as JSON
`;

const OPTIONS = {
  vulkan: { type: 'boolean' },
  stacks: { type: 'string' },
  output: { type: 'string', short: 'o' },
  open: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  'fail-from': { type: 'string' },
  timeout: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** Reads the arguments behind `record`. The failure is one sentence on what is wrong with them. */
export function parseRecord(words: readonly string[]): Result<RecordCommand, string> {
  const split = words.indexOf('--');
  if (split < 0) return failure('The command to record stands behind “--”: heapglass record -- ls -l.');
  const program = words.at(split + 1);
  if (split + 1 === words.length || program === undefined || program === '') {
    return failure('Behind “--” there is no command.');
  }
  const parsed = readOptions(words.slice(0, split), OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (positionals.length > 0) return failure(`“${positionals[0]}” stands before “--”, where only options do.`);
  const stacks = wholeNumber(values.stacks ?? String(DEFAULT_STACKS), MOST_STACKS);
  if (stacks === undefined) return failure(`A stack has 0 to ${MOST_STACKS} frames, not “${values.stacks ?? ''}”.`);
  const recording: Recording = {
    command: [program, ...words.slice(split + 2)],
    vulkan: values.vulkan === true,
    stacks,
  };
  if (values['fail-from'] !== undefined) return parseFailFrom(recording, values['fail-from'], values);
  if (values.timeout !== undefined || values.json === true) {
    return failure('--timeout and --json belong to --fail-from N..M, which is missing.');
  }
  if (values.open === true && values['no-open'] === true) return failure('--open and --no-open contradict each other.');
  const open = values.open === true ? true : values['no-open'] === true ? false : undefined;
  return success({ kind: 'record', ...recording, output: values.output, open });
}

function parseFailFrom(
  recording: Recording,
  range: string,
  values: { readonly timeout?: string; readonly json?: boolean; readonly output?: string; readonly open?: boolean },
): Result<RecordCommand, string> {
  const [, first = '', last = first] = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(range) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === '' || to < from) return failure(`“${range}” is no range of requests; 0..100 is one.`);
  if (to - from >= MOST_RUNS) return failure(`${range} are more than ${MOST_RUNS} runs.`);
  if (values.output !== undefined || values.open === true) {
    return failure('--fail-from keeps no trace: --output and --open do not go with it.');
  }
  const timeoutSeconds = Number(values.timeout ?? DEFAULT_TIMEOUT);
  if (!(timeoutSeconds > 0 && timeoutSeconds < 86_400)) {
    return failure(`“${values.timeout ?? ''}” is no number of seconds.`);
  }
  return success({ kind: 'fail-from', ...recording, from, to, timeoutSeconds, json: values.json === true });
}

function wholeNumber(text: string, most: number): number | undefined {
  return /^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}
