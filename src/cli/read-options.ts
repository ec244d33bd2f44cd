import { parseArgs, type ParseArgsConfig } from 'node:util';
import { failure, success, type Result } from '../base/result';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<Known extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Known; allowPositionals: true }>
>;

/** Options and other words of a command line. The failure is one sentence on what is wrong with them. */
export function readOptions<const Known extends Options>(
  words: readonly string[],
  options: Known,
): Result<Parsed<Known>, string> {
  try {
    return success(parseArgs({ args: [...words], options, allowPositionals: true }));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return failure(`${error.message.split('. ')[0].replace(/\.$/, '')}.`);
  }
}

/** The file, where just one is named. */
export function onlyFile(files: readonly string[]): Result<string, string> {
  if (files.length === 1) return success(files[0]);
  return failure(files.length === 0 ? 'The file is missing.' : 'Only one file at a time.');
}
