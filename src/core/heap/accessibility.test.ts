import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Accessibility, ByteState } from './accessibility';

const { Unallocated, Addressable, Header, Slack, Guard, Freed } = ByteState;
const GIB = 2 ** 30;
const NOT_USABLE = [Unallocated, Header, Slack, Guard, Freed];

describe('the shadow of the heap', () => {
  test('R-60 a block of 13 bytes is usable up to its last byte, and not one beyond', () => {
    const shadow = new Accessibility(1 << 20);
    shadow.paint(4096 + 13, 3, Slack);
    shadow.paint(4096, 13, Addressable);
    shadow.paint(4096 + 16, 4096 - 16, Guard);
    expect(shadow.stateAt(4095)).toBe(Unallocated);
    expect(shadow.stateAt(4096)).toBe(Addressable);
    expect(shadow.stateAt(4096 + 12)).toBe(Addressable);
    expect(shadow.stateAt(4096 + 13)).toBe(Slack);
    expect(shadow.stateAt(4096 + 16)).toBe(Guard);
    expect(shadow.firstIn(NOT_USABLE, 4096, 13)).toBe(-1);
    expect(shadow.firstIn(NOT_USABLE, 4096, 14)).toBe(4096 + 13);
    expect(shadow.firstIn([Guard], 4096, 17)).toBe(4096 + 16);
  });

  test('pages in one state cost next to nothing, in a pool of 4 GiB too', () => {
    const shadow = new Accessibility(4 * GIB);
    shadow.paint(GIB, GIB, Guard);
    expect(shadow.stateAt(2 * GIB - 1)).toBe(Guard);
    expect(shadow.stateAt(2 * GIB)).toBe(Unallocated);
    expect(shadow.firstIn([Unallocated], GIB, GIB + 1)).toBe(2 * GIB);
    expect(shadow.byteLength).toBeLessThan(5 * 2 ** 20);
  });

  test('a page that is in one state again gives its words back', () => {
    const shadow = new Accessibility(1 << 20);
    for (let page = 0; page < 200; page++) {
      shadow.paint(page * 4096, 100, Addressable);
      shadow.paint(page * 4096, 4096, Unallocated);
    }
    expect(shadow.byteLength).toBeLessThan(4096);
  });

  test('outside the pool nothing is anybody’s', () => {
    const shadow = new Accessibility(8192);
    expect([-1, 8192].map((address) => shadow.stateAt(address))).toEqual([Unallocated, Unallocated]);
    expect(shadow.firstIn(NOT_USABLE, 8192, 4)).toBe(8192);
  });

  test('R-60 says of every byte what a list of bytes says, for blocks that begin at words', () => {
    const block = fc.record({ slot: fc.nat(31), lead: fc.nat(20), bytes: fc.integer({ min: 0, max: 300 }) });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 40 }), (blocks) => {
        const shadow = new Accessibility(1 << 14);
        const model = new Uint8Array(1 << 14);
        const paint = (from: number, bytes: number, state: ByteState): void => {
          shadow.paint(from, bytes, state);
          model.fill(state, from, from + bytes);
        };
        for (const { slot, lead, bytes } of blocks) {
          const start = slot * 512;
          paint(start, 512, Unallocated);
          paint(start + lead * 4 + bytes, 7, bytes % 2 ? Slack : Header);
          paint(start, lead * 4, Header);
          paint(start + lead * 4, bytes, Addressable);
        }
        expect(Array.from(model, (_, at) => shadow.stateAt(at))).toEqual(Array.from(model));
        const [from, to] = [blocks.length * 13, (1 << 14) - blocks.length * 7];
        const rebuilt: number[] = [];
        shadow.forEachRun(from, to, (start, end, state) => {
          expect(start).toBe(from + rebuilt.length);
          for (let at = start; at < end; at++) rebuilt.push(state);
        });
        expect(rebuilt).toEqual(Array.from(model.subarray(from, to)));
      }),
      { numRuns: 60 },
    );
  });
});
