import { describe, expect, test } from 'vitest';
import { NULL, type Pointer } from '../heap-bytes';
import { LibcMalloc } from '../libc-malloc';
import { testHeap } from '../testing/facade-heap';
import { CubbyHoleAlignedMemory, PosixAlignedMemory } from './aligned-memory';
import type { OsMemory } from './os-memory';
import { StdcOsMemory } from './stdc-os-memory';
import { Wrappers } from './wrappers';

function wrappers(kind: 'posix' | 'cubby-hole' = 'posix', bytes = 2 ** 21) {
  const { heap, top } = testHeap({ bytes });
  const domain = heap.domains.add('MALLOC', 'other');
  const aligned = kind === 'posix' ? new PosixAlignedMemory(heap) : new CubbyHoleAlignedMemory(heap, domain);
  return { heap, top, w: new Wrappers(new StdcOsMemory(heap, domain, aligned), heap.bytes) };
}

describe('R-21 the wrapper family', () => {
  test('R-21 CALLOC zeroes, and refuses a product that overflows size_t', () => {
    const { w, heap } = wrappers();
    const dirty = w.MALLOC(64);
    heap.bytes.fill(dirty, 0xff, 64);
    w.FREE(dirty);
    const clean = w.CALLOC(4, 16);
    expect(clean).toBe(dirty);
    expect(heap.bytes.read(clean, 64)).toEqual(new Uint8Array(64));
    expect(w.CALLOC(0x10000, 0x10001)).toBe(NULL);
    expect(w.CALLOC_VARIANT_LENGTH_STRUCT({ size: 16 }, 2 ** 32 - 16)).toBe(NULL);
  });

  test('R-21 FREE(NULL) does nothing; REALLOC(NULL) allocates; REALLOC(p, ·, 0) frees', () => {
    const { w, heap, top } = wrappers();
    w.FREE(NULL);
    expect(top.frees).toBe(0);
    const p = w.REALLOC(NULL, 0, 24);
    expect(heap.blockAt(p)?.bytes).toBe(24);
    expect(w.REALLOC(p, 24, 0)).toBe(NULL);
    expect(top.frees).toBe(1);
    expect(heap.faults).toEqual([]);
  });

  test('R-21 REALLOC keeps the contents, and the old block where there is no room', () => {
    const { w, heap, top } = wrappers();
    const p = w.MALLOC(8);
    w.MALLOC(8);
    heap.bytes.setU32(p, 0xabad1dea);
    const moved = w.REALLOC(p, 8, 1000);
    expect(moved).not.toBe(p);
    expect(heap.bytes.u32(moved)).toBe(0xabad1dea);
    top.grants = 0;
    expect(w.REALLOC(moved, 1000, 5000)).toBe(NULL);
    expect(heap.blockAt(moved)?.bytes).toBe(1000);
  });

  test('R-21 structs, plain, with more behind them, and on cache lines; mem_dup copies', () => {
    const { w, heap } = wrappers();
    const struct = { size: 40 };
    expect(heap.blockAt(w.MALLOC_STRUCT(struct))?.bytes).toBe(40);
    expect(heap.blockAt(w.CALLOC_STRUCT(struct))?.bytes).toBe(40);
    expect(heap.blockAt(w.CALLOC_VARIANT_LENGTH_STRUCT(struct, 24))?.bytes).toBe(64);
    const line = w.MALLOC_STRUCT_CL(struct);
    expect(line % 64).toBe(0);
    w.FREE_CL(line);
    w.FREE_CL(w.CALLOC_STRUCT_CL(struct));
    const source = w.MALLOC(4);
    heap.bytes.setU32(source, 7);
    expect(heap.bytes.u32(w.mem_dup(source, 4))).toBe(7);
    expect(heap.faults).toEqual([]);
  });

  test.each(['posix', 'cubby-hole'] as const)('R-21 aligned blocks, %s: aligned, zeroed, copied, freed', (kind) => {
    const { w, heap, top } = wrappers(kind);
    const p = w.align_calloc(100, 256);
    expect(p % 256).toBe(0);
    heap.bytes.setU32(p, 9);
    const q = w.align_realloc(p, 100, 200, 512);
    expect(q % 512).toBe(0);
    expect(heap.bytes.u32(q)).toBe(9);
    w.align_free(q);
    expect([top.frees, heap.faults]).toEqual([2, []]);
  });

  test('R-21 posix_memalign rounds the alignment up to the pointer size; the cubby hole notes the raw pointer', () => {
    const posix = wrappers('posix');
    posix.w.align_malloc(1, 1);
    expect(posix.top.requests.at(-1)?.alignLog2).toBe(2);
    expect(posix.w.align_malloc(1, 12)).toBe(NULL);
    const cubby = wrappers('cubby-hole');
    const p = cubby.w.align_malloc(100, 64);
    const raw = cubby.heap.bytes.pointer(p - 4);
    expect(cubby.heap.blockAt(raw)?.bytes).toBe(100 + 64 + 4);
    expect(cubby.w.align_malloc(2 ** 32 - 16, 64)).toBe(NULL);
  });

  test('R-21 trap: align_realloc frees the old block even where there was no room', () => {
    const { w, heap, top } = wrappers();
    const p = w.align_malloc(64, 64);
    top.grants = 0;
    expect(w.align_realloc(p, 64, 128, 64)).toBe(NULL);
    expect(heap.blockAt(p)).toBeUndefined();
  });
});

test("R-07 an embedder's table serves everything; the default is not called once", () => {
  const { heap, top } = testHeap();
  const called: string[] = [];
  const give = (name: string) => (): Pointer => {
    called.push(name);
    return 4096 as Pointer;
  };
  const embedder: OsMemory = {
    os_malloc: give('malloc'),
    os_calloc: give('calloc'),
    os_realloc: give('realloc'),
    os_free: give('free'),
    os_malloc_aligned: give('malloc_aligned'),
    os_realloc_aligned: give('realloc_aligned'),
    os_free_aligned: give('free_aligned'),
  };
  const w = new Wrappers(embedder, heap.bytes);
  w.FREE(w.REALLOC(w.MALLOC(1), 1, 2));
  w.CALLOC_STRUCT({ size: 4 });
  w.align_free(w.align_realloc(w.MALLOC_STRUCT_CL({ size: 4 }), 4, 8, 64));
  expect(called).toEqual(['malloc', 'realloc', 'free', 'calloc', 'malloc_aligned', 'realloc_aligned', 'free_aligned']);
  expect([top.allocations, top.reallocations, top.frees]).toEqual([0, 0, 0]);
});

test('R-28 through the façade: what another domain gave is refused and stays; a second free is told from a foreign one', () => {
  const { w, heap } = wrappers();
  const libc = new LibcMalloc(heap);
  const wrapped = w.MALLOC(8);
  const raw = libc.malloc(8);
  w.FREE(raw);
  libc.free(wrapped);
  libc.free(raw);
  libc.free(raw);
  libc.free((wrapped + 4) as Pointer);
  libc.free(64 as Pointer);
  expect(heap.faults.map(({ kind }) => kind)).toEqual([
    'foreign-release',
    'interior-release',
    'double-release',
    'inside-release',
    'unknown-release',
  ]);
  expect(heap.faults[0]).toMatchObject({ home: libc.domain.id, pointer: raw });
  expect(heap.blockAt(wrapped)?.bytes).toBe(8);
});
