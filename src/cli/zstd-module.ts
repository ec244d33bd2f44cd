// In the program itself: it then runs from any folder.
import zstdInline from '../formats/zstd.wasm?url&inline';

/** The decoder for zstd, compiled. */
export function zstdModule(): WebAssembly.Module {
  return new WebAssembly.Module(Buffer.from(zstdInline.slice(zstdInline.indexOf(',') + 1), 'base64'));
}
