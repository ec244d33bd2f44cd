import { success, type Result } from '../../base/result';
import type { ModuleFolders } from './module-files';
import { onlyFile, readOptions } from '../read-options';

/** What `heapglass symbolize` is asked for. */
export interface SymbolizeCommand {
  readonly kind: 'symbolize';
  readonly file: string;
  /** undefined: the file itself is written anew. */
  readonly output: string | undefined;
  readonly folders: ModuleFolders;
}

export const SYMBOLIZE_USAGE = `heapglass symbolize FILE [--sysroot DIR] [--debug DIR]… [--output FILE]

  symbolize       names the frames of a text trace that have only a module and an offset, inlined functions included;
                  with llvm-symbolizer or addr2line, on any machine that has the files. A file with another build id
                  than the trace's is left alone
  --sysroot DIR   where the recording machine's files are: DIR/usr/lib/libfoo.so, or DIR/libfoo.so
  --debug DIR     debug files by build id (DIR/.build-id/ab/cdef.debug) or by name; may be repeated. /usr/lib/debug is
                  always looked through
  --output FILE   write there instead of over the trace itself; packed (gzip, zstd) as the trace is
`;

const OPTIONS = {
  sysroot: { type: 'string' },
  debug: { type: 'string', multiple: true },
  output: { type: 'string', short: 'o' },
} as const;

/** Reads the arguments behind `symbolize`. The failure is one sentence on what is wrong with them. */
export function parseSymbolize(words: readonly string[]): Result<SymbolizeCommand, string> {
  const parsed = readOptions(words, OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const file = onlyFile(positionals);
  if (!file.ok) return file;
  const folders = { sysroot: values.sysroot, debug: values.debug ?? [] };
  return success({ kind: 'symbolize', file: file.value, output: values.output, folders });
}
