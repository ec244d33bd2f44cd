import { ensure } from '../../base/assert';
import { CHUNK_ROWS, U32Column } from '../tables/column';

// A record is a kind of allocation × 4, + FREE where a block of it ends. The second bit is never set: what packs records
// of a file may use it for those that are no events.
export const FREE = 1;
export const NO_EVENT = 2;
export const KIND_SHIFT = 2;
/** In place of a record: the event was broken. */
export const BROKEN = 0xffff_ffff;

/** Events that name a kind of allocation, a word each, until they become rows. */
export class KindLog {
  length = 0;
  readonly words = new U32Column<number>(0, true);
  /** The chunk that the next record goes to, and how many it still takes. */
  private last: Uint32Array = new Uint32Array(0);
  private room = 0;

  /** Adds `records[from … to)`. */
  append(records: Uint32Array, from: number, to: number): void {
    this.length += to - from;
    for (let next = from; next < to;) {
      if (this.room === 0) this.openNext();
      const { last } = this;
      const end = Math.min(to, next + this.room);
      let at = CHUNK_ROWS - this.room;
      this.room -= end - next;
      while (next < end) last[at++] = records[next++];
    }
  }

  private openNext(): void {
    this.last = this.words.open(this.words.chunks.length);
    this.room = CHUNK_ROWS;
  }

  chunk(index: number): Uint32Array {
    return ensure(this.words.chunks[index], 'a record has its chunk');
  }

  /** Gives the memory of a chunk back whose records are rows by now. */
  drop(index: number): void {
    this.words.chunks[index] = undefined;
  }
}
