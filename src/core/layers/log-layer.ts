import { allocateBuffer } from '../../base/shared-memory';
import { NO_ROOM } from '../engines/engine';
import type { HeapWord } from '../heap/heap-memory';
import type { ContextId, DomainId, SiteId, StackId } from '../tables/indices';
import type { Layer } from './layer';
import { StateReader, StateWriter } from './state-writer';

export const LogKind = { Allocate: 1, Reallocate: 2, Free: 3 } as const;
export type LogKind = (typeof LogKind)[keyof typeof LogKind];

// One record, in words of 4 bytes.
const SEQUENCE = 0;
const KIND = 1;
const BLOCK = 2;
const RESULT = 3;
const BYTES = 4;
/** Site of a request, domain of a release. */
const WHO = 5;
/** Context of a request, stack of a release. */
const WHERE = 6;
const ALIGN_LOG2 = 7;
const WORDS = 8;

/** A call on the allocator. */
export type LogRecord =
  | {
      readonly kind: 'allocate' | 'reallocate';
      readonly sequence: number;
      /** What was reallocated; 0 for an allocation. */
      readonly block: HeapWord;
      /** What was given, or `NO_ROOM`. */
      readonly result: HeapWord;
      readonly bytes: number;
      readonly alignLog2: number;
      readonly site: SiteId;
      readonly context: ContextId;
    }
  | {
      readonly kind: 'free';
      readonly sequence: number;
      readonly block: HeapWord;
      readonly domain: DomainId;
      readonly stack: StackId;
    };

/**
 * The last calls on an allocator, in a ring of fixed size in shared memory: writing takes no memory and calls nothing,
 * so the heap is the same with and without it (row R-67), and another thread may read it. A record's slot is its
 * sequence number modulo the capacity; a replay that goes on from a checkpoint writes the same slots again.
 */
export class LogLayer implements Layer {
  /** The ring; share its buffer to read it elsewhere. */
  readonly ring: Uint32Array;
  private readonly mask: number;
  private sequence = 0;

  /** @param capacityLog2 log2 of the number of records kept */
  constructor(
    private readonly below: Layer,
    capacityLog2: number,
  ) {
    this.ring = new Uint32Array(allocateBuffer((WORDS * 4) << capacityLog2));
    this.mask = (1 << capacityLog2) - 1;
  }

  /** Calls so far; the next record's number. */
  get next(): number {
    return this.sequence;
  }

  alloc(bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    const block = this.below.alloc(bytes, alignLog2, site, context);
    this.write(LogKind.Allocate, NO_ROOM, block, bytes, site, context, alignLog2);
    return block;
  }

  realloc(block: HeapWord, bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    const now = this.below.realloc(block, bytes, alignLog2, site, context);
    this.write(LogKind.Reallocate, block, now, bytes, site, context, alignLog2);
    return now;
  }

  free(block: HeapWord, domain: DomainId, stack: StackId): void {
    this.below.free(block, domain, stack);
    this.write(LogKind.Free, block, NO_ROOM, 0, domain, stack, 0);
  }

  private write(
    kind: LogKind,
    block: number,
    result: number,
    bytes: number,
    who: number,
    where: number,
    align: number,
  ): void {
    // prettier-ignore
    const { ring } = this;
    const at = (this.sequence & this.mask) * WORDS;
    ring[at + SEQUENCE] = this.sequence;
    ring[at + KIND] = kind;
    ring[at + BLOCK] = block;
    ring[at + RESULT] = result;
    ring[at + BYTES] = bytes;
    ring[at + WHO] = who;
    ring[at + WHERE] = where;
    ring[at + ALIGN_LOG2] = align;
    this.sequence++;
  }

  /** Record number `sequence`; undefined where it is not kept, or is still to come. */
  record(sequence: number): LogRecord | undefined {
    const { ring } = this;
    const at = (sequence & this.mask) * WORDS;
    if (sequence >= this.sequence || ring[at + SEQUENCE] !== sequence || ring[at + KIND] === 0) return undefined;
    const block = ring[at + BLOCK] as HeapWord;
    if (ring[at + KIND] === LogKind.Free) {
      return { kind: 'free', sequence, block, domain: ring[at + WHO] as DomainId, stack: ring[at + WHERE] as StackId };
    }
    return {
      kind: ring[at + KIND] === LogKind.Allocate ? 'allocate' : 'reallocate',
      ...{ sequence, block, result: ring[at + RESULT] as HeapWord, bytes: ring[at + BYTES] },
      ...{ alignLog2: ring[at + ALIGN_LOG2], site: ring[at + WHO] as SiteId, context: ring[at + WHERE] as ContextId },
    };
  }

  saveState(): Uint8Array {
    const writer = new StateWriter(this.below.saveState());
    writer.put(this.sequence);
    return writer.finish();
  }

  /** Records written after the state was saved stay in the ring until they are written again; they are not given out. */
  restoreState(state: Uint8Array): void {
    const reader = new StateReader(state);
    this.below.restoreState(reader.below);
    this.sequence = reader.next();
  }

  reset(): void {
    this.below.reset();
    this.ring.fill(0);
    this.sequence = 0;
  }
}
