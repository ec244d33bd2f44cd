import { describe, expect, test } from 'vitest';
import { ILP32_DEBUG, ILP32_RELEASE, LP64_DEBUG, LP64_RELEASE, type Abi } from '../c-layout';
import { NULL, type Pointer } from '../heap-bytes';
import { LibcMalloc } from '../libc-malloc';
import { Ralloc } from '../ralloc/ralloc';
import { testHeap, type TestHeapOptions } from '../testing/facade-heap';
import { Gc } from './gc';
import { BUCKETS, GC_BLOCK_CANARY, GC_CONTEXT_CANARY, gcLayout, objectSize, objectsPerSlab } from './gc-layout';

const ALL: Abi[] = [LP64_RELEASE, LP64_DEBUG, ILP32_RELEASE, ILP32_DEBUG];

function world(options: TestHeapOptions = {}) {
  const { heap, top } = testHeap(options);
  const r = new Ralloc(heap, new LibcMalloc(heap));
  const gc = new Gc(r);
  const ctx = gc.gc_context(r.ralloc_context(NULL));
  const kinds = () => heap.faults.map(({ kind }) => kind);
  const bucketOf = (pointer: Pointer) => gc.blocks.bucket(gc.blocks.headerOf(pointer));
  return { heap, top, r, gc, ctx, kinds, bucketOf };
}

/** Objects that are still handed out. */
function alive({ heap, gc }: ReturnType<typeof world>, objects: Pointer[]): boolean[] {
  return objects.map((object) => heap.homeOf(object)?.id === gc.domain.id);
}

describe('layouts of gc (mesa-allocators.md §3)', () => {
  test('R-49 block header 4, 8, 4, 8 (aligned to 2 and 4); slab header 64, 64, 40, 40; context 528, 536, 264, 268', () => {
    const sizes = ALL.map((abi) => {
      const { block, slab, context } = gcLayout(abi);
      return [block.size, block.alignment, slab.size, context.size];
    });
    expect(sizes).toEqual([
      [4, 2, 64, 528],
      [8, 4, 64, 536],
      [4, 2, 40, 264],
      [8, 4, 40, 268],
    ]);
  });

  test.each(ALL)('R-49 objects of each bucket in a slab, the same counts on both ABIs', (abi) => {
    const counts = Array.from({ length: BUCKETS }, (_, bucket) => objectsPerSlab(abi, bucket));
    expect(counts).toEqual([1022, 511, 340, 255, 204, 170, 146, 127, 113, 102, 92, 85, 78, 73, 68, 63]);
    const slabBytes = counts.map((count, bucket) => gcLayout(LP64_DEBUG).slab.size + count * objectSize(bucket));
    expect([slabBytes[0], slabBytes[1], slabBytes[2], slabBytes[15]]).toEqual([32768, 32768, 32704, 32320]);
  });

  test('R-49 the last small size: 508 in a release build, 504 with assertions', () => {
    const release = world({ abi: ILP32_RELEASE });
    expect([508, 509].map((size) => release.bucketOf(release.gc.gc_alloc_size(release.ctx, size, 4)))).toEqual([
      15, 16,
    ]);
    const debug = world({ abi: ILP32_DEBUG });
    expect([504, 505].map((size) => debug.bucketOf(debug.gc.gc_alloc_size(debug.ctx, size, 4)))).toEqual([15, BUCKETS]);
  });

  test('R-49 the byte before a padded payload: 0x8C and 0x88 at alignment 16, 0x84 and none at 8', () => {
    const last = (abi: Abi, alignment: number) => {
      const { gc, ctx, heap } = world({ abi });
      const pointer = gc.gc_alloc_size(ctx, 20, alignment);
      expect(pointer % alignment).toBe(0);
      expect(gc.gc_get_context(pointer)).toBe(ctx);
      return heap.bytes.u8(pointer - 1);
    };
    expect([last(LP64_RELEASE, 16), last(LP64_DEBUG, 16), last(LP64_RELEASE, 8)]).toEqual([0x8c, 0x88, 0x84]);
    // No padding: the byte is the flags, used and of generation 0.
    expect(last(LP64_DEBUG, 8)).toBe(1);
    const { gc, ctx } = world();
    expect(gc.gc_alloc_size(ctx, 8, 16)).toBe(NULL);
  });

  test('R-49 canaries of context and block in a debug build', () => {
    const { gc, ctx, heap } = world();
    expect(heap.bytes.u32(ctx)).toBe(GC_CONTEXT_CANARY);
    expect(heap.bytes.u32(gc.blocks.headerOf(gc.gc_alloc_size(ctx, 8, 4)))).toBe(GC_BLOCK_CANARY);
  });
});

