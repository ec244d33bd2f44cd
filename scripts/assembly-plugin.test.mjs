import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { allocateLinear } from '../src/base/shared-memory.ts';
import { assemblyScript } from './assembly-plugin.mjs';

/** @type {string} */
let folder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assembly-'));
});

afterEach(() => rm(folder, { recursive: true }));

/**
 * What a file is compiled to, and the files that a server watches for it.
 * @param {string} code
 */
async function load(code) {
  const file = join(folder, 'code.ts');
  await writeFile(file, code);
  const addWatchFile = vi.fn();
  const load = /** @type {(this: object, id: string) => Promise<string | undefined>} */ (assemblyScript().load);
  return { file, addWatchFile, module: await load.call({ addWatchFile }, `${file}?assembly`) };
}

test('a file of functions becomes a module with its bytes', async () => {
  const { file, addWatchFile, module } = await load('export function next(x: i32): i32 { return x + 1; }');
  expect(addWatchFile).toHaveBeenCalledWith(file);
  /** @type {{ binary: Uint8Array<ArrayBuffer> }} */
  const { binary } = await import(`data:text/javascript,${encodeURIComponent(module ?? '')}`);
  const memory = allocateLinear(1);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  expect(/** @type {(x: number) => number} */ (exports.next)(41)).toBe(42);
});

test('what does not compile says where and why', async () => {
  await expect(load('export function next(x: i32): i32 { return y; }')).rejects.toThrow(
    /code\.ts does not compile:[^]*Cannot find name 'y'/,
  );
});
