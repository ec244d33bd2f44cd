import type { HeapWord } from '../heap/heap-memory';
import type { CookieFaultKind } from '../layers/cookie-faults';
import type { DamageKind, LayerFaults } from '../layers/layer-faults';
import { isInHeap } from '../tables/blocks';
import { NONE, type BlockRow, type Bytes, type DomainId, type EventIndex, type StackId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { Hit } from './hits';

/** Hits beyond these are counted only: a broken program makes as many as it makes accesses. */
const MOST_HITS = 10_000;

/**
 * Takes what layers report during a replay, and adds the event and the block. Replaying events again, as a seek does,
 * reports nothing twice.
 */
export class ReplayFaults implements LayerFaults {
  readonly hits: Hit[] = [];
  /** Of {@link hits} and of those that were too many. */
  count = 0;
  /** Reads and writes that were checked, and those whose block has no place in the heap. */
  checked = 0;
  unchecked = 0;
  /** The event being replayed, and the block that it is about; 0 = none. */
  event = -1 as EventIndex;
  row = NONE as BlockRow;
  /** How often layers reported, replays of the same event included. */
  reports = 0;
  /** Events up to this one have reported. */
  private reported = -1 as EventIndex;

  constructor(private readonly trace: Trace) {}

  /** Event `last` and all before it are done. */
  finish(last: EventIndex): void {
    if (last > this.reported) this.reported = last;
  }

  countAccess(isChecked: boolean): void {
    if (this.event <= this.reported) return;
    if (isChecked) this.checked++;
    else this.unchecked++;
  }

  add(hit: Omit<Hit, 'event'>): void {
    if (this.event <= this.reported) return;
    this.count++;
    if (this.hits.length < MOST_HITS) this.hits.push({ ...hit, event: this.event });
  }

  cookieFault(kind: CookieFaultKind, _block: HeapWord, _owner: DomainId, _domain: DomainId, stack: StackId): void {
    this.reports++;
    this.add({ evidence: 'checked', kind, block: this.row, offset: 0, bytes: 0 as Bytes, access: 'release', stack });
  }

  damaged(kind: DamageKind, block: HeapWord, bytes: number, at: number, stack: StackId): void {
    this.reports++;
    if (this.event <= this.reported) return;
    const row = this.rowIn(block * 4, bytes);
    const offset = row === NONE ? 0 : at - this.trace.placement.word.get(row) * 4;
    this.add({ evidence: 'checked', kind, block: row, offset, bytes: 1 as Bytes, access: 'found', stack });
  }

  /** The latest row whose block begins in `bytes` bytes from heap address `from` on. */
  private rowIn(from: number, bytes: number): BlockRow {
    const { blocks, placement } = this.trace;
    for (let row = (Math.min(blocks.length, placement.length) - 1) as BlockRow; row > 0; row--) {
      const word = placement.word.get(row);
      if (!isInHeap(word) || word * 4 < from || word * 4 > from + bytes) continue;
      if (blocks.birth.get(row) <= this.event) return row;
    }
    return NONE as BlockRow;
  }
}
