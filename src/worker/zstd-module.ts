import zstdUrl from '../formats/zstd.wasm?url';

/** The zstd decoder, compiled; fetched from the app's own files. */
export async function loadZstd(): Promise<WebAssembly.Module> {
  const response = await fetch(zstdUrl);
  return WebAssembly.compile(await response.arrayBuffer());
}
