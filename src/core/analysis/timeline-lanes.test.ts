import { describe, expect, it } from 'vitest';
import { openText } from '../../formats/testing/open-trace';
import type { Evidence, Hit } from '../replay/hits';
import type { EventIndex } from '../tables/indices';
import type { EventRange } from './event-range';
import { recordedHits } from './guards/guard-evidence';
import { timelineLanes } from './timeline-lanes';

const at = (event: number) => event as EventIndex;

const { trace } = openText(
  'heapglass 1\nc draw\nc wait\nn zero\n@ 1\n( 1\n+ 0x10 1\n( 2\n+ 0x20 1\n)\n@ 2\n( 1\n+ 0x30 1\n@ 1\n)\nn four\n- 0x77\n- 0x10\n',
);

describe('lanes below the timeline', () => {
  it('have a row for every thread and depth of calls; a call that never returned goes on to the end', () => {
    const lanes = timelineLanes(trace, { from: at(0), to: at(6) }, 700, []);
    expect(lanes.calls.map(({ lane, from, to }) => [lane, from, to])).toEqual([
      [0, 1, 3],
      [1, 2, 2],
      [2, 3, 6],
    ]);
    expect(lanes.callLanes).toBe(3);
  });

  it('hold marks and faults in the range', () => {
    const all = timelineLanes(trace, { from: at(0), to: at(6) }, 700, []);
    expect([all.marks, all.faults]).toEqual([[1, 2], [1]]);
    const part = timelineLanes(trace, { from: at(1), to: at(4) }, 700, []);
    expect([part.marks, part.faults]).toEqual([[2], []]);
  });

  it('give one item for each column at most', () => {
    const lanes = timelineLanes(trace, { from: at(0), to: at(6) }, 1, []);
    expect([lanes.calls.length, lanes.marks.length]).toEqual([3, 1]);
  });

  it('hold evidence of guards by kind; what a recorder’s guard met is no fault beside it', () => {
    const guarded = openText('heapglass 1\n+ 0x10 8\ng guard 0x10 8\n- 0x77\ng redzone 0x10 12\n').trace;
    const recorded = recordedHits(guarded);
    const hits = [...recorded, ...recorded.map((hit): Hit => ({ ...hit, evidence: 'predicted' }))];
    const events = (range: EventRange, columns: number) => {
      const lanes = timelineLanes(guarded, range, columns, hits);
      const of = (kind: Evidence) => lanes.hits[kind].map(({ event }) => event);
      return {
        faults: lanes.faults.length,
        recorded: of('recorded'),
        checked: of('checked'),
        predicted: of('predicted'),
      };
    };
    const all = { from: at(0), to: at(3) };
    expect(events(all, 100)).toEqual({ faults: 1, recorded: [1, 3], checked: [], predicted: [1, 3] });
    expect(events(all, 1)).toMatchObject({ recorded: [1], predicted: [1] });
    expect(events({ from: at(2), to: at(3) }, 100)).toMatchObject({ recorded: [3], predicted: [3] });
  });
});
