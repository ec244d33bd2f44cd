import { describe, expect, test } from 'vitest';
import { openShared } from '../../formats/testing/open-trace';
import { hasSharedTraces } from '../../formats/testing/shared-traces';
import { xorshift } from '../engines/testing/engine-contract';
import { NOT_PLACED } from '../tables/blocks';
import { ENGINE_NAMES, ENGINE_TITLES, type EngineName } from '../tables/engine-names';
import type { BlockRow, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { SimulatedHeap } from './simulated-heap';

const PATH = 'vulkan/lvp-compute-cold.hgt.zst';

function heapOf(trace: Trace, engine: EngineName, operationsPerCheckpoint = Infinity): SimulatedHeap {
  const reserved = SimulatedHeap.reserve(trace, { engine, operationsPerCheckpoint });
  if (!reserved.ok) throw new Error('no memory for the test');
  return reserved.value;
}

describe.skipIf(!hasSharedTraces).each(ENGINE_NAMES)('a recorded trace on the engine %s', (engine) => {
  test('every heap rebuilt at some instant is that of straight replay, to the byte', () => {
    const { trace } = openShared(PATH);
    const random = xorshift(8);
    const cursors = Array.from({ length: 12 }, () => random(trace.events.length) as EventIndex);
    const straight = heapOf(trace, engine);
    const sought = heapOf(trace, engine, 3000);
    while (!sought.step(10_000));
    const seen = (heap: SimulatedHeap) => ({ hash: heap.hash(), figures: heap.figures() });
    const expected = new Map<EventIndex, ReturnType<typeof seen>>();
    for (const cursor of cursors.toSorted((a, b) => a - b)) {
      straight.seek(cursor);
      expected.set(cursor, seen(straight));
    }
    for (const cursor of cursors) {
      sought.seek(cursor);
      expect(seen(sought)).toEqual(expected.get(cursor));
    }
  });

  test('blocks lie apart inside the footprint, and figures add up', () => {
    const { trace, meta } = openShared(PATH);
    const heap = heapOf(trace, engine);
    heap.seek(meta.totals.peakEvent);
    const spans: [from: number, to: number][] = [];
    for (let row = 1 as BlockRow; row < trace.blocks.length; row++) {
      const word = trace.placement.word.get(row);
      const isLive = trace.blocks.birth.get(row) <= heap.cursor && heap.cursor < trace.blocks.death.get(row);
      if (isLive && word !== NOT_PLACED) spans.push([word * 4, word * 4 + Math.max(1, trace.sizeOf(row))]);
    }
    spans.sort((a, b) => a[0] - b[0]);
    expect(spans.filter(([from], i) => i > 0 && from < spans[i - 1][1])).toEqual([]);
    const figures = heap.figures();
    expect(figures.engine).toBe(ENGINE_TITLES[engine]);
    expect(figures.refused).toBe(0);
    expect(figures.footprint).toBe(figures.blocks + figures.overhead + figures.free);
    expect(figures.footprint).toBeGreaterThanOrEqual(spans.at(-1)?.[1] ?? 0);
    expect(figures.blocks).toBeGreaterThanOrEqual(figures.requested);
  });
});
