/**
 * What of AssemblyScript's compiler `assembly-plugin.mjs` calls (`paths` in `tsconfig.json`). Its own types would bring
 * those of its standard library with them, and an `Array.at` that always finds something.
 */
export function main(
  args: readonly string[],
  /** Files are read and written by it alone. */
  host: {
    readFile(name: string, folder: string): Promise<string | null>;
    writeFile(name: string, contents: Uint8Array | string): void;
    listFiles(): null;
  },
): Promise<{ error: Error | null; stderr: { toString(): string } }>;
