import { alignUp, layOut, type Abi } from '../c-layout';

export const SLAB_MAGIC_ALLOCATED = 0xcafe4321;
export const SLAB_MAGIC_FREE = 0x7ee01234;

/** Structs of Mesa's slab allocator (`slab.c`). */
export function slabLayout(abi: Abi) {
  const element = layOut(abi, [
    { name: 'next', type: 'pointer' },
    { name: 'owner', type: 'pointer' },
    { name: 'magic', type: 'pointer', debug: true },
  ]);
  // A union: the next page of the child pool, or how many elements of an orphaned page are still out.
  const page = layOut(abi, [{ name: 'next', type: 'pointer' }]);
  return { element, page };
}

/** Bytes of an element with its header. */
export function elementSize(abi: Abi, itemSize: number): number {
  return alignUp(slabLayout(abi).element.size + itemSize, abi.pointerBytes);
}
