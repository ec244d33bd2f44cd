import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openShared, openText } from '../../formats/testing/open-trace';
import { hasSharedTraces } from '../../formats/testing/shared-traces';
import type { ReadTrace } from '../../formats/trace-reader';
import { TraceBuilder } from '../pairing/trace-builder';
import { NO_SCOPE } from '../tables/domains';
import type { BlockRow, DomainId, EventIndex, StackId, StringId } from '../tables/indices';
import { countedSites } from './counted-sites';
import { groupBlocks, groupOf, type GroupBy, type Grouping } from './groups';
import { LiveBlocks } from './live-blocks';
import { SiteTotals } from './site-totals';
import { Timeline } from './timeline';

const at = (event: number) => event as EventIndex;
const GROUPINGS: readonly GroupBy[] = ['domain', 'scope', 'thread', 'module'];

function timelineOf({ trace, meta }: ReadTrace, by: GroupBy): Timeline {
  const totals = new SiteTotals(trace, meta.totals.peakEvent);
  while (!totals.step(1000));
  const timeline = new Timeline(trace, groupBlocks(trace, totals, by));
  while (!timeline.step(1000));
  return timeline;
}

/** Live bytes by group at an instant, from the live rows alone. */
function compositionOf({ trace }: ReadTrace, live: LiveBlocks, grouping: Grouping, cursor: number): number[] {
  const counted = countedSites(trace);
  const bytes = grouping.names.map(() => 0);
  for (const row of live.rowsAt(at(cursor)) as Iterable<BlockRow>) {
    if (counted[trace.blocks.site.get(row)] === 1) bytes[groupOf(grouping, trace, row)] += trace.sizeOf(row);
  }
  return bytes;
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);

describe('the timeline', () => {
  const opened = openText(
    ['heapglass 1', 'd libc 0 malloc', 'd cxx 0 new', 'd ralloc 1 ralloc', '+ 0x100 100 d1', '+ 0x110 60 d3',
     '+ 0x200 30 d2', '~ 0x100 0x300 50 d1', '- 0x200 d2', 'n end'].join('\n') + '\n',
  ); // prettier-ignore
  const timeline = timelineOf(opened, 'domain');
  const named = (bytes: ArrayLike<number>) =>
    Object.fromEntries(timeline.grouping.names.map((name, group) => [name, bytes[group]]));

  it('stacks what is live by group, and counts memory inside other memory once', () => {
    expect(named(timeline.compositionAt(at(2)))).toEqual({ malloc: 100, new: 30, ralloc: 0 });
    expect(named(timeline.compositionAt(at(5)))).toEqual({ malloc: 50, new: 0, ralloc: 0 });
    expect(named(timeline.compositionAt(at(-1)))).toEqual({ malloc: 0, new: 0, ralloc: 0 });
  });

  it('shows the greatest instant of each column, and the least', () => {
    const columns = timeline.columns({ from: at(0), to: at(5) }, 2);
    expect([...columns.first]).toEqual([0, 3, 6]);
    expect([...columns.greatest]).toEqual([130, 80]);
    expect([...columns.greatestEvent]).toEqual([2, 3]);
    expect([...columns.least]).toEqual([100, 50]);
    expect(named(columns.bytes.subarray(3, 6))).toEqual({ malloc: 50, new: 30, ralloc: 0 });
  });

  it('of millions of events in one group is what reading noted, and the same as counting again', () => {
    const builder = new TraceBuilder();
    const domain = builder.domain(1, 0 as DomainId, 0 as StringId);
    for (let kind = 0; kind < 16; kind++)
      builder.kinds.define(builder.site(0 as StackId, domain, NO_SCOPE, 0, 0), kind * 100);
    const totals: number[] = [];
    let total = 0;
    for (let event = 0; event < 4_400_000; event++) {
      const kind = (event * 7 + (event >>> 9)) & 15;
      const isFree = (event >>> 11) % 3 === 2 && builder.kinds.free(kind);
      if (!isFree) builder.kinds.allocate(kind);
      total += isFree ? -kind * 100 : kind * 100;
      totals.push(total);
    }
    builder.finish();
    builder.settle();
    const large = timelineOf({ trace: builder.trace, meta: builder.meta(), figures: undefined }, 'domain');
    const columns = large.columns({ from: at(0), to: at(totals.length - 1) }, 50);
    for (let column = 0; column < 50; column++) {
      // A column begins and ends with a bucket.
      const [from, to] = [columns.first[column], columns.first[column + 1]].map((first) => first & ~1023);
      const within = totals.slice(from, column === 49 ? totals.length : to);
      const greatest = within.reduce((a, b) => Math.max(a, b));
      expect(columns.greatest[column]).toBe(greatest);
      expect(columns.greatestEvent[column]).toBe(from + within.indexOf(greatest));
      expect(columns.least[column]).toBe(within.reduce((a, b) => Math.min(a, b)));
    }
    expect([...large.compositionAt(at(3_000_001))]).toEqual([totals[3_000_001]]);
  });

  it('carries the state on where columns are narrower than events', () => {
    const columns = timeline.columns({ from: at(2), to: at(3) }, 4);
    expect([...columns.greatest]).toEqual([100, 130, 130, 80]);
  });
});

