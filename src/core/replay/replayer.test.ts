import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openText } from '../../formats/testing/open-trace';
import { NOT_PLACED } from '../tables/blocks';
import type { BlockRow, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { placeOf } from './placement';
import { SimulatedHeap, type SimulationOptions } from './simulated-heap';
import { expectSound } from './testing/expect-sound';

const DOMAINS = ['d libc 0', 'd mmap 0', 'd ralloc 1', 'd gc 3'];
const KIB = 1024;

function replayed(events: readonly string[], options: SimulationOptions = {}): { trace: Trace; heap: SimulatedHeap } {
  const { trace } = openText(['heapglass 1', ...DOMAINS, ...events, ''].join('\n'));
  const heap = heapOf(trace, options);
  while (!heap.step(3));
  return { trace, heap };
}

function heapOf(trace: Trace, options: SimulationOptions = {}): SimulatedHeap {
  const reserved = SimulatedHeap.reserve(trace, { limits: [1024 * KIB], ...options });
  if (!reserved.ok) throw new Error('no memory for the test');
  return reserved.value;
}

function wordOf(trace: Trace, row: number): number {
  return trace.placement.word.get(row as BlockRow);
}

function placeAt(trace: Trace, row: number, cursor: number): number | undefined {
  return placeOf(trace, row as BlockRow, cursor as EventIndex);
}

describe('blocks get the places that the engine gives', () => {
  test('a freed block gives its place to the next of its size', () => {
    const { trace } = replayed(['+ 0x100 40 d1', '+ 0x200 40 d1', '- 0x100', '+ 0x300 40 d1']);
    expect(wordOf(trace, 3)).toBe(wordOf(trace, 1));
    expect(wordOf(trace, 2)).toBe(wordOf(trace, 1) + 12);
  });

  test('a reallocation begins a row, at the same place where there was room', () => {
    const { trace, heap } = replayed(['+ 0x100 40 d1', '~ 0x100 0x100 80', '+ 0x200 1 d1', '~ 0x100 0x300 200']);
    expect(wordOf(trace, 2)).toBe(wordOf(trace, 1));
    expect(wordOf(trace, 4)).toBeGreaterThan(wordOf(trace, 3));
    expect(heap.figures().requested).toBe(201);
  });

  test('alignment is kept, through a reallocation too', () => {
    const { trace } = replayed(['+ 0x1000 40 d1 a256', '+ 0x2000 9000 d1', '~ 0x1000 0x8000 4000']);
    expect((wordOf(trace, 1) * 4) % 256).toBe(0);
    expect((wordOf(trace, 3) * 4) % 256).toBe(0);
    expect(wordOf(trace, 3)).not.toBe(wordOf(trace, 1));
  });

  test('a block whose address is given again goes before the new one comes', () => {
    const { trace, heap } = replayed(['+ 0x100 40 d1', '+ 0x100 40 d1']);
    expect(wordOf(trace, 2)).toBe(wordOf(trace, 1));
    expect(heap.figures().requested).toBe(40);
  });

  test('a reallocation of an unknown block is an allocation', () => {
    const { trace, heap } = replayed(['~ 0x900 0x100 40 d1', '- 0x100']);
    expect(wordOf(trace, 1)).not.toBe(NOT_PLACED);
    expect(heap.figures()).toMatchObject({ requested: 0, blocks: 0 });
  });

  test('what only seems to touch the heap does not', () => {
    const { heap } = replayed(['- 0', '- 0x500', '+ 0 40 d1', '+ 0x100 40 d1', '~ 0x100 0 80', 'n mark']);
    expect(heap.facts().operations).toBe(1);
    expect(heap.figures().requested).toBe(40);
  });
});

describe('backed blocks lie in their backing block', () => {
  const events = [
    '+ 0x1000 100 d1', // 0: libc
    '+ 0x1030 20 d3', // 1: ralloc, 48 bytes in
    '+ 0x2000 100 d1', // 2
    '~ 0x1000 0x5000 300', // 3: libc moves
    '~ 0x1030 0x5030 220', // 4: and ralloc says so
    '- 0x5030', // 5
  ];

  test('at their recorded offset, and they follow it until their own record', () => {
    const { trace } = replayed(events);
    const [before, after] = [wordOf(trace, 1) * 4, wordOf(trace, 4) * 4];
    expect(after).not.toBe(before);
    expect(placeAt(trace, 2, 1)).toBe(before + 0x30);
    expect(placeAt(trace, 2, 2)).toBe(before + 0x30);
    expect(placeAt(trace, 2, 3)).toBe(after + 0x30);
    expect(placeAt(trace, 5, 4)).toBe(after + 0x30);
  });

  test('they take nothing from the engine', () => {
    const { heap } = replayed(events);
    expect(heap.facts().operations).toBe(3);
    expect(heap.figures().requested).toBe(400);
  });

  test('two levels deep, those that move silently as well', () => {
    const { trace } = replayed([...events.slice(0, 2), '+ 0x1038 4 d4', ...events.slice(2)]);
    const [before, after] = [wordOf(trace, 1) * 4, wordOf(trace, 5) * 4];
    expect(placeAt(trace, 3, 3)).toBe(before + 0x38);
    expect(placeAt(trace, 3, 4)).toBe(after + 0x38);
    expect(trace.blocks.previous.get(7 as BlockRow)).toBe(3);
    expect(placeAt(trace, 7, 5)).toBe(after + 0x38);
  });

  test('without a backing block they have no place', () => {
    const { trace } = replayed(['+ 0x1030 20 d3']);
    expect(placeAt(trace, 1, 0)).toBeUndefined();
  });
});

describe('a request beyond the limit', () => {
  const tiny = { limits: [16 * KIB] };

  test('gets no place, is counted, and the replay goes on', () => {
    const { trace, heap } = replayed(
      ['+ 0x100 8000 d1', '+ 0x9000 8000 d1', '+ 0x20000 6000000000 d1', '+ 0x300 100 d1', '- 0x9000', '- 0x100'],
      tiny,
    );
    expect([1, 2, 3].map((row) => wordOf(trace, row) === NOT_PLACED)).toEqual([false, true, true]);
    expect(wordOf(trace, 4)).not.toBe(NOT_PLACED);
    expect(heap.facts()).toMatchObject({ refused: 2, firstRefused: 1 });
    expect(heap.figures().requested).toBe(100);
  });

  test('by a reallocation ends the old block all the same, and a later one may get a place again', () => {
    const { trace, heap } = replayed(
      ['+ 0x100 8000 d1', '~ 0x100 0x90000 60000', '~ 0x90000 0x100 8000', '- 0x100'],
      tiny,
    );
    expect([1, 2, 3].map((row) => wordOf(trace, row) === NOT_PLACED)).toEqual([false, true, false]);
    expect(heap.figures()).toMatchObject({ requested: 0, blocks: 0 });
  });
});

interface Step {
  readonly kind: '+' | '-' | '~';
  readonly slot: number;
  readonly to: number;
  readonly bytes: number;
}

/** Any row of requests, sensible or not, at a few addresses of three domains. */
const someEvents: fc.Arbitrary<string[]> = fc
  .array(
    fc.record<Step>({
      kind: fc.constantFrom('+', '+', '-', '~'),
      slot: fc.nat(40),
      to: fc.nat(40),
      bytes: fc.oneof(fc.nat(300), fc.nat(30_000)),
    }),
    { maxLength: 150 },
  )
  .map((steps) =>
    steps.map(({ kind, slot, to, bytes }) => {
      const [from, target] = [slot, to].map((n) => 0x10000 + n * 0x1000);
      if (kind === '+') return `+ ${from} ${bytes} d${1 + (slot % 2)}${slot % 7 === 0 ? ' a4096' : ''}`;
      return kind === '-' ? `- ${from}` : `~ ${from} ${target} ${bytes} d1`;
    }),
  );

describe('of any trace', () => {
  test('live blocks lie apart inside the footprint, and the figures are their sums', () => {
    fc.assert(
      fc.property(someEvents, fc.constantFrom(64 * KIB, 1024 * KIB), (events, limit) => {
        const { trace, heap } = replayed(events, { limits: [limit] });
        for (let cursor = -1; cursor < trace.events.length; cursor += 7) {
          heap.seek(cursor as EventIndex);
          expectSound(trace, heap);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('slices of any length give the same places, checkpoints and bytes', () => {
    fc.assert(
      fc.property(someEvents, fc.integer({ min: 1, max: 60 }), (events, slice) => {
        const { trace, heap } = replayed(events, { operationsPerCheckpoint: 10 });
        const places = Array.from(trace.blocks.birth.chunks[0] ?? [], (_, row) => wordOf(trace, row));
        const other = heapOf(trace, { operationsPerCheckpoint: 10 });
        while (!other.step(slice));
        expect(other.hash()).toBe(heap.hash());
        expect(other.checkpointBytes).toBe(heap.checkpointBytes);
        expect(places.every((word, row) => word === wordOf(trace, row))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
