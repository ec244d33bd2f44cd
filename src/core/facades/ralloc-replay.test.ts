import { describe, expect, it } from 'vitest';
import { ensure } from '../../base/assert';
import { openShared } from '../../formats/testing/open-trace';
import { hasSharedTraces } from '../../formats/testing/shared-traces';
import { Ownership, type Holder } from '../analysis/owners/ownership';
import { ownersSummary } from '../analysis/owners/owners-summary';
import { NONE } from '../tables/indices';
import { LP64_RELEASE } from './c-layout';
import { NULL } from './heap-bytes';
import { LibcMalloc } from './libc-malloc';
import { rallocOnTable } from './ralloc-on-table';
import { RallocReplay } from './ralloc-replay';
import { Ralloc } from './ralloc/ralloc';
import { testHeap } from './testing/facade-heap';
import { HeapCallbacks } from './vulkan/heap-callbacks';

const MIB = 2 ** 20;

/** The trace, and its ralloc blocks on contexts of the new kind over a heap of our own. */
function world(name: string) {
  const { trace, meta } = openShared(`ralloc/${name}.hgt.zst`);
  const ownership = new Ownership(trace);
  while (!ownership.step(Infinity));
  const { heap } = testHeap({ abi: LP64_RELEASE, bytes: 64 * MIB });
  const table = new HeapCallbacks(heap, heap.domains.add('table in force', 'vk'));
  const ralloc = new Ralloc(heap, new LibcMalloc(heap));
  const replay = new RallocReplay(trace, ownership, ralloc, table);
  const summary = ensure(ownersSummary(trace, meta.totals, ownership), 'ralloc blocks');
  return { trace, meta, ownership, heap, table, ralloc, replay, summary };
}

/** Bytes of live blocks that came through the table. */
function throughTable({ heap, table }: ReturnType<typeof world>): number {
  let bytes = 0;
  for (const [, block] of heap.liveBlocks()) if (block.domain === table.domain) bytes += block.bytes;
  return bytes;
}

describe.skipIf(!hasSharedTraces).each(['ralloc-compute', 'ralloc-gc-compute', 'ralloc-graphics'])(
  'R-50 %s on contexts that take a Vulkan table',
  (name) => {
    it('R-50 every tree is the recorded one after every steal and adoption, and blocks go in the recorded order', () => {
      const { trace, ownership, ralloc, replay, summary } = world(name);
      let compared = 0;
      let blocksOfTrees = 0;
      replay.run((event) => {
        // Every tree at every 97th event: all of them at all of them takes minutes.
        if (event % 97 !== 0) return;
        for (const holder of liveHolders(trace, ownership, event)) {
          const owner = ownership.ownerAt(holder, event);
          const pointer = replay.pointerOf(holder);
          expect(ralloc.ralloc_parent(pointer)).toBe(owner === NONE ? NULL : replay.pointerOf(owner));
          blocksOfTrees++;
        }
        compared++;
      });
      expect([compared > 10, blocksOfTrees > 1000, replay.refused]).toEqual([true, true, 0]);
      const inTrace = ownership.rows.filter((row) => trace.blocks.death.get(row) < trace.events.length);
      const moved = new Set(inTrace.map((row) => trace.blocks.previous.get(row)));
      const byDeath = inTrace
        .filter((row) => !moved.has(row))
        .sort((a, b) => trace.blocks.death.get(a) - trace.blocks.death.get(b));
      expect(replay.freed).toEqual(byDeath);
      expect(replay.freed.length).toBe(summary.explicitFrees + summary.freesByOwner);
    });

    it('R-50 the bytes through the table are those that the summary adds to the callbacks, header for header', () => {
      const made = world(name);
      const { meta, replay, summary, heap } = made;
      let atPeak = -1;
      let most = 0;
      replay.run((event) => {
        if (event <= meta.totals.peakEvent) atPeak = throughTable(made);
        most = Math.max(most, event);
      });
      expect(most).toBeGreaterThan(meta.totals.peakEvent);
      const { before, after } = summary.coverage;
      expect(atPeak).toBe(after.atPeak.callbacks - before.atPeak.callbacks);
      expect(atPeak).toBeGreaterThan(0);
      // No table is recorded in these traces: one stands for all, so only a root outside every command can be another's.
      const kinds = new Set(heap.faults.map(({ kind }) => kind));
      expect([...kinds].filter((kind) => kind !== 'steal-across-allocators')).toEqual([]);
    });
  },
);

it.skipIf(!hasSharedTraces)('R-50 ralloc-graphics: what reaches the table, and which steals leave it', () => {
  const { trace, ownership, summary } = world('ralloc-graphics');
  const onTable = ensure(rallocOnTable(trace, ownership, 8), 'memory for the heap');
  const reached = summary.coverage.byForce.filter(({ inForce }) => inForce === 'not-recorded' || inForce === 'table');
  expect(onTable.allocatedBytes).toBe(reached.reduce((sum, { allocatedBytes }) => sum + allocatedBytes, 0));
  expect(onTable.peakBytes).toBeGreaterThan(
    summary.coverage.after.atPeak.callbacks - summary.coverage.before.atPeak.callbacks - 1,
  );
  expect(onTable).toMatchObject({ refused: 0, stealsAcrossAllocators: 0 });
});

function* liveHolders(
  { blocks }: ReturnType<typeof world>['trace'],
  ownership: Ownership,
  event: number,
): Generator<Holder> {
  for (const row of ownership.rows) {
    if (blocks.birth.get(row) > event) return;
    if (blocks.death.get(row) > event) yield ownership.holderOf(row);
  }
}
