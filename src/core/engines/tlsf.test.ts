import { describe, expect, test } from 'vitest';
import { NO_ROOM } from './engine';
import { reservePool, testEngineContract } from './testing/engine-contract';
import { Tlsf } from './tlsf';
import { firstHeader } from './tagged-layout';
import { CONTROL_WORDS } from './tlsf-free-lists';

const MIB = 2 ** 20;
const FIRST_HEADER = firstHeader(CONTROL_WORDS);
const FIRST_PAYLOAD = FIRST_HEADER + 1;

function heap() {
  const memory = reservePool(16 * MIB);
  return { memory, engine: new Tlsf(memory) };
}

describe('TLSF keeps the contract of engines', () => {
  testEngineContract((memory) => new Tlsf(memory));
});

test('blocks follow each other in strides of roundUp(n + 4, 16)', () => {
  const { engine } = heap();
  expect(engine.alloc(12, 0)).toBe(FIRST_PAYLOAD);
  expect(engine.alloc(13, 0)).toBe(FIRST_PAYLOAD + 4);
  expect(engine.alloc(0, 0)).toBe(FIRST_PAYLOAD + 12);
  expect(engine.alloc(1, 0)).toBe(FIRST_PAYLOAD + 16);
});

test('a freed block serves the next request of its size, the newest first', () => {
  const { engine } = heap();
  const [a, , b] = [40, 1, 40, 1].map((bytes) => engine.alloc(bytes, 0));
  engine.free(a);
  engine.free(b);
  expect(engine.alloc(40, 0)).toBe(b);
  expect(engine.alloc(40, 0)).toBe(a);
});

test('good fit, not best fit: a block in the class of the request itself is missed where its class is wide', () => {
  const { engine } = heap();
  // Classes between 32 and 64 KiB are 1 KiB wide; both sizes lie in the same one.
  const hole = engine.alloc(33_500, 0);
  engine.alloc(1, 0);
  engine.free(hole);
  expect(engine.alloc(33_400, 0)).not.toBe(hole);
  expect(engine.alloc(32_760, 0)).toBe(hole);
});

test('the last block gives its words back to the top, and the footprint stays', () => {
  const { engine } = heap();
  const block = engine.alloc(1000, 0);
  const { footprint } = engine.stats();
  engine.free(block);
  expect(engine.stats()).toMatchObject({ footprint, blocks: 0, free: 1008, largestFree: 1008 });
  expect(engine.alloc(500, 0)).toBe(block);
});

test('realloc grows in place into the free block behind, shrinks in place, and moves otherwise', () => {
  const { engine, memory } = heap();
  const [block, behind] = [100, 100, 100].map((bytes) => engine.alloc(bytes, 0));
  memory.words[block] = 42;
  engine.free(behind);
  expect(engine.realloc(block, 200, 0)).toBe(block);
  expect(engine.realloc(block, 20, 0)).toBe(block);
  const moved = engine.realloc(block, 1000, 0);
  expect(moved).not.toBe(block);
  expect(memory.words[moved]).toBe(42);
  expect(engine.counters().wordsCopied).toBe(7);
});

test('realloc keeps an over-alignment when it moves', () => {
  const { engine } = heap();
  const block = engine.alloc(64, 12);
  engine.alloc(8000, 0);
  const moved = engine.realloc(block, 5000, 12);
  expect(moved).not.toBe(block);
  expect((moved * 4) % 4096).toBe(0);
});

test('realloc to a stricter alignment moves', () => {
  const { engine } = heap();
  const block = engine.alloc(64, 0);
  const moved = engine.realloc(block, 32, 12);
  expect((moved * 4) % 4096).toBe(0);
  expect(engine.counters().wordsCopied).toBe(11);
});

test('the gap before an aligned block is a free block of its own', () => {
  const { engine } = heap();
  const block = engine.alloc(64, 12);
  expect(block * 4).toBe(4096);
  expect(engine.alloc(100, 0)).toBe(FIRST_PAYLOAD);
});

test('a heap is zero again when everything that the engine wrote is gone', () => {
  const { engine, memory } = heap();
  const blocks = Array.from({ length: 500 }, (_, i) => engine.alloc(i * 7, i % 9 === 0 ? 8 : 0));
  for (let i = 0; i < blocks.length; i += 2) engine.free(blocks[i]);
  for (let i = 1; i < blocks.length; i += 2) engine.free(blocks[i]);
  expect(memory.words.subarray(FIRST_HEADER, memory.footprintWords).every((word) => word === 0)).toBe(true);
  engine.reset();
  expect(engine.stats()).toMatchObject({ footprint: FIRST_HEADER * 4, free: 0 });
  expect(memory.words.subarray(0, FIRST_HEADER).every((word) => word === 0)).toBe(true);
});

test('the pool is used to its last stride, the sentinel behind it included', () => {
  const memory = reservePool(8192);
  const engine = new Tlsf(memory);
  const room = (memory.limitWords - 1 - FIRST_HEADER) & ~3;
  expect(engine.alloc(room * 4, 0)).toBe(NO_ROOM);
  const all = engine.alloc(room * 4 - 4, 0);
  expect(all).toBe(FIRST_PAYLOAD);
  expect(engine.realloc(all, room * 4, 0)).toBe(NO_ROOM);
  expect(engine.usableSize(all)).toBe(room * 4 - 4);
});

test('heaps beside each other know nothing of each other', () => {
  const [one, other] = [heap(), heap()];
  const blocks = [one, other, one].map(({ engine }) => engine.alloc(100, 0));
  expect(blocks[1]).toBe(blocks[0]);
  one.engine.free(blocks[2]);
  expect([one.engine.usedBlocks, other.engine.usedBlocks]).toEqual([1, 1]);
  expect(one.memory.footprintWords).toBeGreaterThan(other.memory.footprintWords);
});

test('a bug of ours that frees a block twice stops at once', () => {
  const { engine } = heap();
  const [block] = [100, 100].map((bytes) => engine.alloc(bytes, 0));
  engine.free(block);
  expect(() => {
    engine.free(block);
  }).toThrow(WebAssembly.RuntimeError);
});

test('a request beyond 32 bits is refused, whatever its lower bits are', () => {
  const { engine } = heap();
  expect(engine.alloc(2 ** 32 + 16, 0)).toBe(NO_ROOM);
  const block = engine.alloc(16, 0);
  expect(engine.realloc(block, 2 ** 40 + 16, 0)).toBe(NO_ROOM);
  expect(engine.usedBlocks).toBe(1);
});
