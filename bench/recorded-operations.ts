import { Tlsf } from '../src/core/engines/tlsf';
import { NO_ROOM } from '../src/core/engines/engine';
import { HeapMemory, type HeapWord } from '../src/core/heap/heap-memory';
import { Checkpoints } from '../src/core/replay/checkpoints';
import { ReplayFaults } from '../src/core/replay/replay-faults';
import { Replayer } from '../src/core/replay/replayer';
import type { Trace } from '../src/core/tables/trace';

export const ALLOCATE = 0;
export const FREE = 1;
export const REALLOCATE = 2;

/** An engine that notes what it is asked for. Blocks are named by slots, which are used again. */
class RecordingEngine extends Tlsf {
  readonly numbers: number[] = [];
  private readonly slots = new Map<HeapWord, number>();
  private readonly freeSlots: number[] = [];

  override alloc(bytes: number, alignLog2: number): HeapWord {
    const block = super.alloc(bytes, alignLog2);
    if (block !== NO_ROOM) {
      const slot = this.freeSlots.pop() ?? this.slots.size;
      this.slots.set(block, slot);
      this.numbers.push(ALLOCATE | (alignLog2 << 8), slot, bytes);
    }
    return block;
  }

  override free(block: HeapWord): void {
    const slot = this.slots.get(block) ?? 0;
    this.slots.delete(block);
    this.freeSlots.push(slot);
    this.numbers.push(FREE, slot, 0);
    super.free(block);
  }

  override realloc(block: HeapWord, bytes: number, alignLog2: number): HeapWord {
    const slot = this.slots.get(block) ?? 0;
    const moved = super.realloc(block, bytes, alignLog2);
    if (moved === NO_ROOM) return NO_ROOM;
    this.slots.delete(block);
    this.slots.set(moved, slot);
    this.numbers.push(REALLOCATE | (alignLog2 << 8), slot, bytes);
    return moved;
  }
}

/** What a replay of the trace asks its engine for, three numbers an operation: what, slot, bytes. */
export function recordOperations(trace: Trace): Uint32Array {
  const reserved = HeapMemory.reserve();
  if (!reserved.ok) throw new Error('No memory for the heap.');
  const memory = reserved.value;
  const engine = new RecordingEngine(memory);
  const stack = { top: engine, engine, keepsFreed: false };
  new Replayer(trace, stack, new ReplayFaults(trace), new Checkpoints(Infinity), memory).step(Infinity);
  return Uint32Array.from(engine.numbers);
}
