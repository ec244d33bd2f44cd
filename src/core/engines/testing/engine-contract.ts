import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HeapMemory, type HeapWord } from '../../heap/heap-memory';
import { NO_ROOM, type Engine } from '../engine';

const KIB = 1024;
const MIB = 1024 * KIB;

export function reservePool(bytes: number): HeapMemory {
  const reserved = HeapMemory.reserve([bytes]);
  if (!reserved.ok) throw new Error('no memory for the test');
  return reserved.value;
}

/** A small generator with a seed: the same sequence on every machine. */
export function xorshift(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

type Operation =
  | { readonly kind: 'alloc'; readonly bytes: number; readonly alignLog2: number }
  | { readonly kind: 'free'; readonly which: number }
  | { readonly kind: 'realloc'; readonly which: number; readonly bytes: number };

interface Held {
  payload: HeapWord;
  bytes: number;
  readonly alignLog2: number;
  readonly tag: number;
}

/** What a program believes of its heap: blocks hold what was written at their ends, and lie where they may. */
class Program {
  readonly held: Held[] = [];
  refused = 0;
  private nextTag = 1;

  constructor(
    readonly engine: Engine,
    private readonly memory: HeapMemory,
  ) {}

  run(operation: Operation): void {
    if (operation.kind === 'alloc') this.alloc(operation.bytes, operation.alignLog2);
    else if (this.held.length === 0) return;
    else if (operation.kind === 'free') this.free(operation.which % this.held.length);
    else this.realloc(operation.which % this.held.length, operation.bytes);
  }

  private alloc(bytes: number, alignLog2: number): void {
    const payload = this.engine.alloc(bytes, alignLog2);
    if (payload === NO_ROOM) {
      this.refused++;
      return;
    }
    const block = { payload, bytes, alignLog2, tag: this.nextTag++ };
    this.held.push(block);
    this.expectPlace(block);
    this.write(block);
  }

  free(which: number): void {
    const block = this.held[which];
    this.expectContents(block, block.bytes);
    const last = this.held.pop();
    if (last !== undefined && last !== block) this.held[which] = last;
    this.engine.free(block.payload);
  }

  private realloc(which: number, bytes: number): void {
    const block = this.held[which];
    const before = block.bytes;
    const payload = this.engine.realloc(block.payload, bytes, block.alignLog2);
    if (payload === NO_ROOM) {
      this.refused++;
      this.expectContents(block, before);
      return;
    }
    block.payload = payload;
    block.bytes = bytes;
    this.expectPlace(block);
    if (bytes >= 4 && before >= 4) this.expectTag(block, payload);
    this.write(block);
  }

  private expectPlace(block: Held): void {
    const align = 2 ** Math.max(block.alignLog2, 4);
    if ((block.payload * 4) % align !== 0) throw new Error(`${block.payload} is not aligned to ${align}`);
    if (this.engine.usableSize(block.payload) < block.bytes) throw new Error('the block is too small');
  }

  private write(block: Held): void {
    if (block.bytes < 4) return;
    this.memory.words[block.payload] = block.tag;
    this.memory.words[block.payload + (block.bytes >>> 2) - 1] = block.tag;
  }

  private expectContents(block: Held, bytes: number): void {
    if (bytes < 4) return;
    this.expectTag(block, block.payload);
    this.expectTag(block, block.payload + (bytes >>> 2) - 1);
  }

  private expectTag(block: Held, word: number): void {
    if (this.memory.words[word] !== block.tag) throw new Error(`word ${word} of a block was overwritten`);
  }

  /** Walks the heap: no gap, no overlap, the used blocks are those that are held, and the figures add up. */
  expectWholeHeap(): void {
    expect(this.engine.checkInvariants()).toBeUndefined();
    const expected = this.held.map((block) => block.payload).sort((a, b) => a - b);
    const used: HeapWord[] = [];
    let blocks = 0;
    let free = 0;
    let largestFree = 0;
    let end = -1;
    this.engine.walk((payload, usable, isFree) => {
      if (end >= 0 && payload !== end) throw new Error(`a gap or an overlap before ${payload}`);
      end = payload + (usable + 4) / 4;
      if (isFree) {
        free += usable + 4;
        largestFree = Math.max(largestFree, usable + 4);
      } else {
        used.push(payload);
        blocks += usable;
      }
    });
    expect(used).toEqual(expected);
    const stats = this.engine.stats();
    expect(stats).toMatchObject({ blocks, free, largestFree, usedBlocks: used.length });
    expect(stats.footprint).toBe(stats.blocks + stats.overhead + stats.free);
    if (end >= 0) expect(stats.footprint).toBe((end - 1) * 4);
  }
}

const someBytes = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 256 }) },
  { weight: 3, arbitrary: fc.integer({ min: 257, max: 8 * KIB }) },
  { weight: 1, arbitrary: fc.integer({ min: 8 * KIB, max: 256 * KIB }) },
);
const someAlign = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 12 }));
const someOperation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant('alloc' as const), bytes: someBytes, alignLog2: someAlign }),
  fc.record({ kind: fc.constant('free' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('realloc' as const), which: fc.nat(), bytes: someBytes }),
);

