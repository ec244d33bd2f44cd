import { allocateBuffer, canShareMemory, type Allocate } from '../base/shared-memory';
import { CHUNK_ROWS } from '../core/tables/column';

/** Most of a trace's memory comes in chunks of this size. */
const CHUNK_BYTES = 4 * CHUNK_ROWS;
const PAGE_BYTES = 4096;
/** How many chunks lie ready in the engine. */
const STOCK = 16;

/**
 * Makes chunks for the tables and touches their pages, which takes the system longer than filling them takes the engine.
 * One thread does so ahead of the other.
 */
export class MemoryMaker {
  /** Those that the engine has not used, as far as is known. */
  private stock = 0;

  /** As many as the engine's stock lacks. */
  make(): ArrayBufferLike[] {
    if (!canShareMemory) return [];
    const made = Array.from({ length: STOCK - this.stock }, touchedChunk);
    this.stock += made.length;
    return made;
  }

  /** The engine has used `count` of them. */
  used(count: number): void {
    this.stock -= count;
  }
}

function touchedChunk(): ArrayBufferLike {
  const buffer = allocateBuffer(CHUNK_BYTES);
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < CHUNK_BYTES; at += PAGE_BYTES) bytes[at] = 0;
  return buffer;
}

/** The engine's stock of what {@link MemoryMaker} made. */
export class ReadyMemory {
  private readonly stock: ArrayBufferLike[] = [];
  /** How many were taken since this was asked last. */
  private taken = 0;

  readonly allocate: Allocate = (bytes) => {
    const ready = bytes === CHUNK_BYTES ? this.stock.pop() : undefined;
    if (ready !== undefined) this.taken++;
    return ready ?? allocateBuffer(bytes);
  };

  add(made: readonly ArrayBufferLike[]): void {
    this.stock.push(...made);
  }

  takenSince(): number {
    const { taken } = this;
    this.taken = 0;
    return taken;
  }
}
