import { readFileSync } from 'node:fs';

/** The decoder for zstd, compiled. */
export const zstdModule = new WebAssembly.Module(readFileSync(new URL('../zstd.wasm', import.meta.url)));
