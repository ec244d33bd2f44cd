import { describe, expect, test } from 'vitest';
import { Bump } from './bump';
import { reservePool, testEngineContract } from './testing/engine-contract';

const MIB = 2 ** 20;
const heap = () => new Bump(reservePool(MIB));

describe('a bump arena keeps the contract of engines', () => {
  testEngineContract((memory) => new Bump(memory), { emptiedEvery: 10_000 });
});

test('blocks follow each other without a header', () => {
  const engine = heap();
  expect([1, 16, 17, 0].map((bytes) => engine.alloc(bytes, 0))).toEqual([4, 8, 12, 20]);
});

test('a free only counts: nothing is used again before the last block went', () => {
  const engine = heap();
  const [a, b] = [engine.alloc(100, 0), engine.alloc(100, 0)];
  engine.free(a);
  expect(engine.alloc(100, 0)).toBeGreaterThan(b);
  expect(engine.usedBlocks).toBe(2);
  engine.free(b);
  engine.free((b + 28) as typeof b);
  expect(engine.alloc(100, 0)).toBe(a);
});

test('the last block grows and shrinks in place, another one moves to grow', () => {
  const engine = heap();
  const [a, b] = [engine.alloc(100, 0), engine.alloc(100, 0)];
  expect(engine.realloc(b, 5000, 0)).toBe(b);
  expect(engine.realloc(b, 10, 0)).toBe(b);
  expect(engine.realloc(a, 50, 0)).toBe(a);
  expect(engine.realloc(a, 500, 0)).toBe(b + 4);
});
