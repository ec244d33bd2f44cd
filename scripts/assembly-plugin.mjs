import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { main } from 'assemblyscript/asc';

const SUFFIX = '?assembly';
/** The pool is the module's memory, shared between threads and as large as the module finds it. */
const OPTIONS = [
  ['--runtime', 'stub', '--noAssert'],
  ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--enable', 'threads'],
  ['-O3', '--converge'],
].flat();

/**
 * Compiles AssemblyScript to WebAssembly: `import { binary } from './code.ts?assembly'` gives the module's bytes.
 * @returns {import('vite').Plugin}
 */
export function assemblyScript() {
  return {
    name: 'heapglass-assembly',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!source.endsWith(SUFFIX) || importer === undefined) return undefined;
      return resolve(dirname(importer), source.slice(0, -SUFFIX.length)) + SUFFIX;
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return undefined;
      const file = id.slice(0, -SUFFIX.length);
      const binary = await compile(file, (read) => {
        this.addWatchFile(read);
      });
      return `export const binary = new Uint8Array([${binary.join()}]);`;
    },
  };
}

/**
 * @param {string} file
 * @param {(path: string) => void} reads told of every source file
 */
async function compile(file, reads) {
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await main(
    [basename(file), '--outFile', 'binary', '--baseDir', dirname(file), ...OPTIONS],
    {
      readFile: async (name, folder) => {
        const path = resolve(folder, name);
        const text = await readFile(path, 'utf8').catch(() => null);
        if (text !== null) reads(path);
        return text;
      },
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') binary = contents;
      },
      listFiles: () => null,
    },
  );
  if (error !== null || binary === undefined) throw new Error(`${file} does not compile:\n${stderr.toString()}`);
  return binary;
}
