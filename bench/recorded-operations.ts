import { Tlsf } from '../src/core/engines/tlsf';
import { NO_ROOM } from '../src/core/engines/engine';
import { HeapMemory, type HeapWord } from '../src/core/heap/heap-memory';
import { DEFAULT_PAGE_BYTES } from '../src/core/layers/guard-options';
import { Checkpoints } from '../src/core/replay/checkpoints';
import { MappedRegions } from '../src/core/replay/mapped-regions';
import { ReplayFaults } from '../src/core/replay/replay-faults';
import { Replayer } from '../src/core/replay/replayer';
import type { Trace } from '../src/core/tables/trace';

export const ALLOCATE = 0;
export const FREE = 1;
export const REALLOCATE = 2;

/** An engine that notes what it is asked for. Blocks are named by slots, which are used again. */
class RecordingEngine extends Tlsf {
  private numbers = new Uint32Array(1 << 16);
  private count = 0;
  /** By the block's word. */
  private readonly slots: Uint32Array;
  private readonly freeSlots: number[] = [];
  private slotCount = 0;

  constructor(memory: HeapMemory) {
    super(memory);
    this.slots = new Uint32Array(memory.limitWords);
  }

  get recorded(): Uint32Array {
    return this.numbers.subarray(0, this.count);
  }

  private note(what: number, slot: number, bytes: number): void {
    if (this.count + 3 > this.numbers.length) {
      const wider = new Uint32Array(2 * this.numbers.length);
      wider.set(this.numbers);
      this.numbers = wider;
    }
    this.numbers[this.count++] = what;
    this.numbers[this.count++] = slot;
    this.numbers[this.count++] = bytes;
  }

  override alloc(bytes: number, alignLog2: number): HeapWord {
    const block = super.alloc(bytes, alignLog2);
    if (block !== NO_ROOM) {
      const slot = this.freeSlots.pop() ?? this.slotCount++;
      this.slots[block] = slot;
      this.note(ALLOCATE | (alignLog2 << 8), slot, bytes);
    }
    return block;
  }

  override free(block: HeapWord): void {
    const slot = this.slots[block];
    this.freeSlots.push(slot);
    this.note(FREE, slot, 0);
    super.free(block);
  }

  override realloc(block: HeapWord, bytes: number, alignLog2: number): HeapWord {
    const slot = this.slots[block];
    const moved = super.realloc(block, bytes, alignLog2);
    if (moved === NO_ROOM) return NO_ROOM;
    this.slots[moved] = slot;
    this.note(REALLOCATE | (alignLog2 << 8), slot, bytes);
    return moved;
  }
}

/** What a replay of the trace asks its engine for, three numbers an operation: what, slot, bytes. */
export function recordOperations(trace: Trace): Uint32Array {
  const reserved = HeapMemory.reserve([2 ** 30]);
  if (!reserved.ok) throw new Error('No memory for the heap.');
  const memory = reserved.value;
  const engine = new RecordingEngine(memory);
  const stack = { top: engine, engine, keepsFreed: false };
  const regions = new MappedRegions(DEFAULT_PAGE_BYTES);
  new Replayer(trace, stack, new ReplayFaults(trace), regions, new Checkpoints(Infinity), memory).step(Infinity);
  return engine.recorded;
}
