import { describe, expect, it } from 'vitest';
import { TraceBuilder } from '../core/pairing/trace-builder';
import { DOMAIN_KINDS, NO_SCOPE } from '../core/tables/domains';
import type { DomainId, EventIndex, StackId, StringId } from '../core/tables/indices';
import type { CountedTrace } from '../formats/trace-reader';
import { Pace } from './pace';
import { Study } from './study';
import { Workload } from './workload';

/** From four million on reading tells the timeline. */
const EVENTS = 4_400_000;

/** A counted trace without rows: blocks of 16 to 256 bytes, of which every third event frees one. */
function countedTrace(): CountedTrace {
  const builder = new TraceBuilder();
  const domain = builder.domain(DOMAIN_KINDS.indexOf('libc'), 0 as DomainId, 0 as StringId);
  for (let kind = 1; kind <= 16; kind++) {
    builder.kinds.define(builder.site(0 as StackId, domain, NO_SCOPE, kind & 3, 0), kind * 16);
  }
  for (let event = 0; event < EVENTS; event++) {
    const kind = (event * 7) & 15;
    if (event % 3 !== 2 || !builder.kinds.free(kind)) builder.kinds.allocate(kind);
  }
  builder.finish();
  const { trace, rowsToCome } = builder;
  return { trace, meta: builder.meta(), figures: builder.figures(), rowsToCome };
}

describe('a study of a trace that is only counted yet', () => {
  const counted = countedTrace();
  const { trace, meta } = counted;
  const pace = new Pace();
  const workload = new Workload(pace, () => undefined);
  let rows = 0;
  const study = new Study(counted, workload, {
    rowsCame: () => (rows = trace.events.length),
    replayed: () => undefined,
  });

  it('has timeline, peak and the figures of every site without a row', async () => {
    const timeline = await study.timeline('domain').ready();
    const totals = await study.totals.ready();
    expect(trace.events.length).toBe(0);
    expect(timeline.isWhole).toBe(false);
    const range = { from: 0 as EventIndex, to: (EVENTS - 1) as EventIndex };
    expect(Math.max(...timeline.columns(range, 100).greatest)).toBe(meta.totals.peakBytes);
    const sum = (bytes: Float64Array) => bytes.reduce((a, b) => a + b, 0);
    expect(sum(totals.peak.bytes)).toBe(meta.totals.peakBytes);
    expect(sum(totals.leaked.bytes)).toBe(meta.totals.liveBytes);
    expect(sum(totals.allocated.bytes)).toBe(meta.totals.allocatedBytes);
  });

  it('shows a short range as coarse as it is known, and to the event once the rows are there', async () => {
    const timeline = await study.timeline('domain').ready();
    const range = { from: 300_000 as EventIndex, to: 300_015 as EventIndex };
    expect(timeline.isWhole).toBe(false);
    const coarse = timeline.columns(range, 16);
    await study.live.ready();
    expect(rows).toBe(EVENTS);
    expect(timeline.isWhole).toBe(true);
    const exact = timeline.columns(range, 16);
    for (let column = 0; column < 16; column++) {
      const event = (range.from + column) as EventIndex;
      expect(timeline.compositionAt(event)[0]).toBe(exact.greatest[column]);
      expect(coarse.least[column]).toBeLessThanOrEqual(exact.greatest[column]);
      expect(coarse.greatest[column]).toBeGreaterThanOrEqual(exact.greatest[column]);
    }
  });

  it('stands in for a grouping that is not worked out yet', async () => {
    const total = await study.timeline('domain').ready();
    expect(study.timelineToShow('thread')).toBe(total);
    const byThread = await study.timeline('thread').ready();
    expect(study.timelineToShow('thread')).toBe(byThread);
    pace.dispose();
  });
});
