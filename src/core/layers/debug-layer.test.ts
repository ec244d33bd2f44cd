import { describe, expect, test } from 'vitest';
import { NO_ROOM } from '../engines/engine';
import { Tlsf } from '../engines/tlsf';
import { Accessibility, ByteState } from '../heap/accessibility';
import { HeapMemory, type HeapWord } from '../heap/heap-memory';
import type { ContextId, DomainId, SiteId, StackId } from '../tables/indices';
import { DebugLayer, type DebugOptions } from './debug-layer';
import { DEBUG_MAGIC, debugHeader } from './debug-layout';
import { ReportedFaults } from './testing/reported-faults';

const MIB = 2 ** 20;
const DOMAIN = 1 as DomainId;
const RELEASE = 44 as StackId;
const CONTEXT = 0 as ContextId;
const site = (id: number): SiteId => id as SiteId;

interface DebugHeap {
  readonly memory: HeapMemory;
  readonly engine: Tlsf;
  readonly shadow: Accessibility;
  readonly debug: DebugLayer;
  readonly faults: ReportedFaults;
  /** A block of `bytes` asked for at site `id`. */
  take(bytes: number, id?: number): HeapWord;
}

function debugHeap(options: Partial<DebugOptions> = {}, limit = MIB): DebugHeap {
  const reserved = HeapMemory.reserve([limit]);
  if (!reserved.ok) throw new Error('no memory for the test');
  const memory = reserved.value;
  const engine = new Tlsf(memory);
  const shadow = new Accessibility(limit);
  const faults = new ReportedFaults();
  const debug = new DebugLayer(engine, memory, shadow, faults, { model: 'ILP32', keepsFreed: false, ...options });
  return { memory, engine, shadow, debug, faults, take: (bytes, id = 7) => debug.alloc(bytes, 0, site(id), CONTEXT) };
}

/** The word of `block`'s header that lies `offset` bytes into it. */
function headerWord({ memory }: DebugHeap, block: HeapWord, offset: number, headerBytes = 36): number {
  return memory.words[block + (offset - headerBytes) / 4];
}

describe('the bytes of a block', () => {
  test('ILP32: no 8, file 12, line 16, function 20, size 24, magic 28, tag 32; the footer right behind 13 bytes', () => {
    expect(debugHeader('ILP32', false)).toEqual({
      ...{ previous: 0, next: 4, no: 8, file: 12, line: 16, function: 20, size: 24, freed: -1, magic: 28, tag: 32 },
      bytes: 36,
    });
    const heap = debugHeap();
    heap.take(1);
    const block = heap.take(13, 9);
    heap.debug.tag(block, 5);
    expect([8, 12, 16, 20, 24, 28, 32].map((offset) => headerWord(heap, block, offset))).toEqual([
      ...[1, 9, 0, 0, 13, DEBUG_MAGIC, 5],
    ]);
    expect(Array.from(heap.memory.bytes.subarray(block * 4 + 13, block * 4 + 17))).toEqual([0x0a, 0x09, 0x34, 0x6e]);
  });

  test('LP64: no 16, file 24, line 32, function 40, size 48, magic 56, tag 60', () => {
    expect(debugHeader('LP64', false)).toEqual({
      ...{ previous: 0, next: 8, no: 16, file: 24, line: 32, function: 40, size: 48, freed: -1, magic: 56, tag: 60 },
      bytes: 64,
    });
    const heap = debugHeap({ model: 'LP64' });
    const block = heap.take(100, 3);
    expect(headerWord(heap, block, 48, 64)).toBe(100);
    expect(headerWord(heap, block, 56, 64)).toBe(DEBUG_MAGIC);
  });

  test('one doubly linked list, new blocks at its tail', () => {
    const heap = debugHeap();
    const [a, b, c] = [heap.take(8), heap.take(8), heap.take(8)];
    const header = (block: HeapWord): number => block * 4 - 36;
    expect([a, b, c].map((block) => headerWord(heap, block, 4))).toEqual([header(b), header(c), 0]);
    expect([a, b, c].map((block) => headerWord(heap, block, 0))).toEqual([0, header(a), header(b)]);
    heap.debug.free(b, DOMAIN, RELEASE);
    expect([a, c].map((block) => headerWord(heap, block, 4))).toEqual([header(c), 0]);
  });

  test('an alignment that was asked for is kept', () => {
    const heap = debugHeap();
    const block = heap.debug.alloc(10, 8, site(1), CONTEXT);
    expect((block * 4) % 256).toBe(0);
    heap.debug.free(block, DOMAIN, RELEASE);
    expect(heap.engine.usedBlocks).toBe(0);
  });
});

