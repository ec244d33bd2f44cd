import { describe, expect, test } from 'vitest';
import { openShared } from '../../formats/testing/open-trace';
import { hasLargeTraces, hasSharedTraces } from '../../formats/testing/shared-traces';
import { xorshift } from '../engines/testing/engine-contract';
import { NOT_PLACED } from '../tables/blocks';
import { ALIVE, NONE, type BlockRow, type DomainId, type EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { placeOf } from './placement';
import { SimulatedHeap, type SimulationOptions } from './simulated-heap';
import { expectSound } from './testing/expect-sound';

const SMALL = [
  'vulkan/lvp-compute-cold.hgt.zst',
  'ralloc/ralloc-gc-compute.hgt.zst',
  'malloc/sqlite.hgt.zst',
  'faults/fault-mismatch.hgt.zst',
  'heaptrack/ht-sqlite-small.zst',
];
const KIB = 1024;
const LARGE = ['large/lvp-compute-uber.hgt.zst', 'large/lvp-graphics-large.hgt.zst'];

function heapOf(trace: Trace, options?: SimulationOptions): SimulatedHeap {
  const reserved = SimulatedHeap.reserve(trace, options);
  if (!reserved.ok) throw new Error('no memory for the test');
  return reserved.value;
}

function placements(trace: Trace): number[] {
  return Array.from({ length: trace.blocks.length }, (_, row) => trace.placement.word.get(row as BlockRow));
}

function instants(trace: Trace, count: number): EventIndex[] {
  const random = xorshift(31);
  return Array.from({ length: count }, () => random(trace.events.length) as EventIndex);
}

describe.skipIf(!hasSharedTraces).each([...SMALL, ...(hasLargeTraces ? LARGE : [])])('%s', (path) => {
  test('every heap rebuilt at some instant is that of straight replay', () => {
    const { trace } = openShared(path);
    const straight = heapOf(trace);
    const sought = heapOf(trace, path.startsWith('large/') ? {} : { operationsPerCheckpoint: 2000 });
    while (!sought.step(10_000));
    const places = placements(trace);
    const cursors = instants(trace, 24);
    const seen = (heap: SimulatedHeap) => ({ hash: heap.hash(), figures: heap.figures(), facts: heap.facts() });
    const expected = new Map(
      [...cursors]
        .sort((a, b) => a - b)
        .map((cursor) => {
          straight.seek(cursor);
          return [cursor, seen(straight)];
        }),
    );
    for (const cursor of cursors) {
      sought.seek(cursor);
      expect(seen(sought)).toEqual(expected.get(cursor));
      expectSound(trace, sought);
    }
    while (!straight.step(777_777));
    expect(placements(trace)).toEqual(places);
  }, 300_000);

  test('a heap that is far too small refuses blocks and loses none of the others', () => {
    const { trace } = openShared(path);
    const heap = heapOf(trace, { limits: [64 * KIB] });
    while (!heap.step(100_000));
    expect(heap.facts().refused).toBeGreaterThan(0);
    for (const cursor of instants(trace, 10)) {
      heap.seek(cursor);
      expectSound(trace, heap);
    }
  });
});

describe.skipIf(!hasSharedTraces)('what lies in what', () => {
  test('every ralloc and gc block lies inside its backing block, wherever the engine put that', () => {
    const { trace } = openShared('ralloc/ralloc-gc-compute.hgt.zst');
    const heap = heapOf(trace);
    while (!heap.step(100_000));
    const { blocks, placement } = trace;
    let backed = 0;
    for (let row = 1 as BlockRow; row < blocks.length; row++) {
      if (blocks.backing.get(row) === NONE) continue;
      const birth = blocks.birth.get(row);
      const [from, to] = spanOf(trace, outermost(trace, row));
      const place = placeOf(trace, row, birth);
      expect(place).toBeGreaterThanOrEqual(from);
      expect((place ?? 0) + trace.sizeOf(row)).toBeLessThanOrEqual(to);
      expect(placement.word.get(row)).toBe(NOT_PLACED);
      backed++;
    }
    expect(backed).toBe(allocationsOfBackedDomains(trace));
  });

  test('a block keeps its distance to its backing block until its last event', () => {
    const { trace } = openShared('ralloc/ralloc-gc-compute.hgt.zst');
    const heap = heapOf(trace);
    while (!heap.step(100_000));
    const { blocks } = trace;
    let moved = 0;
    for (let row = 1 as BlockRow; row < blocks.length; row++) {
      const death = blocks.death.get(row);
      if (blocks.backing.get(row) === NONE || death === ALIVE) continue;
      const [first, last] = [blocks.birth.get(row), (death - 1) as EventIndex].map((at) => placeOf(trace, row, at));
      expect(last).toBeDefined();
      if (first !== last) moved++;
    }
    expect(moved).toBeGreaterThan(0);
  });
});

/** The block of the engine's own that `row` lies in at its birth. */
function outermost(trace: Trace, row: BlockRow): BlockRow {
  const { blocks } = trace;
  let at = row;
  while (blocks.backing.get(at) !== NONE) at = blocks.backing.get(at);
  return at;
}

function spanOf(trace: Trace, row: BlockRow): [from: number, to: number] {
  const from = trace.placement.word.get(row) * 4;
  return [from, from + trace.sizeOf(row)];
}

function allocationsOfBackedDomains({ domains }: Trace): number {
  let allocations = 0;
  for (let domain = 1 as DomainId; domain < domains.length; domain++) {
    if (domains.backing.get(domain) !== NONE) allocations += domains.allocations.get(domain);
  }
  return allocations;
}
