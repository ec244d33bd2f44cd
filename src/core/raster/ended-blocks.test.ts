import { describe, expect, it } from 'vitest';
import { EventKind } from '../tables/events';
import type { BlockRow, EventIndex } from '../tables/indices';
import { Trace } from '../tables/trace';
import { rowsEndedWithin } from './ended-blocks';

/** Events 0 … 5: two allocations, a reallocation of the first, a free of the second, an end on the side, a mark. */
function story(): Trace {
  const trace = new Trace();
  const happen = (kind: EventKind, operand: number) => {
    const event = trace.events.add();
    trace.events.kind.set(event, kind);
    trace.events.operand.set(event, operand);
  };
  for (let row = 1; row <= 4; row++) trace.blocks.add();
  happen(EventKind.Allocate, 1);
  happen(EventKind.Allocate, 2);
  happen(EventKind.Reallocate, 3);
  trace.blocks.previous.set(3 as BlockRow, 1 as BlockRow);
  happen(EventKind.Free, 2);
  happen(EventKind.Allocate, 4);
  const end = trace.silentEnds.add();
  trace.silentEnds.event.set(end, 4 as EventIndex);
  trace.silentEnds.block.set(end, 3 as BlockRow);
  happen(EventKind.Mark, 1);
  return trace;
}

describe('blocks that just ended', () => {
  const endedWithin = (cursor: number, recent: number) => [...rowsEndedWithin(story(), cursor as EventIndex, recent)];

  it('were freed, reallocated, or went with another', () => {
    expect(endedWithin(5, 10)).toEqual([1, 2, 3]);
  });

  it('are those of the last events only, up to the cursor', () => {
    expect(endedWithin(3, 1)).toEqual([2]);
    expect(endedWithin(2, 5)).toEqual([1]);
    expect(endedWithin(5, 1)).toEqual([]);
    expect(endedWithin(-1, 5)).toEqual([]);
  });
});
