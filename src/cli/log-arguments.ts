import { parseArgs } from 'node:util';
import { failure, success, type Result } from '../base/result';
import { LOG_KINDS, type LogKind } from '../formats/log-writer';

/** What `heapglass log` is asked for. */
export interface LogCommand {
  readonly kind: 'log';
  readonly file: string;
  readonly as: LogKind;
}

export const LOG_USAGE = `heapglass log FILE [--as ${LOG_KINDS.join('|')}]

  log             prints every record of a trace, one a line; heapglass opens what it printed as the same trace
  --as KIND       JSON lines (the usual) or comma-separated values
`;

/** Reads the arguments behind `log`. The failure is one sentence on what is wrong with them. */
export function parseLog(words: readonly string[]): Result<LogCommand, string> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...words], options: { as: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    return failure(error instanceof Error ? `${error.message.split('. ')[0].replace(/\.$/, '')}.` : String(error));
  }
  const { values, positionals } = parsed;
  if (positionals.length !== 1) {
    return failure(positionals.length === 0 ? 'The file is missing.' : 'Only one file at a time.');
  }
  const as = LOG_KINDS.find((kind) => kind === (values.as ?? LOG_KINDS[0]));
  if (as === undefined) return failure(`A log is not written as “${values.as ?? ''}”; known: ${LOG_KINDS.join(', ')}.`);
  return success({ kind: 'log', file: positionals[0], as });
}