/** An operation for long runs: about as many as `target` blocks stay held. */
function randomOperation(random: (below: number) => number, held: number, target: number): Operation {
  const bytes = random(random(4) === 0 ? 8 * KIB : 200);
  if (random(5) === 0) return { kind: 'realloc', which: random(1 << 30), bytes };
  if (random(2 * target) < held) return { kind: 'free', which: random(1 << 30) };
  return { kind: 'alloc', bytes, alignLog2: random(8) === 0 ? random(13) : 0 };
}

/**
 * What every engine that merges its free blocks must do. `make` gives an engine over an empty pool.
 * The tests of an engine call this once.
 */
export function testEngineContract(make: (memory: HeapMemory) => Engine): void {
  test('any sequence of operations keeps blocks apart, aligned, covered by the walk, and frees merge to one block', () => {
    const memory = reservePool(16 * MIB);
    fc.assert(
      fc.property(fc.array(someOperation, { maxLength: 120 }), (operations) => {
        memory.clear();
        const program = new Program(make(memory), memory);
        for (const operation of operations) program.run(operation);
        program.expectWholeHeap();
        while (program.held.length > 0) program.free(0);
        expectEmpty(program.engine);
      }),
      { numRuns: 300 },
    );
  });

  test('a million random operations, aligned ones among them, against a model', () => {
    const memory = reservePool(64 * MIB);
    const program = new Program(make(memory), memory);
    const random = xorshift(20200513);
    for (let i = 0; i < 1_000_000; i++) {
      program.run(randomOperation(random, program.held.length, 4000));
      if (i % 50_000 === 0) program.expectWholeHeap();
    }
    program.expectWholeHeap();
    expect(program.refused).toBe(0);
    while (program.held.length > 0) program.free(program.held.length - 1);
    expectEmpty(program.engine);
  });

  test('a full heap refuses, and a refused reallocation leaves the block as it was', () => {
    const memory = reservePool(64 * KIB);
    const program = new Program(make(memory), memory);
    const random = xorshift(7);
    for (let i = 0; i < 20_000; i++) program.run(randomOperation(random, program.held.length, 400));
    expect(program.refused).toBeGreaterThan(0);
    program.expectWholeHeap();
    const block = program.engine.alloc(1, 0);
    const sizeBefore = block === NO_ROOM ? 0 : program.engine.usableSize(block);
    if (block !== NO_ROOM) {
      expect(program.engine.realloc(block, 2 ** 40, 0)).toBe(NO_ROOM);
      expect(program.engine.usableSize(block)).toBe(sizeBefore);
    }
    expect(program.engine.alloc(2 ** 32, 0)).toBe(NO_ROOM);
    expect(program.engine.alloc(1, 40)).toBe(NO_ROOM);
  });

  test('blocks of size zero are blocks of their own', () => {
    const engine = make(reservePool(64 * KIB));
    const first = engine.alloc(0, 0);
    const second = engine.alloc(0, 0);
    expect(first).not.toBe(NO_ROOM);
    expect(second).not.toBe(first);
  });

  test('a new block has the usable bytes that the engine announces', () => {
    const engine = make(reservePool(8 * MIB));
    for (let bytes = 0; bytes < 3000; bytes += 7) {
      expect(engine.usableSize(engine.alloc(bytes, 0))).toBe(engine.usableBytesFor(bytes));
    }
  });

  test('places do not depend on the limit of the pool', () => {
    const [small, large] = [reservePool(32 * MIB), reservePool(256 * MIB)].map((memory) => {
      const program = new Program(make(memory), memory);
      const random = xorshift(99);
      for (let i = 0; i < 50_000; i++) program.run(randomOperation(random, program.held.length, 1000));
      return { places: program.held.map((block) => block.payload), hash: memory.hash() };
    });
    expect(small).toEqual(large);
  });

  test('a restored heap is the saved one to the byte, and goes on as it did', () => {
    const memory = reservePool(32 * MIB);
    const other = reservePool(32 * MIB);
    const [engine, restored] = [make(memory), make(other)];
    const random = xorshift(4711);
    const held: HeapWord[] = [];
    for (let round = 0; round < 40; round++) {
      churn(engine, held, random, 500);
      const state = engine.saveState();
      restored.restoreState(state);
      expect(other.hash()).toBe(memory.hash());
      expect(restored.stats()).toEqual(engine.stats());
      expect(restored.checkInvariants()).toBeUndefined();
      const seed = random(1 << 30) + 1;
      churn(engine, [...held], xorshift(seed), 200);
      churn(restored, [...held], xorshift(seed), 200);
      expect(other.hash()).toBe(memory.hash());
      engine.restoreState(state);
    }
  });
}

/** Operations that leave payload zero, as a replay does. */
function churn(engine: Engine, held: HeapWord[], random: (below: number) => number, operations: number): void {
  for (let i = 0; i < operations; i++) {
    const choice = random(8);
    const which = random(held.length + 1);
    if (which === held.length || choice < 4) held.push(engine.alloc(random(3000), random(6) === 0 ? 9 : 0));
    else if (choice < 6) held[which] = engine.realloc(held[which], random(5000), 0);
    else for (const payload of held.splice(which, 1)) engine.free(payload);
  }
}

function expectEmpty(engine: Engine): void {
  const walked: boolean[] = [];
  engine.walk((_payload, _usable, isFree) => walked.push(isFree));
  expect(walked.length).toBeLessThanOrEqual(1);
  expect(walked).not.toContain(false);
  expect(engine.stats()).toMatchObject({ blocks: 0, usedBlocks: 0 });
  expect(engine.checkInvariants()).toBeUndefined();
}
