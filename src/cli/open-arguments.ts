import { parseArgs } from 'node:util';
import { failure, success, type Result } from '../base/result';

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
  let parsed;
  try {
    parsed = parseArgs({ args: [...words], options: { 'no-open': { type: 'boolean' } }, allowPositionals: true });
  } catch (error) {
    return failure(error instanceof Error ? `${error.message.split('. ')[0].replace(/\.$/, '')}.` : String(error));
  }
  const { values, positionals } = parsed;
  if (positionals.length > 1) return failure('Only one file at a time.');
  return success({ kind: 'open', file: positionals.at(0), shows: values['no-open'] !== true });
}
