import { describe, expect, test } from 'vitest';
import { ILP32_DEBUG, ILP32_RELEASE, LP64_DEBUG, LP64_RELEASE, type Abi } from '../c-layout';
import { NULL, type Pointer } from '../heap-bytes';
import { LibcMalloc } from '../libc-malloc';
import { testHeap } from '../testing/facade-heap';
import { SlabChildPool } from './slab-child-pool';
import { SLAB_MAGIC_ALLOCATED, SLAB_MAGIC_FREE, slabLayout } from './slab-layout';
import { SlabParentPool } from './slab-parent-pool';

/** A parent of objects of 40 bytes, four a page. */
function pools(abi: Abi = ILP32_DEBUG) {
  const { heap, top } = testHeap({ abi });
  const parent = new SlabParentPool(heap, new LibcMalloc(heap), 40, 4);
  return { heap, top, parent, a: new SlabChildPool(parent), b: new SlabChildPool(parent) };
}

describe('slab (mesa-allocators.md §4)', () => {
  test('R-48 headers: elements 16, 24, 8, 12 bytes, pages 8, 8, 4, 4', () => {
    const sizes = [LP64_RELEASE, LP64_DEBUG, ILP32_RELEASE, ILP32_DEBUG].map((abi) => {
      const { element, page } = slabLayout(abi);
      return [element.size, page.size];
    });
    expect(sizes).toEqual([
      [16, 8],
      [24, 8],
      [8, 4],
      [12, 4],
    ]);
  });

  test('R-48 the first page hands out its last element first; one page is one malloc', () => {
    const { a, parent, top } = pools();
    const items = [a, a, a, a].map((child) => child.slab_alloc());
    expect(items.map((item, i) => item - items[0] + i * parent.elementSize)).toEqual([0, 0, 0, 0]);
    expect(top.requests.map(({ bytes }) => bytes)).toEqual([4 + 4 * 52]);
  });

  test('R-48 freed in another child, an object migrates back: its owner takes it before a new page', () => {
    const { a, b, top, parent } = pools();
    const items = [a, a, a, a].map((child) => child.slab_alloc());
    b.slab_free(items[2]);
    expect(parent.locks).toBeGreaterThan(0);
    expect(a.slab_alloc()).toBe(items[2]);
    expect(top.allocations).toBe(1);
    a.slab_alloc();
    expect(top.allocations).toBe(2);
  });

  test('R-48 the magic says whether an element is out; a second free is refused', () => {
    const { a, heap } = pools();
    const item = a.slab_zalloc();
    expect(heap.bytes.u32(item - 4)).toBe(SLAB_MAGIC_ALLOCATED);
    a.slab_free(item);
    expect(heap.bytes.u32(item - 4)).toBe(SLAB_MAGIC_FREE);
    a.slab_free(item);
    expect(heap.faults.map(({ kind }) => kind)).toEqual(['double-release']);
  });

  test('R-48 pages stay while the child lives, and go with their last element after it', () => {
    const { a, b, top } = pools();
    const [first, second] = [a.slab_alloc(), a.slab_alloc()];
    a.slab_free(first);
    expect(top.frees).toBe(0);
    a.slab_destroy_child();
    expect(top.frees).toBe(0);
    b.slab_free(second);
    expect(top.frees).toBe(1);
  });

  test('R-48 a destroyed child can still free what it handed out', () => {
    const { a, top, heap, parent } = pools();
    const item = a.slab_alloc();
    a.slab_destroy_child();
    const { locks } = parent;
    a.slab_free(item);
    expect([top.frees, parent.locks - locks, heap.faults]).toEqual([1, 0, []]);
  });

  test('R-48 no room: NULL; what is not its own is refused', () => {
    const { a, top, heap } = pools();
    a.slab_free(64 as Pointer);
    top.grants = 0;
    expect(a.slab_alloc()).toBe(NULL);
    expect(heap.faults.map(({ kind }) => kind)).toEqual(['unknown-release']);
  });

  test('R-48 zeroed is the item, not its neighbours; alignment is the pointer’s only', () => {
    const { a, heap, parent } = pools(LP64_DEBUG);
    const item = a.slab_alloc();
    heap.bytes.fill(item, 0xff, 40);
    a.slab_free(item);
    expect(heap.bytes.read(a.slab_zalloc(), 40)).toEqual(new Uint8Array(40));
    expect(parent.elementSize).toBe(64);
    expect(a.slab_alloc() % 16).toBe(item % 16);
  });
});
