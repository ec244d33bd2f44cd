import { describe, expect, it } from 'vitest';
import { NOT_PLACED, WIDE } from '../tables/blocks';
import { DOMAIN_KINDS } from '../tables/domains';
import type { Address, BlockRow, Bytes, EventIndex, SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { ageScale, classify, sizeScale } from './block-classes';
import { drawnHeap } from './testing/drawn-heap';
import { MapBlocks, placeRecorded, placeSimulated } from './map-blocks';
import { AddressSpace, RegionFinder } from './address-space';
import { BLOCK_STATES, SCALE_STEPS } from './palette';

function recorded(trace: Trace, rows: Uint32Array): MapBlocks {
  const finder = new RegionFinder(trace);
  while (finder.step(1 << 16));
  const blocks = new MapBlocks();
  placeRecorded(trace, finder.space(), rows, blocks);
  return blocks;
}

/** A new site of an `mmap` domain. */
function mappingSite(trace: Trace): SiteId {
  const domain = trace.domains.add();
  trace.domains.kind.set(domain, DOMAIN_KINDS.indexOf('mmap'));
  const site = trace.sites.add();
  trace.sites.domain.set(site, domain);
  return site;
}

describe('blocks on the map', () => {
  it('lie at their address, each knowing what holds it', () => {
    const { trace, rows } = drawnHeap('AAaa.B|C', 16);
    const blocks = recorded(trace, rows);
    expect([...blocks.sizes.subarray(0, blocks.count)]).toEqual([64, 16, 16, 32]);
    expect([...blocks.holders.subarray(0, blocks.count)]).toEqual([-1, -1, -1, 0]);
    expect(blocks.starts[1] - blocks.starts[0]).toBe(80);
    expect(blocks.indexOf(3 as BlockRow)).toBe(2);
    expect(blocks.indexOf(9 as BlockRow)).toBe(-1);
  });

  it('are counted where they have no address', () => {
    const { trace, rows } = drawnHeap('A.B', 16);
    trace.blocks.add();
    expect(recorded(trace, Uint32Array.of(...rows, 3))).toMatchObject({ count: 2, unplaced: 1 });
  });

  it('may be wider than a column holds', () => {
    const { trace, rows } = drawnHeap('A', 16);
    trace.blocks.size.set(1 as BlockRow, WIDE);
    const wide = trace.wideSizes.add();
    trace.wideSizes.block.set(wide, 1 as BlockRow);
    trace.wideSizes.size.set(wide, (2 ** 40) as Bytes);
    expect(recorded(trace, rows).sizes[0]).toBe(2 ** 40);
  });

  it('leave out the inside of address space that was only reserved', () => {
    const { trace, rows } = drawnHeap('A', 2 ** 31);
    trace.blocks.site.set(1 as BlockRow, mappingSite(trace));
    const inside = trace.blocks.add();
    trace.blocks.address.set(inside, (2 ** 32 + 2 ** 30) as Address);
    trace.blocks.size.set(inside, 100);
    const blocks = recorded(trace, Uint32Array.of(...rows, inside));
    expect(blocks.count).toBe(2);
    expect(blocks.sizes[0]).toBeLessThan(2 ** 22);
    expect(blocks.starts[1]).toBeGreaterThan(blocks.starts[0]);
    expect(blocks.starts[1] + blocks.sizes[1]).toBeLessThan(blocks.starts[0] + blocks.sizes[0]);
  });

  it('lie in the simulated heap where the replay put them, or where their backing block is', () => {
    const { trace, rows } = drawnHeap('Aa.B.C', 16);
    for (const row of rows) {
      trace.placement.add();
      trace.placement.word.set(row as BlockRow, row === 2 ? NOT_PLACED : row * 100);
    }
    trace.placement.word.set(4 as BlockRow, NOT_PLACED);
    const blocks = new MapBlocks();
    const heap = new AddressSpace(Float64Array.of(0), Float64Array.of(2000));
    placeSimulated(trace, heap, rows, (row) => (row === 4 ? 404 : undefined), blocks);
    expect([...blocks.starts.subarray(0, blocks.count)]).toEqual([400, 1200, 404]);
    expect(blocks.unplaced).toBe(1);
  });
});

describe('classes of blocks', () => {
  it('follow age in events, on a scale that spans the trace', () => {
    const { trace, rows } = drawnHeap('ABCDEFGH', 16);
    const blocks = recorded(trace, rows);
    classify(trace, blocks, { by: 'age' }, 7 as EventIndex);
    const classes = [...blocks.classes.subarray(0, 8)];
    expect(classes).toEqual([...classes].sort((a, b) => b - a));
    expect(classes[7]).toBe(0);
    expect(ageScale(trace.events.length)[0]).toEqual({ step: 0, from: 0 });
  });

  it('follow size, to 4 MiB and more', () => {
    expect(sizeScale().at(-1)).toEqual({ step: SCALE_STEPS - 1, from: 2 ** 22 });
    expect(sizeScale().map(({ step }) => step)).toEqual(Array.from({ length: SCALE_STEPS }, (_, step) => step));
  });

  it('say what a block is doing', () => {
    const { trace, rows } = drawnHeap('Aa.B', 16);
    trace.blocks.site.set(2 as BlockRow, mappingSite(trace));
    const blocks = recorded(trace, rows);
    const states = (recent: number) => {
      classify(trace, blocks, { by: 'state', recent }, 2 as EventIndex);
      return Array.from(blocks.classes.subarray(0, 3), (state) => BLOCK_STATES[state]);
    };
    expect(states(0)).toEqual(['live', 'mmap', 'backed']);
    expect(states(1)).toEqual(['live', 'mmap', 'just allocated']);
  });
});
