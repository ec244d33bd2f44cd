import { failure, success, type Result } from '../base/result';
import { LOG_KINDS, type LogKind } from '../formats/log-writer';
import { onlyFile, readOptions } from './read-options';

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
  const parsed = readOptions(words, { as: { type: 'string' } });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const file = onlyFile(positionals);
  if (!file.ok) return file;
  const as = LOG_KINDS.find((kind) => kind === (values.as ?? LOG_KINDS[0]));
  if (as === undefined) return failure(`A log is not written as “${values.as ?? ''}”; known: ${LOG_KINDS.join(', ')}.`);
  return success({ kind: 'log', file: file.value, as });
}
