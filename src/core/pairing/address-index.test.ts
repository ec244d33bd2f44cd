import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address, BlockRow } from '../tables/indices';
import { AddressIndex } from './address-index';

const STEP = fc.record({
  start: fc.nat(200),
  bytes: fc.oneof(fc.nat(40), fc.constant(0), fc.nat(400)),
  removes: fc.boolean(),
});

describe('blocks in order of address', () => {
  it('finds what a search through all of them finds, also where they overlap', () => {
    fc.assert(
      fc.property(fc.array(STEP, { maxLength: 200 }), (steps) => {
        const index = new AddressIndex();
        let model: { start: number; bytes: number; row: number }[] = [];
        steps.forEach(({ start, bytes, removes }, step) => {
          const around = model.filter((block) => block.start <= start && start + bytes <= block.start + block.bytes);
          const greatest = Math.max(...around.map((block) => block.start));
          const expected = around.filter((block) => block.start === greatest).map(({ row }) => row);
          const found = index.containing(start as Address, bytes);
          if (expected.length === 0) expect(found).toBe(0);
          else expect(expected).toContain(found);
          if (removes && model.length > 0) {
            const { start, row } = model[step % model.length];
            index.remove(start as Address, row as BlockRow);
            model = model.filter((block) => block.row !== row);
          } else {
            index.insert(start as Address, bytes, (step + 1) as BlockRow);
            model.push({ start, bytes, row: step + 1 });
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('stays shallow when blocks come in order', () => {
    const index = new AddressIndex();
    const count = 100_000;
    for (let row = 1; row <= count; row++) index.insert((row * 32) as Address, 32, row as BlockRow);
    for (let row = 1; row <= count; row += 97) expect(index.containing((row * 32 + 8) as Address, 8)).toBe(row);
    for (let row = 1; row <= count; row++) index.remove((row * 32) as Address, row as BlockRow);
    expect(index.containing(64 as Address, 1)).toBe(0);
  });
});
