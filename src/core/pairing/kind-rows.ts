import { ensure } from '../../base/assert';
import { CHUNK_MASK, CHUNK_ROWS, CHUNK_SHIFT, U32Column } from '../tables/column';
import { EventKind } from '../tables/events';
import { NONE, type BlockRow, type SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { KIND_WORDS, SITE, SIZE, WIDE_SIZE, type AllocationKinds } from './allocation-kinds';
import type { BlockLedger } from './block-ledger';
import type { EventLog } from './event-log';
import { BROKEN, FREE, KIND_SHIFT, type KindLog } from './kind-log';

/** Rows of a trace that are still to come. */
export interface RowsToCome {
  /** Makes up to `maxEvents` more events and their blocks rows; true when all are there. */
  step(maxEvents: number): boolean;
}

/** Makes rows of events that name a kind: the live blocks of each kind are a list, the newest first. */
export class KindRows implements RowsToCome {
  /** How many records have their rows. */
  private done = 0;
  /** By kind: its newest live block. */
  private newest = new Uint32Array(0);
  /** By block row: the next older live block of the same kind. */
  private readonly older = new U32Column<BlockRow, BlockRow>(NONE, true);

  constructor(
    private readonly trace: Trace,
    private readonly log: EventLog,
    private readonly ledger: BlockLedger,
    private readonly kinds: AllocationKinds,
    private readonly records: KindLog,
  ) {}

  step(maxEvents: number): boolean {
    const { records } = this;
    this.learnKinds();
    const end = Math.min(records.length, this.done + maxEvents);
    while (this.done < end) {
      const from = this.done & CHUNK_MASK;
      const roomForEvents = CHUNK_ROWS - (this.trace.events.length & CHUNK_MASK);
      const events = Math.min(end - this.done, CHUNK_ROWS - from, roomForEvents);
      this.write(records.chunk(this.done >>> CHUNK_SHIFT), from, from + events);
      this.done += events;
      if ((this.done & CHUNK_MASK) === 0) records.drop((this.done >>> CHUNK_SHIFT) - 1);
    }
    return this.done === records.length;
  }

  private learnKinds(): void {
    if (this.newest.length >= this.kinds.count) return;
    const wider = new Uint32Array(this.kinds.count);
    wider.set(this.newest);
    this.newest = wider;
  }

  /** Writes the rows of records `from … to` of a chunk, whose events lie in one chunk of theirs. */
  private write(records: Uint32Array, from: number, to: number): void {
    const { kinds, ledger, newest, older } = this;
    const { words } = kinds;
    const { death } = this.trace.blocks;
    let event = this.log.makeUp(to - from);
    const eventKinds = ensure(this.trace.events.kind.chunks[event >>> CHUNK_SHIFT], 'an event has no place');
    const operands = ensure(this.trace.events.operand.chunks[event >>> CHUNK_SHIFT], 'an event has no place');
    for (let i = from; i < to; i++, event++) {
      const record = records[i];
      if (record === BROKEN) {
        eventKinds[event & CHUNK_MASK] = EventKind.Broken;
        continue;
      }
      const kind = record >>> KIND_SHIFT;
      const last = newest[kind] as BlockRow;
      if ((record & FREE) === 0) {
        const row = kind * KIND_WORDS;
        const size = words[row + SIZE];
        const block = ledger.addRow(event, words[row + SITE] as SiteId, size === WIDE_SIZE ? kinds.sizeOf(kind) : size);
        older.set(block, last);
        newest[kind] = block;
        eventKinds[event & CHUNK_MASK] = EventKind.Allocate;
        operands[event & CHUNK_MASK] = block;
      } else {
        newest[kind] = older.get(last);
        death.set(last, event);
        eventKinds[event & CHUNK_MASK] = EventKind.Free;
        operands[event & CHUNK_MASK] = last;
      }
    }
  }
}
