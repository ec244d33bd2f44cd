import { expect, test } from 'vitest';
import type { BlockRow, Bytes, EventIndex, StackId } from '../../core/tables/indices';
import { Trace } from '../../core/tables/trace';
import type { Hit } from '../../worker/protocol';
import { hitText } from './hit-text';

function traceWithBlock(): { readonly trace: Trace; readonly block: BlockRow } {
  const trace = new Trace();
  const block = trace.blocks.add();
  trace.blocks.size.set(block, 64);
  return { trace, block };
}

function hitAt(block: BlockRow, offset: number, bytes: number): Hit {
  const event = 12 as EventIndex;
  const stack = 0 as StackId;
  return { evidence: 'checked', kind: 'guard', access: 'write', event, block, offset, bytes: bytes as Bytes, stack };
}

test('a hit says how it was met, where beside its block, and how much it proves', () => {
  const { trace, block } = traceWithBlock();
  const text = (offset: number, bytes: number) => hitText(trace, hitAt(block, offset, bytes));
  expect(text(64, 4)).toBe(
    'Hit checked: guard, write 0 B behind the block’s end, event 12; met by the replay on the simulated heap.',
  );
  expect(text(-8, 4)).toContain('8 B before the block');
  expect(text(62, 4)).toContain('at byte 62, over the block’s end');
  expect(text(0, 4)).toContain('at byte 0,');
});

test('without a block it names no place, and the recorder’s hit has no access', () => {
  const { trace } = traceWithBlock();
  const hit: Hit = { ...hitAt(0 as BlockRow, 0, 1), evidence: 'recorded', kind: 'redzone', access: 'found' };
  expect(hitText(trace, hit)).toBe('Hit recorded: redzone, event 12; seen by the recorder’s own guard or redzone.');
});
