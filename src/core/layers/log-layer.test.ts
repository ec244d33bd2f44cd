import { expect, test } from 'vitest';
import { canShareMemory } from '../../base/shared-memory';
import { reservePool } from '../engines/testing/engine-contract';
import { Tlsf } from '../engines/tlsf';
import type { HeapWord } from '../heap/heap-memory';
import type { ContextId, DomainId, SiteId, StackId } from '../tables/indices';
import type { Layer } from './layer';
import { LogLayer } from './log-layer';

const MIB = 1 << 20;
const [SITE, CONTEXT, DOMAIN, STACK] = [3 as SiteId, 4 as ContextId, 5 as DomainId, 6 as StackId];

/** A few hundred calls of every kind; the blocks that are live after them. */
function work(layer: Layer): HeapWord[] {
  const live: HeapWord[] = [];
  for (let i = 0; i < 300; i++) {
    live.push(layer.alloc((i * 53) % 700, i % 6, SITE, CONTEXT));
    if (i % 3 === 1) live[i >>> 3] = layer.realloc(live[i >>> 3], (i * 31) % 900, 4, SITE, CONTEXT);
    if (i % 4 === 3) layer.free(live.splice(i % live.length, 1)[0], DOMAIN, STACK);
  }
  return live;
}

test('R-67 the log is in shared memory, and logging changes no address', () => {
  const [logged, plain] = [reservePool(MIB), reservePool(MIB)];
  const log = new LogLayer(new Tlsf(logged), 8);
  expect(work(log)).toEqual(work(new Tlsf(plain)));
  expect(logged.hash()).toBe(plain.hash());
  expect(log.ring.buffer instanceof SharedArrayBuffer).toBe(canShareMemory);
  expect(log.ring.length).toBe(8 << 8);
});

test('R-67 the last calls are kept, each with what it asked for and what it got', () => {
  const log = new LogLayer(new Tlsf(reservePool(MIB)), 2);
  const block = log.alloc(100, 5, SITE, CONTEXT);
  const moved = log.realloc(block, 200, 5, SITE, CONTEXT);
  log.free(moved, DOMAIN, STACK);
  expect(log.alloc(2 * MIB, 0, SITE, CONTEXT)).toBe(0);
  const asked = { site: SITE, context: CONTEXT };
  const records = [
    { kind: 'allocate', sequence: 0, block: 0, result: block, bytes: 100, alignLog2: 5, ...asked },
    { kind: 'reallocate', sequence: 1, block, result: moved, bytes: 200, alignLog2: 5, ...asked },
    { kind: 'free', sequence: 2, block: moved, domain: DOMAIN, stack: STACK },
    { kind: 'allocate', sequence: 3, block: 0, result: 0, bytes: 2 * MIB, alignLog2: 0, ...asked },
  ];
  expect([0, 1, 2, 3].map((sequence) => log.record(sequence))).toEqual(records);
  log.alloc(1, 0, SITE, CONTEXT);
  expect([log.record(0), log.record(4)?.sequence, log.record(5)]).toEqual([undefined, 4, undefined]);
});

test('R-67 a replay that goes on from an earlier state writes the same records into the same slots', () => {
  const log = new LogLayer(new Tlsf(reservePool(MIB)), 10);
  const state = log.saveState();
  work(log);
  const [ring, next] = [log.ring.slice(), log.next];
  log.restoreState(state);
  expect(log.record(0)).toBeUndefined();
  work(log);
  expect(log.next).toBe(next);
  expect(log.ring).toEqual(ring);
});