describe('debug_free', () => {
  test('R-04 one byte past the end: found at the free, with the block, which goes all the same', () => {
    const heap = debugHeap();
    const block = heap.take(13);
    heap.memory.bytes[block * 4 + 13] ^= 0xff;
    heap.debug.free(block, DOMAIN, RELEASE);
    expect(heap.faults.list).toEqual([{ kind: 'footer-changed', block, offset: 13, stack: RELEASE }]);
    expect(heap.engine.usedBlocks).toBe(0);
  });

  test('R-04 a raw pointer is bad memory, with the freeing stack, and is not freed', () => {
    const heap = debugHeap();
    const raw = heap.engine.alloc(64, 0);
    heap.debug.free(raw, DOMAIN, RELEASE);
    expect(heap.faults.list).toMatchObject([{ kind: 'header-changed', block: raw, stack: RELEASE }]);
    expect(heap.engine.usedBlocks).toBe(1);
  });

  test('a second free shows as bad memory: the magics were taken away', () => {
    const heap = debugHeap();
    const block = heap.take(64);
    heap.debug.free(block, DOMAIN, RELEASE);
    heap.debug.free(block, DOMAIN, RELEASE);
    expect(heap.faults.list.map(({ kind }) => kind)).toEqual(['header-changed']);
  });

  test('R-64 pointers at the heap’s edges are looked up, not followed', () => {
    const heap = debugHeap();
    for (const word of [1, 2 ** 18 - 1, 2 ** 29]) heap.debug.free(word as HeapWord, DOMAIN, RELEASE);
    expect(heap.faults.list).toHaveLength(3);
  });

  test('free(NULL) does nothing', () => {
    const heap = debugHeap();
    heap.debug.free(NO_ROOM, DOMAIN, RELEASE);
    expect(heap.faults.list).toEqual([]);
  });

  test('an underflow that reaches the magic is found; one that only reaches the tag is not', () => {
    const heap = debugHeap();
    const [reached, missed] = [heap.take(8), heap.take(8)];
    heap.memory.bytes[reached * 4 - 5] ^= 0xff;
    heap.memory.bytes[missed * 4 - 1] ^= 0xff;
    heap.debug.free(reached, DOMAIN, RELEASE);
    heap.debug.free(missed, DOMAIN, RELEASE);
    expect(heap.faults.list.map(({ kind, block }) => [kind, block])).toEqual([['header-changed', reached]]);
  });

  test('a write beyond the footer is not found', () => {
    const heap = debugHeap();
    const block = heap.take(8);
    heap.memory.bytes[block * 4 + 12] ^= 0xff;
    heap.debug.free(block, DOMAIN, RELEASE);
    expect(heap.faults.list).toEqual([]);
  });

  test('what was freed leaves no byte of the layer behind', () => {
    const heap = debugHeap();
    const blocks = Array.from({ length: 20 }, (_, index) => heap.take(index * 3));
    for (const block of blocks) heap.debug.free(block, DOMAIN, RELEASE);
    heap.engine.reset();
    expect(heap.memory.bytes.every((byte) => byte === 0)).toBe(true);
  });
});

describe('DEBUG_FREED_MEMORY', () => {
  test('a freed block is filled with 0x33, keeps the freeing site, and is never given again', () => {
    const heap = debugHeap({ keepsFreed: true });
    const block = heap.take(10);
    heap.debug.free(block, DOMAIN, RELEASE);
    expect(Array.from(heap.memory.bytes.subarray(block * 4, block * 4 + 10))).toEqual(Array(10).fill(0x33));
    const { bytes, freed, file, line, magic } = debugHeader('ILP32', true);
    expect([freed, file, line, magic].map((offset) => headerWord(heap, block, offset, bytes))).toEqual([
      ...[1, RELEASE, DOMAIN, DEBUG_MAGIC],
    ]);
    expect(heap.shadow.stateAt(block * 4)).toBe(ByteState.Freed);
    expect(heap.take(10)).not.toBe(block);
    expect(heap.debug.figures().kept).toBe(10);
  });

  test('a write into it is found by a check', () => {
    const heap = debugHeap({ keepsFreed: true });
    const block = heap.take(10);
    heap.debug.free(block, DOMAIN, RELEASE);
    heap.memory.bytes[block * 4 + 6] = 1;
    heap.debug.check();
    expect(heap.faults.list).toEqual([{ kind: 'freed-changed', block, offset: 6, stack: 0 }]);
  });

  test('it is no leak', () => {
    const heap = debugHeap({ keepsFreed: true });
    const start = heap.debug.begin();
    heap.debug.free(heap.take(10), DOMAIN, RELEASE);
    expect(heap.debug.end(start)).toEqual([]);
  });
});

