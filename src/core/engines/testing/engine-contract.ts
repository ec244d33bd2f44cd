import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HeapMemory, type HeapWord } from '../../heap/heap-memory';
import { NO_ROOM, type Engine } from '../engine';

const KIB = 1024;
const MIB = 1024 * KIB;

export function reservePool(bytes: number, keepsNotes = false): HeapMemory {
  const reserved = HeapMemory.reserve([bytes], keepsNotes);
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

  /** Frees every block, and expects that nothing is left. */
  freeAll(): void {
    while (this.held.length > 0) this.free(this.held.length - 1);
    const walked: boolean[] = [];
    this.engine.walk((_payload, _usable, isFree) => walked.push(isFree));
    expect(walked.length).toBeLessThanOrEqual(1);
    expect(walked).not.toContain(false);
    expect(this.engine.stats()).toMatchObject({ blocks: 0, usedBlocks: 0 });
    expect(this.engine.checkInvariants()).toBeUndefined();
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
    const align = 2 ** Math.max(block.alignLog2, block.bytes <= 8 ? 3 : 4);
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
    const { headerBytes } = this.engine;
    this.engine.walk((payload, usable, isFree) => {
      const begin = payload * 4 - headerBytes;
      if (end >= 0 && begin !== end) throw new Error(`a gap or an overlap before ${payload}`);
      end = payload * 4 + usable;
      if (isFree) {
        free += end - begin;
        largestFree = Math.max(largestFree, end - begin);
      } else {
        used.push(payload);
        blocks += usable;
      }
    });
    expect(used).toEqual(expected);
    const stats = this.engine.stats();
    expect(stats).toMatchObject({ blocks, free, largestFree, usedBlocks: used.length });
    expect(stats.footprint).toBe(stats.blocks + stats.overhead + stats.free);
    if (end >= 0) expect(stats.footprint).toBe(end);
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

/** In what an engine may differ. */
interface Traits {
  /** Operations after which the long tests free everything, for an engine that reuses memory only then. */
  readonly emptiedEvery?: number;
}

/**
 * What every engine must do. `make` gives an engine over an empty pool.
 * The tests of an engine call this once.
 */
export function testEngineContract(
  make: (memory: HeapMemory) => Engine,
  { emptiedEvery = Infinity }: Traits = {},
): void {
  /** `count` random operations with about `target` blocks held. */
  function runLong(program: Program, count: number, target: number, random: (below: number) => number): void {
    for (let i = 1; i <= count; i++) {
      program.run(randomOperation(random, program.held.length, target));
      if (i % 50_000 === 0) program.expectWholeHeap();
      if (i % emptiedEvery === 0) program.freeAll();
    }
  }

  test('any sequence of operations keeps blocks apart, aligned, covered by the walk, and frees leave an empty heap', () => {
    const memory = reservePool(16 * MIB);
    fc.assert(
      fc.property(fc.array(someOperation, { maxLength: 120 }), (operations) => {
        memory.clear();
        const program = new Program(make(memory), memory);
        for (const operation of operations) program.run(operation);
        program.expectWholeHeap();
        program.freeAll();
      }),
      { numRuns: 300 },
    );
  });

  test('a million random operations, aligned ones among them, against a model', () => {
    const memory = reservePool(64 * MIB);
    const program = new Program(make(memory), memory);
    runLong(program, 1_000_000, 4000, xorshift(20200513));
    program.expectWholeHeap();
    expect(program.refused).toBe(0);
    program.freeAll();
  });

  test('a full heap refuses, and a refused reallocation leaves the block as it was', () => {
    const memory = reservePool(64 * KIB);
    const program = new Program(make(memory), memory);
    runLong(program, 20_000, 400, xorshift(7));
    expect(program.refused).toBeGreaterThan(0);
    program.expectWholeHeap();
    program.freeAll();
    const block = program.engine.alloc(1, 0);
    const sizeBefore = program.engine.usableSize(block);
    expect(program.engine.realloc(block, 2 ** 40, 0)).toBe(NO_ROOM);
    expect(program.engine.realloc(block, 80 * KIB, 0)).toBe(NO_ROOM);
    expect(program.engine.usableSize(block)).toBe(sizeBefore);
    expect(program.engine.checkInvariants()).toBeUndefined();
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
      runLong(program, 50_000, 1000, random);
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
      if ((round * 500) % emptiedEvery === 0) for (const payload of held.splice(0)) engine.free(payload);
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
