import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FirstAtLeast } from './first-at-least';

const slot = fc.nat({ max: 300 });
const value = fc.nat({ max: 9 });

test('the first slot from here on with at least so much is the one that a scan finds, however the row grew', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(slot, value)), fc.array(fc.tuple(slot, value)), (writes, questions) => {
      const row = new FirstAtLeast(4);
      const plain = new Array<number>(400).fill(0);
      for (const [at, number] of writes) {
        row.set(at, number);
        plain[at] = number;
      }
      for (const [from, least] of questions) {
        expect(row.get(from)).toBe(plain[from]);
        const wanted = least + 1;
        expect(row.find(from, wanted)).toBe(plain.findIndex((number, at) => at >= from && number >= wanted));
      }
      expect(row.largest).toBe(Math.max(...plain));
    }),
  );
});
