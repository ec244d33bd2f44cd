import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runToEnd } from '../../base/run-to-end';
import { NO_LAYERS, type AllocatorConfiguration } from '../layers/configuration';
import { ENGINE_NAMES } from '../tables/engine-names';
import type { BlockRow, EventIndex } from '../tables/indices';
import { guarded, replayed, traceOf } from './testing/layered';
import { someEvents } from './testing/some-events';

const DEBUG: AllocatorConfiguration['debug'] = { model: 'LP64', keepsFreed: true };

const CONFIGURATIONS: readonly (readonly [name: string, configuration: AllocatorConfiguration])[] = [
  ['guards and quarantine', guarded({ quarantineBytes: 100_000 })],
  ['guards on both sides', guarded({ side: 'both', alignment: 1 })],
  ['debug headers and kept blocks', { ...NO_LAYERS, debug: DEBUG }],
  ['cookies under guards', { ...guarded(), cookies: { secret: 3 } }],
  ['cookies alone', { ...NO_LAYERS, cookies: { secret: 3 } }],
];

describe('what the heap’s bytes are', () => {
  test.each(ENGINE_NAMES)('R-16 with all layers off, P = B + H + F: every byte of %s is counted once', (engine) => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const trace = traceOf(events);
        const heap = replayed(trace, { ...NO_LAYERS, engine });
        for (let cursor = -1; cursor < trace.events.length; cursor += 7) {
          heap.seek(cursor as EventIndex);
          const { blocks, overhead, footprint, free } = heap.figures();
          const found = runToEnd(heap.spans()).bytesIn(0, footprint);
          expect(found).toMatchObject({ header: overhead, unallocated: free });
          // A trace with accesses has a shadow, which knows what was asked for.
          expect(found.addressable + found.slack).toBe(blocks);
        }
      }),
      { numRuns: 20 },
    );
  });

  test.each(CONFIGURATIONS)('R-16 with %s, P = B + H + G + F, and what is addressable was asked for', (_, layers) => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const trace = traceOf(events);
        const heap = replayed(trace, layers, { keepsShadow: true });
        for (let cursor = -1; cursor < trace.events.length; cursor += 7) {
          heap.seek(cursor as EventIndex);
          const { requested, blocks, guard, overhead, footprint, free } = heap.figures();
          const found = runToEnd(heap.spans()).bytesIn(0, footprint);
          expect(found).toMatchObject({ header: overhead, unallocated: free });
          expect(found.addressable).toBe(requested);
          expect(found.addressable + found.slack + found.guard + found.freed).toBe(blocks + guard);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('all five states are told apart; beyond the footprint nothing is anybody’s', () => {
    const trace = traceOf(['+ 0x10000 64 d1', '+ 0x20000 5000 d1', '- 0x10000 d1', '+ 0x30000 13 d1']);
    const heap = replayed(trace, guarded({ quarantineBytes: 100_000 }));
    const { footprint } = heap.figures();
    const spans = runToEnd(heap.spans());
    expect(spans.stateAt(footprint)).toBe('unallocated');
    const states = new Set(Array.from({ length: footprint }, (_, at) => spans.stateAt(at)));
    expect([...states].sort()).toEqual(['addressable', 'freed', 'guard', 'header', 'slack', 'unallocated']);
    const place = trace.placement.word.get(3 as BlockRow) * 4;
    expect([-1, 0, 12, 16].map((at) => spans.stateAt(place + at))).toEqual([
      'slack',
      'addressable',
      'addressable',
      'guard',
    ]);
  });
});
