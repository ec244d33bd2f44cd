/**
 * SHA-256 of a file in hex, read piece by piece: the browser's own digest takes only what is in memory as a whole, which
 * a trace of gigabytes never is.
 */
export async function sha256(file: Blob): Promise<string> {
  const hashes = await import('@noble/hashes/sha2.js');
  const hash = hashes.sha256.create();
  const pieces = file.stream().getReader();
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) hash.update(piece.value);
  return Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
