/** Loads what {@link sha256} needs: it does not come with the page. */
export const loadHash = () => import('@noble/hashes/sha2.js');

/**
 * SHA-256 of a file in hex, read piece by piece: the browser's own digest takes only what is in memory as a whole, which
 * a trace of gigabytes never is.
 */
export async function sha256(file: Blob): Promise<string> {
  const { sha256: algorithm } = await loadHash();
  const hash = algorithm.create();
  const pieces = file.stream().getReader();
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) hash.update(piece.value);
  return Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
