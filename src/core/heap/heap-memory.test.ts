import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HeapMemory, POOL_LIMITS } from './heap-memory';

const KIB = 1024;

function reserve(limits: readonly number[]): HeapMemory {
  const reserved = HeapMemory.reserve(limits);
  if (!reserved.ok) throw new Error('no memory for the test');
  return reserved.value;
}

test('the largest pool is reserved without touching it, and its last word can be reached', () => {
  const before = process.memoryUsage.rss();
  const memory = reserve(POOL_LIMITS);
  const last = memory.limitWords - 1;
  memory.words[last] = 7;
  expect(memory.words[last]).toBe(7);
  expect(memory.limitWords * 4).toBeGreaterThanOrEqual(2 ** 29);
  expect(process.memoryUsage.rss() - before).toBeLessThan(64 * KIB * KIB);
});

describe('where the system refuses a size', () => {
  const { Memory } = WebAssembly;

  /** A system that has less than a gibibyte to give. */
  class SmallSystem extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      if (descriptor.initial * 64 * KIB >= 2 ** 30) throw new RangeError('could not allocate memory');
      super(descriptor);
    }
  }

  beforeEach(() => {
    WebAssembly.Memory = SmallSystem;
  });

  afterEach(() => {
    WebAssembly.Memory = Memory;
  });

  test('the next one is tried', () => {
    expect(reserve(POOL_LIMITS).limitWords * 4).toBe(2 ** 29);
    expect(HeapMemory.reserve([2 ** 30])).toEqual({ ok: false, failure: 'out-of-memory' });
  });
});

test('notes lie behind the pool, which leaves them room', () => {
  const memory = reserve([4 * KIB]);
  expect(memory.notes).toHaveLength(0);
  const reserved = HeapMemory.reserve(POOL_LIMITS, true);
  if (!reserved.ok) throw new Error('no memory for the test');
  const { words, notes, limitWords } = reserved.value;
  expect(limitWords * 4).toBeLessThanOrEqual(3.5 * 2 ** 30);
  expect(notes).toHaveLength(limitWords / 4);
  words[limitWords - 1] = 0xffffffff;
  notes[notes.length - 1] = 7;
  expect([notes[0], words[0], notes.at(-1)]).toEqual([0, 0, 7]);
});

test('the footprint grows to the highest word, and not beyond the limit', () => {
  const memory = reserve([4 * KIB]);
  expect(memory.extendTo(100)).toBe(true);
  expect(memory.extendTo(50)).toBe(true);
  expect(memory.extendTo(1025)).toBe(false);
  expect(memory.footprintWords).toBe(100);
});

test('clearing takes back to zero what was touched', () => {
  const memory = reserve([4 * KIB]);
  memory.extendTo(100);
  memory.words.fill(1, 0, 100);
  memory.clear();
  expect(memory.footprintWords).toBe(0);
  expect(memory.words.every((word) => word === 0)).toBe(true);
});

test('the hash tells apart order, value and footprint', () => {
  const hashOf = (...words: number[]) => {
    const memory = reserve([4 * KIB]);
    memory.extendTo(words.length);
    memory.words.set(words);
    return memory.hash();
  };
  expect(hashOf(1, 2, 3)).toBe(hashOf(1, 2, 3));
  expect(new Set([hashOf(1, 2), hashOf(2, 1), hashOf(1, 2, 0), hashOf(1, 3), hashOf()]).size).toBe(5);
});
