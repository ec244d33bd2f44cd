/**
 * The blocks on lists that are inserted into at their heads, so that inserting them from first to last makes the lists
 * again. `heads`: the word of the first list's head; a block's next one is named in the word behind its header. There is
 * room for `count` blocks in the result; what the lists do not fill stays free at its beginning.
 */
export function listedInOrder(words: Int32Array, heads: number, lists: number, count: number): Uint32Array {
  const blocks = new Uint32Array(count);
  let left = count;
  for (let head = heads; head < heads + lists; head++) {
    for (let block = words[head]; block !== 0; block = words[block + 1]) blocks[--left] = block;
  }
  return blocks;
}

/** How many blocks are on the lists. */
export function countListed(words: Int32Array, heads: number, lists: number): number {
  let count = 0;
  for (let head = heads; head < heads + lists; head++) {
    for (let block = words[head]; block !== 0; block = words[block + 1]) count++;
  }
  return count;
}
