import { formatCount } from '../../base/format';
import { NONE } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import type { Evidence, Hit } from '../../worker/protocol';

const PROOF: Readonly<Record<Evidence, string>> = {
  recorded: 'seen by the recorder’s own guard or redzone',
  checked: 'met by the replay on the simulated heap',
  predicted: 'this guard would have met what was recorded',
};

/** What a hit was, where beside its block, and how much it proves, in one sentence. */
export function hitText(trace: Trace, { evidence, kind, access, block, offset, bytes, event }: Hit): string {
  const met = access === 'read' || access === 'write' ? `${kind}, ${access}` : kind;
  const where = block === NONE ? '' : ` ${placeText(trace.sizeOf(block), offset, bytes)}`;
  return `Hit ${evidence}: ${met}${where}, event ${formatCount(event)}; ${PROOF[evidence]}.`;
}

/** Where `bytes` bytes from `offset` on lie, seen from a block of `size` bytes. */
function placeText(size: number, offset: number, bytes: number): string {
  if (offset < 0) return `${formatCount(-offset)} B before the block`;
  if (offset >= size) return `${formatCount(offset - size)} B behind the block’s end`;
  return offset + bytes > size
    ? `at byte ${formatCount(offset)}, over the block’s end`
    : `at byte ${formatCount(offset)}`;
}
