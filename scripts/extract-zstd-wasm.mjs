// Takes the streaming zstd decoder out of the package `zstddec` and writes it to src/formats/zstd.wasm.
// Run it again after an update of that package: node scripts/extract-zstd-wasm.mjs
import { readFile, writeFile } from 'node:fs/promises';

const source = await readFile(new URL('../node_modules/zstddec/dist/zstddec-stream.mjs', import.meta.url), 'utf8');
const base64 = /["'`](AGFzbQ[A-Za-z0-9+/=]+)["'`]/.exec(source)?.[1];
if (base64 === undefined) throw new Error('zstddec-stream.mjs holds no base64 WebAssembly binary any more.');

const bytes = Buffer.from(base64, 'base64');
const exported = WebAssembly.Module.exports(await WebAssembly.compile(bytes)).map(({ name }) => name);
for (const name of ['memory', 'malloc', 'ZSTD_createDCtx', 'ZSTD_decompressStream']) {
  if (!exported.includes(name)) throw new Error(`The binary does not export ${name}.`);
}
await writeFile(new URL('../src/formats/zstd.wasm', import.meta.url), bytes);
console.log(`src/formats/zstd.wasm: ${bytes.length} bytes`);