describe('slabs of gc', () => {
  test('R-49 the free list comes before fresh memory, the last freed first', () => {
    const { gc, ctx } = world();
    const [a, b] = [gc.gc_alloc_size(ctx, 24, 4), gc.gc_alloc_size(ctx, 24, 4)];
    expect(b - a).toBe(32);
    gc.gc_free(a);
    gc.gc_free(b);
    expect([gc.gc_alloc_size(ctx, 24, 4), gc.gc_alloc_size(ctx, 24, 4)]).toEqual([b, a]);
  });

  test('R-49 one empty slab is kept; an empty slab goes where another has room', () => {
    const { gc, ctx, top } = world();
    const objects = Array.from({ length: 63 * 2 }, () => gc.gc_alloc_size(ctx, 500, 4));
    const frees = () => top.frees;
    for (const object of objects.slice(0, 63)) gc.gc_free(object);
    expect(frees()).toBe(0);
    for (const object of objects.slice(63)) gc.gc_free(object);
    expect(frees()).toBe(1);
  });

  test('R-49 the fullest slab serves first', () => {
    const { gc, ctx } = world();
    const objects = Array.from({ length: 63 * 2 }, () => gc.gc_alloc_size(ctx, 500, 4));
    const [inFirst, inSecond] = [objects.slice(0, 3), objects.slice(63, 64)];
    for (const object of [...inFirst, ...inSecond]) gc.gc_free(object);
    expect(gc.gc_alloc_size(ctx, 500, 4)).toBe(inSecond[0]);
  });

  test('R-28 a gc block is no ralloc block: freed or stolen through ralloc it stays', () => {
    const { gc, ctx, r, kinds } = world();
    const object = gc.gc_alloc_size(ctx, 24, 4);
    r.ralloc_free(object);
    r.ralloc_steal(NULL, object);
    gc.gc_free(object);
    gc.gc_free(object);
    expect(kinds()).toEqual(['foreign-release', 'foreign-release', 'double-release']);
  });
});

describe('the sweep', () => {
  test('R-49 what is marked lives, what is not goes, large blocks too; empty slabs are given back', () => {
    const w = world();
    const { gc, ctx, top } = w;
    const small = [1, 2, 3].map(() => gc.gc_alloc_size(ctx, 24, 4));
    const other = gc.gc_alloc_size(ctx, 100, 4);
    const large = [1, 2].map(() => gc.gc_alloc_size(ctx, 5000, 4));
    gc.gc_sweep_start(ctx);
    gc.gc_mark_live(ctx, small[1]);
    gc.gc_mark_live(ctx, large[0]);
    gc.gc_sweep_end(ctx);
    expect(alive(w, [...small, other, ...large])).toEqual([false, true, false, false, true, false]);
    // The other bucket's slab, one large block and the rubbish itself.
    expect(top.frees).toBe(3);
    gc.gc_sweep_start(ctx);
    gc.gc_sweep_end(ctx);
    expect(alive(w, [small[1], large[0]])).toEqual([false, false]);
    expect(w.kinds()).toEqual([]);
  });

  test('R-49 what is allocated during a sweep lives without a mark', () => {
    const w = world();
    const { gc, ctx } = w;
    gc.gc_alloc_size(ctx, 24, 4);
    gc.gc_sweep_start(ctx);
    const young = gc.gc_alloc_size(ctx, 24, 4);
    gc.gc_sweep_end(ctx);
    expect(alive(w, [young])).toEqual([true]);
  });

  test.each([false, true])(
    'R-49 trap, faithful %s: marking twice un-marks; a mark kills what is younger',
    (faithful) => {
      const w = world({ faithful });
      const { gc, ctx } = w;
      const old = gc.gc_alloc_size(ctx, 24, 4);
      const held = gc.gc_alloc_size(ctx, 24, 4);
      gc.gc_sweep_start(ctx);
      const young = gc.gc_alloc_size(ctx, 24, 4);
      for (const object of [old, old, young, held]) gc.gc_mark_live(ctx, object);
      gc.gc_sweep_end(ctx);
      expect(alive(w, [old, young, held])).toEqual([!faithful, !faithful, true]);
      expect(w.kinds()).toEqual(['double-mark', 'mark-after-start']);
    },
  );

  test('R-49 two sweeps cannot nest', () => {
    const { gc, ctx, kinds } = world();
    gc.gc_sweep_start(ctx);
    gc.gc_sweep_start(ctx);
    gc.gc_sweep_end(ctx);
    expect(kinds()).toEqual(['nested-sweep']);
  });

  test('R-49 no room for the rubbish: the sweep does not begin', () => {
    const w = world();
    const object = w.gc.gc_alloc_size(w.ctx, 24, 4);
    w.top.grants = 0;
    w.gc.gc_sweep_start(w.ctx);
    w.gc.gc_sweep_end(w.ctx);
    expect(alive(w, [object])).toEqual([true]);
    expect(w.gc.gc_alloc_size(w.ctx, 5000, 4)).toBe(NULL);
  });
});