describe('debug_realloc', () => {
  test('always moves, keeps contents, serial number, site and place in the list; the tag is 0 again', () => {
    const heap = debugHeap();
    const [first, old, last] = [heap.take(8), heap.take(20, 9), heap.take(8)];
    heap.memory.bytes[old * 4 + 19] = 77;
    heap.debug.tag(old, 5);
    const block = heap.debug.realloc(old, 24, 0, site(99), CONTEXT);
    expect(block).not.toBe(old);
    expect(heap.memory.bytes[block * 4 + 19]).toBe(77);
    expect([8, 12, 24, 32].map((offset) => headerWord(heap, block, offset))).toEqual([1, 9, 24, 0]);
    expect(headerWord(heap, first, 4)).toBe(block * 4 - 36);
    expect(headerWord(heap, last, 0)).toBe(block * 4 - 36);
    expect(heap.engine.usedBlocks).toBe(3);
  });

  test('really frees the old block in freed-memory mode too', () => {
    const heap = debugHeap({ keepsFreed: true });
    heap.debug.realloc(heap.take(20), 24, 0, site(9), CONTEXT);
    expect(heap.engine.usedBlocks).toBe(1);
  });

  test('without room the old block stays', () => {
    const heap = debugHeap({}, 4096);
    const old = heap.take(20);
    expect(heap.debug.realloc(old, 8192, 0, site(9), CONTEXT)).toBe(NO_ROOM);
    heap.debug.free(old, DOMAIN, RELEASE);
    expect(heap.faults.list).toEqual([]);
  });
});

describe('debug_memory_begin and _end', () => {
  test('two allocations, one free: one leak of the right size, at its site', () => {
    const heap = debugHeap();
    heap.take(1);
    const start = heap.debug.begin();
    const [kept, freed] = [heap.take(100, 11), heap.take(200, 12)];
    heap.debug.free(freed, DOMAIN, RELEASE);
    expect(heap.debug.end(start)).toEqual([{ block: kept, bytes: 100, no: 1, site: 11 }]);
  });

  test('the newest first', () => {
    const heap = debugHeap();
    const start = heap.debug.begin();
    const [a, b] = [heap.take(1), heap.take(2)];
    expect(heap.debug.end(start).map(({ block }) => block)).toEqual([b, a]);
  });

  test('an interval without allocations says nothing', () => {
    const heap = debugHeap();
    heap.take(1);
    expect(heap.debug.end(heap.debug.begin())).toEqual([]);
  });
});

describe('debug_memory_check', () => {
  test('looks at the magics of every block, debug_memory_check_block at those of one', () => {
    const heap = debugHeap();
    const [a, b] = [heap.take(8), heap.take(8)];
    heap.memory.bytes[a * 4 + 8] ^= 1;
    heap.memory.bytes[b * 4 - 6] ^= 1;
    heap.debug.checkBlock(a);
    expect(heap.faults.list.map(({ kind, block }) => [kind, block])).toEqual([['footer-changed', a]]);
    heap.debug.check();
    expect(heap.faults.list.slice(1).map(({ kind, block }) => [kind, block])).toEqual([
      ['header-changed', b],
      ['footer-changed', a],
    ]);
  });
});

test('a state brings back every byte and the order of the list', () => {
  const heap = debugHeap({ keepsFreed: true });
  const blocks = Array.from({ length: 12 }, (_, index) => heap.take(index * 5, index));
  heap.debug.free(blocks[4], DOMAIN, RELEASE);
  heap.debug.realloc(blocks[2], 400, 0, site(3), CONTEXT);
  const [state, hash, figures] = [heap.debug.saveState(), heap.memory.hash(), heap.debug.figures()];
  for (const block of [blocks[1], blocks[7]]) heap.debug.free(block, DOMAIN, RELEASE);
  heap.take(5000);
  heap.shadow.clear();
  heap.debug.restoreState(state);
  expect(heap.memory.hash()).toBe(hash);
  expect(heap.debug.figures()).toEqual(figures);
  expect(heap.debug.saveState()).toEqual(state);
});
