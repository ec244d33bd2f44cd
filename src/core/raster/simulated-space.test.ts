import { describe, expect, it } from 'vitest';
import { openText } from '../../formats/testing/open-trace';
import { SimulatedHeap } from '../replay/simulated-heap';
import { placeOf } from '../replay/placement';
import { runToEnd } from '../../base/run-to-end';
import type { BlockRow, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { AddressSpace } from './address-space';
import { MapBlocks, placeSimulated } from './map-blocks';
import { pickPage } from './page-pick';
import { SimulatedSpaceFinder } from './simulated-space';

const GIB = 2 ** 30;
const MIB = 2 ** 20;
const PAGE = 4096;

interface Drawn {
  readonly trace: Trace;
  readonly heap: SimulatedHeap;
  readonly space: AddressSpace;
  readonly blocks: MapBlocks;
}

/** What the simulated map shows after the last event. */
function drawn(events: readonly string[]): Drawn {
  const { trace } = openText(['heapglass 1', 'd libc 0', 'd mmap 0', 'd pool 2', ...events, ''].join('\n'));
  const heap = SimulatedHeap.reserve(trace, { limits: [MIB] });
  if (!heap.ok) throw new Error('no memory for the test');
  while (!heap.value.step(100));
  const finder = new SimulatedSpaceFinder(trace, PAGE);
  while (finder.step(2));
  const space = finder.space();
  const last = (trace.events.length - 1) as EventIndex;
  const live = Array.from({ length: trace.blocks.length - 1 }, (_, at) => (at + 1) as BlockRow).filter(
    (row) => trace.blocks.death.get(row) > last,
  );
  const blocks = new MapBlocks();
  placeSimulated(trace, space, Uint32Array.from(live), (row) => placeOf(trace, row, last), blocks);
  return { trace, heap: heap.value, space, blocks };
}

function regionsOf(space: AddressSpace): number[][] {
  return Array.from(space.starts, (start, region) => [start, space.ends[region]]);
}

describe('the simulated address space', () => {
  it('is the heap alone where nothing was mapped', () => {
    const { trace, space } = drawn(['+ 0x100 100 d1', '+ 0x200 50 d1', '- 0x200']);
    expect(regionsOf(space)).toEqual([[0, trace.placement.word.get(2 as BlockRow) * 4 + 50]]);
  });

  it('has a region above the heap for all that was ever mapped, in whole pages', () => {
    const { space } = drawn(['+ 0x100 100 d1', '+ 0x10000 5000 d2', '+ 0x20000 1 d2', '- 0x20000']);
    expect(space.regions).toBe(2);
    expect(regionsOf(space)[1]).toEqual([4 * GIB, 4 * GIB + 3 * PAGE]);
  });

  it('puts blocks of the heap at their byte, and mapped ones behind the fold', () => {
    const { trace, space, blocks } = drawn(['+ 0x100 100 d1', '+ 0x10000 5000 d2', '+ 0x10010 8 d3']);
    const heapByte = trace.placement.word.get(1 as BlockRow) * 4;
    const region = space.offsets[1];
    expect(region).toBeGreaterThan(heapByte + 100);
    expect([...blocks.starts.subarray(0, blocks.count)]).toEqual([heapByte, region, region + 16]);
    expect([...blocks.mapped.subarray(0, blocks.count)]).toEqual([0, 1, 0]);
    expect([...blocks.holders.subarray(0, blocks.count)]).toEqual([-1, -1, 1]);
  });

  it('leaves out the inside of a reservation, but not what lies in it', () => {
    const { space, blocks } = drawn([
      `+ 0x100000000 ${6 * GIB} d2`,
      `+ ${4 * GIB + 2 * GIB} 100 d3`,
      `+ 0x90000 ${PAGE} d2`,
    ]);
    expect(space.length).toBeLessThan(8 * MIB);
    expect(blocks).toMatchObject({ count: 3, unplaced: 0 });
    const [reservation, inside, behind] = blocks.starts;
    expect(inside).toBeGreaterThan(reservation);
    expect(inside + blocks.sizes[1]).toBeLessThan(reservation + blocks.sizes[0]);
    expect(behind).toBe(reservation + blocks.sizes[0]);
  });

  it('tells of a mapped page what it consists of, and whose it is', () => {
    const { heap, space, blocks } = drawn(['+ 0x100 100 d1', '+ 0x10000 5000 d2']);
    const pages = { spans: runToEnd(heap.spans()), pageBytes: PAGE };
    const pick = pickPage(pages, blocks, space, space.offsets[1] + PAGE + 10);
    expect(pick).toMatchObject({
      page: (4 * GIB) / PAGE + 1,
      address: 4 * GIB + PAGE + 10,
      state: 'addressable',
      block: 2,
    });
    expect(pick?.bytes).toMatchObject({ addressable: 5000 - PAGE, slack: 2 * PAGE - 5000, unallocated: 0 });
    // The fold between heap and regions is nothing's.
    expect(pickPage(pages, blocks, space, space.offsets[1] - 1)).toBeUndefined();
  });
});
