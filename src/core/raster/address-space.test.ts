import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../tables/indices';
import { Trace } from '../tables/trace';
import { RegionFinder, type AddressSpace } from './address-space';

const GAP = 4096;

function spaceOf(uses: readonly (readonly [address: number, size: number])[], slice = 7): AddressSpace {
  const trace = new Trace();
  for (const [address, size] of uses) {
    const row = trace.blocks.add();
    trace.blocks.address.set(row, address as Address);
    trace.blocks.size.set(row, size);
  }
  const finder = new RegionFinder(trace, GAP);
  while (finder.step(slice));
  return finder.space();
}

function regionsOf(space: AddressSpace): number[][] {
  return Array.from(space.starts, (start, region) => [start, space.ends[region]]);
}

const uses = fc.array(fc.tuple(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 0, max: 3000 })), {
  maxLength: 60,
});

describe('the folded address space', () => {
  it('splits where more than the gap lies between two uses', () => {
    const space = spaceOf([
      [0x10000, 16],
      [0x10000 + 16 + GAP, 16],
      [0x20000, 32],
    ]);
    expect(regionsOf(space)).toEqual([
      [0x10000, 0x10000 + 32 + GAP],
      [0x20000, 0x20020],
    ]);
  });

  it('joins two regions when a use between them closes the gap', () => {
    const apart = spaceOf([
      [0x10000, 16],
      [0x12000, 16],
    ]);
    expect(apart.regions).toBe(2);
    const joined = spaceOf([
      [0x10000, 16],
      [0x12000, 16],
      [0x11000, 16],
    ]);
    expect(regionsOf(joined)).toEqual([[0x10000, 0x12010]]);
  });

  it('finds what a sort over all uses finds', () => {
    fc.assert(
      fc.property(uses, fc.integer({ min: 1, max: 20 }), (all, slice) => {
        const sorted = all.map(([from, size]) => [from, from + Math.max(1, size)]).sort(([a], [b]) => a - b);
        const expected: number[][] = [];
        for (const [from, to] of sorted) {
          const last = expected.at(-1);
          if (last !== undefined && from <= last[1] + GAP) last[1] = Math.max(last[1], to);
          else expected.push([from, to]);
        }
        expect(regionsOf(spaceOf(all, slice))).toEqual(expected.map(([from, to]) => [from - (from % 2048), to]));
      }),
    );
  });

  it('leads from an address to the map and back', () => {
    fc.assert(
      fc.property(uses, (all) => {
        const space = spaceOf(all);
        for (const [address] of all) {
          const mapByte = space.toMap(address as Address);
          expect(mapByte === undefined ? undefined : space.toAddress(mapByte)).toBe(address);
        }
      }),
    );
  });

  it('keeps the order of addresses, and folds have none', () => {
    const space = spaceOf([
      [0x10000, 0x100],
      [0x90000, 0x100],
    ]);
    expect(space.toMap(0x90000 as Address)).toBe(0x1000);
    expect(space.toAddress(0x100)).toBeUndefined();
    expect(space.toAddress(0xfff)).toBeUndefined();
    expect(space.toMap(0x50000 as Address)).toBeUndefined();
    expect(space.toAddress(-1)).toBeUndefined();
    expect(space.toAddress(space.length)).toBeUndefined();
  });

  it('is empty where a trace has no addresses', () => {
    expect(spaceOf([])).toMatchObject({ regions: 0, length: 0 });
  });
});
