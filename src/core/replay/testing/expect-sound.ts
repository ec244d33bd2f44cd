import { expect } from 'vitest';
import { domainKind } from '../../tables/domain-names';
import { isInHeap, isMapped } from '../../tables/blocks';
import { NONE, type BlockRow } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { SimulatedHeap } from '../simulated-heap';

type Span = readonly [from: number, to: number];

/**
 * Recomputes from the rows that are live at the heap's cursor: they lie apart, inside the footprint or, mapped ones,
 * beyond 4 GiB, and add up to its figures.
 */
export function expectSound(trace: Trace, heap: SimulatedHeap): void {
  const spans: Span[] = [];
  const mapped: Span[] = [];
  let requested = 0;
  let mappedRegions = 0;
  let mappedBytes = 0;
  for (const row of liveRows(trace, heap)) {
    const word = trace.placement.word.get(row);
    const size = trace.sizeOf(row);
    if (isInHeap(word)) {
      requested += size;
      spans.push([word * 4 - 4, word * 4 + size]);
    }
    if (isMapped(word)) mapped.push([word * 4, word * 4 + Math.max(1, size)]);
    if (isRegion(trace, row)) {
      mappedRegions++;
      mappedBytes += size;
    }
  }
  expect(overlaps(spans)).toEqual([]);
  expect(overlaps(mapped)).toEqual([]);
  const figures = heap.figures();
  expect(figures).toMatchObject({ requested, mappedRegions, mappedBytes });
  expect(mapped.length).toBe(mappedRegions - figures.mappedUnplaced);
  expect(figures.footprint).toBe(figures.blocks + figures.overhead + figures.free);
  expect(figures.footprint).toBeGreaterThanOrEqual(spans.at(-1)?.[1] ?? 0);
  expect(figures.blocks).toBe(spans.reduce((sum, [from, to]) => sum + Math.ceil((to - from) / 16) * 16 - 4, 0));
}

function liveRows({ blocks }: Trace, { cursor }: SimulatedHeap): BlockRow[] {
  const rows: BlockRow[] = [];
  for (let row = 1 as BlockRow; row < blocks.length; row++) {
    if (blocks.birth.get(row) <= cursor && cursor < blocks.death.get(row)) rows.push(row);
  }
  return rows;
}

/** Whether a row is a region of the address space, with or without a place. */
export function isRegion(trace: Trace, row: BlockRow): boolean {
  const domain = trace.sites.domain.get(trace.blocks.site.get(row));
  return trace.domains.backing.get(domain) === NONE && domainKind(trace, domain) === 'mmap';
}

/** Sorts the spans; those that begin before the one below them ends. */
function overlaps(spans: Span[]): Span[] {
  spans.sort((a, b) => a[0] - b[0]);
  return spans.filter(([from], i) => i > 0 && from < spans[i - 1][1]);
}