describe.skipIf(!hasSharedTraces)('the timeline of a recorded trace', () => {
  describe.each(['ralloc/ralloc-gc-compute.hgt.zst', 'heaptrack/ht-lavapipe-compute.zst'])('%s', (path) => {
    const opened = openShared(path);
    const { trace, meta } = opened;
    const live = new LiveBlocks(trace);
    const last = trace.events.length - 1;

    it.each(GROUPINGS)('by %s is, at any instant, what the live blocks add up to', (by) => {
      const timeline = timelineOf(opened, by);
      fc.assert(
        fc.property(fc.integer({ min: -1, max: last }), (cursor) => {
          const expected = compositionOf(opened, live, timeline.grouping, cursor);
          expect([...timeline.compositionAt(at(cursor))]).toEqual(expected);
        }),
        { numRuns: 20 },
      );
    });

    it('has its peak where the totals have it', () => {
      const columns = timelineOf(opened, 'module').columns({ from: at(0), to: at(last) }, 900);
      const highest = columns.greatest.indexOf(Math.max(...columns.greatest));
      expect(columns.greatest[highest]).toBe(meta.totals.peakBytes);
      expect(columns.greatestEvent[highest]).toBe(meta.totals.peakEvent);
      const { groups } = columns;
      expect(sum(columns.bytes.subarray(highest * groups, (highest + 1) * groups))).toBe(meta.totals.peakBytes);
    });

    it('is exact where columns are narrow', () => {
      const timeline = timelineOf(opened, 'domain');
      const totalAt = (event: number) => sum(timeline.compositionAt(at(event)));
      fc.assert(
        fc.property(fc.nat(last - 100), fc.integer({ min: 1, max: 100 }), (from, events) => {
          const columns = timeline.columns({ from: at(from), to: at(from + events - 1) }, 7);
          for (let column = 0; column < 7; column++) {
            const totals: number[] = [];
            for (let event = columns.first[column]; event < columns.first[column + 1]; event++) {
              totals.push(totalAt(event));
            }
            if (totals.length === 0) totals.push(totalAt(columns.first[column] - 1));
            expect(columns.greatest[column]).toBe(Math.max(...totals));
            expect(columns.least[column]).toBe(Math.min(...totals));
            expect(sum(columns.bytes.subarray(column * columns.groups, (column + 1) * columns.groups))).toBe(
              columns.greatest[column],
            );
          }
        }),
        { numRuns: 15 },
      );
    });

    it('is off by less than a column where columns are wide', () => {
      const timeline = timelineOf(opened, 'domain');
      const totals = timeline.columns({ from: at(0), to: at(last) }, last + 1).greatest;
      const greatest = (first: ArrayLike<number>, from: number, to: number): number =>
        Math.max(...totals.subarray(first[Math.max(0, from)], first[Math.min(to, first.length - 1)]));
      for (const count of [300, 700, 1368]) {
        const { first, ...shown } = timeline.columns({ from: at(0), to: at(last) }, count);
        for (let column = 0; column < count; column++) {
          const near = shown.greatest.subarray(Math.max(0, column - 1), column + 2);
          expect(shown.greatest[column]).toBeLessThanOrEqual(greatest(first, column - 1, column + 2));
          expect(Math.max(...near)).toBeGreaterThanOrEqual(greatest(first, column, column + 1));
        }
      }
    });
  });
});
