import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openShared, openText } from '../../formats/testing/open-trace';
import { hasSharedTraces } from '../../formats/testing/shared-traces';
import type { BlockRow, EventIndex } from '../tables/indices';
import { LiveBlocks } from './live-blocks';

const at = (event: number) => event as EventIndex;

describe('live blocks', () => {
  const { trace } = openText('heapglass 1\n+ 0x10 1\n+ 0x20 2\n- 0x10\nn pause\n~ 0x20 0x30 4\n- 0x30\n');
  const live = new LiveBlocks(trace);

  it('are those born by the cursor and not yet dead', () => {
    expect([-1, 0, 1, 2, 3, 4, 5].map((cursor) => [...live.rowsAt(at(cursor))])).toEqual([
      [],
      [1],
      [1, 2],
      [2],
      [2],
      [3],
      [],
    ]);
  });

  it('of an empty trace are none', () => {
    expect([...new LiveBlocks(openText('heapglass 1\n').trace).rowsAt(at(-1))]).toEqual([]);
  });

  it.skipIf(!hasSharedTraces)('equal a plain look at every row, at any instant of a recorded trace', () => {
    const { trace: recorded } = openShared('vulkan/lvp-compute-cold.hgt.zst');
    const blocks = recorded.blocks;
    const scan = new LiveBlocks(recorded);
    fc.assert(
      fc.property(fc.integer({ min: -1, max: recorded.events.length }), (cursor) => {
        const expected: number[] = [];
        for (let row = 1 as BlockRow; row < blocks.length; row++) {
          if (blocks.birth.get(row) <= cursor && cursor < blocks.death.get(row)) expected.push(row);
        }
        expect([...scan.rowsAt(at(cursor))]).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});
