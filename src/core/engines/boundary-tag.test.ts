import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeapWord } from '../heap/heap-memory';
import { BoundaryTag, type FitPolicy } from './boundary-tag';
import { reservePool, testEngineContract } from './testing/engine-contract';

const MIB = 2 ** 20;
const POLICIES: readonly FitPolicy[] = ['best', 'first', 'next'];

describe.each(POLICIES)('boundary tags with %s fit keep the contract of engines', (policy) => {
  testEngineContract((memory) => new BoundaryTag(memory, policy));
});

function heap(policy: FitPolicy): BoundaryTag {
  return new BoundaryTag(reservePool(16 * MIB), policy);
}

/** Blocks of these sizes with a small one behind each, all of them freed: holes in this order of address. */
function holes(engine: BoundaryTag, sizes: readonly number[]): readonly HeapWord[] {
  const blocks = sizes.map((bytes) => {
    const block = engine.alloc(bytes, 0);
    engine.alloc(1, 0);
    return block;
  });
  for (const block of blocks) engine.free(block);
  return blocks;
}

test('of several holes best fit takes the tightest, first fit the lowest, next fit the one behind its last block', () => {
  const sizes = [4000, 900, 1000, 2000];
  const chosen = POLICIES.map((policy) => {
    const engine = heap(policy);
    const places = holes(engine, sizes);
    return [950, 950, 850].map((bytes) => {
      const block = engine.alloc(bytes, 0);
      const hole = places.findLastIndex((place) => place <= block);
      return sizes[hole];
    });
  });
  const [best, first, next] = chosen;
  expect(best).toEqual([1000, 2000, 900]);
  expect(first).toEqual([4000, 4000, 4000]);
  // The rover stands behind the last block that was placed, so the search begins anew, then goes on.
  expect(next).toEqual([4000, 4000, 4000]);
});

test('next fit goes on behind the block that it placed last, and once around', () => {
  const engine = heap('next');
  const [a, b, c] = holes(engine, [1000, 1000, 1000]);
  const taken = [engine.alloc(1000, 0), engine.alloc(1000, 0)];
  expect(taken).toEqual([a, b]);
  engine.free(a);
  expect(engine.alloc(1000, 0)).toBe(c);
  expect(engine.alloc(1000, 0)).toBe(a);
});

test('first fit takes the lowest hole again, whatever was freed last', () => {
  const engine = heap('first');
  const [a, b] = holes(engine, [1000, 1000, 1000]);
  expect(engine.alloc(1000, 0)).toBe(a);
  engine.free(a);
  expect(engine.alloc(500, 0)).toBe(a);
  expect(engine.alloc(1000, 0)).toBe(b);
});

test('of holes of one size best fit takes large ones in the order in which they were freed, small ones newest first', () => {
  for (const [bytes, order] of [
    [5000, [0, 1, 2]],
    [100, [2, 1, 0]],
  ] as const) {
    const engine = heap('best');
    const places = holes(engine, [bytes, bytes, bytes]);
    expect([1, 2, 3].map(() => places.indexOf(engine.alloc(bytes, 0)))).toEqual(order);
  }
});

test('best fit is best: no hole that is large enough is smaller than the one it takes', () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 600, max: 60_000 }));
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 40 }), size, (sizes, wanted) => {
      const engine = heap('best');
      const places = holes(engine, sizes);
      const usable = sizes.map((bytes) => engine.usableBytesFor(bytes));
      const block = engine.alloc(wanted, 0);
      const fitting = usable.filter((bytes) => bytes >= engine.usableBytesFor(wanted));
      const hole = places.indexOf(block);
      expect(hole < 0 ? Infinity : usable[hole]).toBe(Math.min(...fitting, Infinity));
    }),
    { numRuns: 200 },
  );
});

test('a hundred thousand holes are searched in few steps, whatever the policy', () => {
  for (const policy of POLICIES) {
    const engine = new BoundaryTag(reservePool(256 * MIB), policy);
    holes(
      engine,
      Array.from({ length: 100_000 }, (_, i) => 16 + ((i * 7919) % 1500)),
    );
    const before = engine.counters();
    for (let i = 0; i < 1000; i++) engine.free(engine.alloc(((i * 31) % 3000) + 1, 0));
    const after = engine.counters();
    expect((after.listNodes - before.listNodes) / 1000).toBeLessThan(70);
    expect((after.bitmapProbes - before.bitmapProbes) / 1000).toBeLessThan(70);
  }
});

/**
 * A small form of Robson's argument (TAOCP 2.5, exercises 42 and 43): rounds of allocations of growing size, between
 * which everything goes but what keeps holes just too small. The program never holds more than `LIVE` bytes.
 */
test('an adversary makes every engine that does not move blocks pay a multiple of what is live', () => {
  const LIVE = 1 * MIB;
  for (const policy of POLICIES) {
    const engine = heap(policy);
    let held: HeapWord[] = [];
    for (let bytes = 12; bytes <= 4096; bytes = 2 * bytes + 4) {
      const stride = bytes + 4;
      const free = LIVE - held.reduce((sum, block) => sum + engine.usableSize(block) + 4, 0);
      held.push(...Array.from({ length: Math.floor(free / stride) }, () => engine.alloc(bytes, 0)));
      // Of each stretch twice as long as the next block is, one block stays.
      const kept = new Map<number, HeapWord>();
      for (const block of held) {
        const stretch = Math.floor((block * 4) / (2 * stride));
        if (kept.has(stretch)) engine.free(block);
        else kept.set(stretch, block);
      }
      held = [...kept.values()];
    }
    expect(engine.stats().footprint / LIVE).toBeGreaterThan(2);
    expect(engine.checkInvariants()).toBeUndefined();
  }
});
