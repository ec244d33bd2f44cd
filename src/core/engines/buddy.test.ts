import { describe, expect, test } from 'vitest';
import { Buddy } from './buddy';
import { reservePool, testEngineContract } from './testing/engine-contract';

const MIB = 2 ** 20;
const heap = () => new Buddy(reservePool(16 * MIB));

describe('buddies keep the contract of engines', () => {
  testEngineContract((memory) => new Buddy(memory));
});

test('a block is aligned to its own size, which is a power of two', () => {
  const engine = heap();
  for (const bytes of [1, 17, 100, 1000, 5000, 70_000]) {
    const block = engine.alloc(bytes, 0);
    const size = engine.usableSize(block);
    expect(Math.log2(size) % 1).toBe(0);
    expect(size).toBeLessThan(Math.max(32, 2 * bytes));
    expect((block * 4) % size).toBe(0);
  }
});

test('two buddies merge, two neighbours that are none do not: that is false fragmentation', () => {
  const engine = heap();
  const blocks = Array.from({ length: 8 }, () => engine.alloc(1024, 0)).sort((a, b) => a - b);
  const isFirst = (block: number) => (block * 4) % 2048 === 0;
  const first = blocks.findIndex((block, i) => isFirst(block) && i + 3 < blocks.length);
  const [, b, c, d] = blocks.slice(first, first + 4);
  engine.free(b);
  engine.free(c);
  expect(engine.stats().largestFree).toBeLessThan(2048);
  engine.free(d);
  expect(engine.alloc(2048, 0)).toBe(c);
});

test('a block grows in place while its upper buddies are free, and shrinks in place', () => {
  const engine = heap();
  const block = engine.alloc(16, 12);
  expect(engine.realloc(block, 4096, 12)).toBe(block);
  expect(engine.realloc(block, 100, 12)).toBe(block);
  expect(engine.usableSize(block)).toBe(128);
  expect(engine.checkInvariants()).toBeUndefined();
  expect(engine.counters().wordsCopied).toBe(0);
});

test('an aligned block takes no more than its size: the rest of the aligned one is free', () => {
  const engine = heap();
  const block = engine.alloc(64, 12);
  expect(engine.usableSize(block)).toBe(64);
  const { footprint, overhead, blocks, free } = engine.stats();
  expect(blocks).toBe(64);
  expect(free).toBe(footprint - overhead - 64);
  expect(engine.checkInvariants()).toBeUndefined();
});
