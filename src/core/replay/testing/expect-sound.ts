import { expect } from 'vitest';
import { NOT_PLACED } from '../../tables/blocks';
import type { BlockRow } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { SimulatedHeap } from '../simulated-heap';

/** Recomputes from the rows that are live at the heap's cursor: they lie apart, inside the footprint, and add up to its figures. */
export function expectSound(trace: Trace, heap: SimulatedHeap): void {
  const spans: [from: number, to: number][] = [];
  let requested = 0;
  for (let row = 1 as BlockRow; row < trace.blocks.length; row++) {
    const word = trace.placement.word.get(row);
    const isLive = trace.blocks.birth.get(row) <= heap.cursor && heap.cursor < trace.blocks.death.get(row);
    if (!isLive || word === NOT_PLACED) continue;
    requested += trace.sizeOf(row);
    spans.push([word * 4 - 4, word * 4 + trace.sizeOf(row)]);
  }
  spans.sort((a, b) => a[0] - b[0]);
  expect(spans.filter(([from], i) => i > 0 && from < spans[i - 1][1])).toEqual([]);
  const figures = heap.figures();
  expect(figures.requested).toBe(requested);
  expect(figures.footprint).toBe(figures.blocks + figures.overhead + figures.free);
  expect(figures.footprint).toBeGreaterThanOrEqual(spans.at(-1)?.[1] ?? 0);
  expect(figures.blocks).toBe(spans.reduce((sum, [from, to]) => sum + Math.ceil((to - from) / 16) * 16 - 4, 0));
}
