import { failure, success, type Result } from '../base/result';
import { readOptions } from './read-options';

/** What `heapglass open` is asked for. */
export interface OpenCommand {
  readonly kind: 'open';
  /** undefined: the empty page. */
  readonly file: string | undefined;
  /** Whether the browser is started. */
  readonly shows: boolean;
}

export const OPEN_USAGE = `heapglass open [FILE] [--no-open]

  open            serves the page to this machine, with a trace in it, and opens the browser
  --no-open       only print the address
`;

/** Reads the arguments behind `open`. The failure is one sentence on what is wrong with them. */
export function parseOpen(words: readonly string[]): Result<OpenCommand, string> {
  const parsed = readOptions(words, { 'no-open': { type: 'boolean' } });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (positionals.length > 1) return failure('Only one file at a time.');
  return success({ kind: 'open', file: positionals.at(0), shows: values['no-open'] !== true });
}
