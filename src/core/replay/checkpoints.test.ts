import { expect, test } from 'vitest';
import type { EventIndex } from '../tables/indices';
import { Checkpoints, type Checkpoint } from './checkpoints';

const KIB = 1024;

function checkpointAt(cursor: number, bytes: number, usedBlocks = 0): Checkpoint {
  const position = {
    cursor: cursor as EventIndex,
    nextSilentEnd: 0,
    operations: cursor,
    requestedBytes: 0,
    refused: 0,
    firstRefused: -1 as EventIndex,
    regions: 0,
    regionBytes: 0,
  };
  return { position, usedBlocks, heap: new Uint8Array(bytes), regions: new Float64Array(0) };
}

/** A replay of `events` events, an engine call each, with a heap that is saved in `bytes` bytes. */
function replay(checkpoints: Checkpoints, events: number, bytes: number, usedBlocks = 0): void {
  for (let cursor = 1000; cursor < events; cursor += 1000) {
    if (checkpoints.isDue(cursor, usedBlocks)) checkpoints.keep(checkpointAt(cursor, bytes, usedBlocks));
  }
}

test('the last checkpoint at or before the cursor is the one to go on from', () => {
  const checkpoints = new Checkpoints(1000);
  replay(checkpoints, 10_000, 10);
  expect(checkpoints.before(3000 as EventIndex)?.position.cursor).toBe(3000);
  expect(checkpoints.before(2999 as EventIndex)?.position.cursor).toBe(2000);
  expect(checkpoints.before(999 as EventIndex)).toBeUndefined();
});

test('they stay within four bytes an event, thinned evenly', () => {
  const checkpoints = new Checkpoints(1000);
  const events = 2_000_000;
  replay(checkpoints, events, 100 * KIB);
  expect(checkpoints.byteLength).toBeLessThanOrEqual(4 * events + KIB * KIB);
  expect(checkpoints.byteLength).toBeGreaterThan(events);
  let widest = 0;
  for (let cursor = 0; cursor < events; cursor += 1000) {
    const from = checkpoints.before(cursor as EventIndex)?.position.cursor ?? 0;
    widest = Math.max(widest, cursor - from);
  }
  expect(widest).toBeLessThan((4 * events) / checkpoints.length);
});

test('a heap of many blocks is saved less often: restoring it should not cost more than going on', () => {
  const checkpoints = new Checkpoints(1000);
  replay(checkpoints, 100_000, 10, 50_000);
  expect(checkpoints.length).toBe(1);
});
