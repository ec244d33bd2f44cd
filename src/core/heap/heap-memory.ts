import type { Brand } from '../../base/brand';
import { failure, success, type Result } from '../../base/result';
import { allocateLinear } from '../../base/shared-memory';
import { codeOver } from './compiled-code';

/** Index of a 4-byte word of the simulated heap, 0 … 2^30 − 1. */
export type HeapWord = Brand<number, 'HeapWord'>;

const GIB = 2 ** 30;
/** Sizes to reserve, in bytes, largest first. Pages are only committed when touched. */
export const POOL_LIMITS: readonly number[] = [4 * GIB, 2 * GIB, GIB, GIB / 2];
/** Words of the pool that a note is about. */
const NOTE_WORDS = 4;
/** The largest pool that leaves room for notes: WebAssembly's addresses end at 4 GiB. */
const LARGEST_NOTED = 3.5 * GIB;

/**
 * The simulated heap's address space: one pool reserved once at its limit's size, in words of 4 bytes, in shared memory.
 * Only engines (and layers above them) write into it. Regions of `mmap` blocks are not part of it.
 */
export class HeapMemory {
  /** The whole pool; index it with a {@link HeapWord}. */
  readonly words: Uint32Array;
  /** The same, signed: a word read from it is a number of 32 bits to the compiler, whatever it holds. */
  readonly signedWords: Int32Array;
  /** The same, byte by byte. */
  readonly bytes: Uint8Array;
  /** Behind the pool, for a layer: 16 bits about each 4 words of it, 0 at first. Empty where nobody asked for them. */
  readonly notes: Uint16Array;
  /** What is compiled of engines and layers, with this pool to work on; each knows what of it is its own. */
  readonly code: object;
  private footprint: { value: number } = { value: 0 };

  /**
   * @param linear the memory of what is compiled
   * @param limit bytes of it that are the pool
   * @param notes how many follow
   */
  private constructor(linear: WebAssembly.Memory, limit: number, notes: number) {
    const { buffer } = linear;
    this.words = new Uint32Array(buffer, 0, limit / 4);
    this.signedWords = new Int32Array(buffer, 0, limit / 4);
    this.bytes = new Uint8Array(buffer, 0, limit);
    this.notes = new Uint16Array(buffer, limit, notes);
    this.code = codeOver(linear);
  }

  /**
   * Reserves the first of `limits` (bytes, multiples of 16) that the system grants; with notes, of 4 GiB a pool of 3.5.
   */
  static reserve(limits: readonly number[] = POOL_LIMITS, keepsNotes = false): Result<HeapMemory, 'out-of-memory'> {
    for (const limit of limits) {
      const pool = keepsNotes ? Math.min(limit, LARGEST_NOTED) : limit;
      const notes = keepsNotes ? pool / 4 / NOTE_WORDS : 0;
      try {
        return success(new HeapMemory(allocateLinear(pool + 2 * notes), pool, notes));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    return failure('out-of-memory');
  }

  get limitWords(): number {
    return this.words.length;
  }

  /** High-water mark in words: nothing at or above it was ever written. */
  get footprintWords(): number {
    return this.footprint.value;
  }

  /** From now on the high-water mark is a variable of a compiled engine, which takes it up without a call. */
  keepFootprintIn(variable: { value: number }): void {
    variable.value = this.footprint.value;
    this.footprint = variable;
  }

  /** Makes words below `end` part of the footprint; false, and nothing changes, where that passes the limit. */
  extendTo(end: number): boolean {
    if (end > this.words.length) return false;
    if (end > this.footprint.value) this.footprint.value = end;
    return true;
  }

  /** Takes the high-water mark back to `end`. What lies above has been cleared by the caller. */
  retreatTo(end: number): void {
    this.footprint.value = end;
  }

  /** Zeroes what was touched, nothing else. */
  clear(): void {
    this.words.fill(0, 0, this.footprintWords);
    this.retreatTo(0);
  }

  /** 64-bit hash of the footprint, in hex: equal heaps have equal hashes. */
  hash(): string {
    const { footprintWords } = this;
    let low = 0x811c9dc5;
    let high = footprintWords;
    for (let i = 0; i < footprintWords; i++) {
      const word = this.words[i];
      low = Math.imul(low ^ word, 0x01000193);
      high = Math.imul((high << 5) | (high >>> 27), 0x9e3779b1) ^ word;
    }
    return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
