import { ByteState, type Accessibility } from '../heap/accessibility';
import { isInHeap, NOT_PLACED } from '../tables/blocks';
import { NONE, type Bytes } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { AccessTargets } from './access-targets';
import type { HitKind } from './hits';
import type { ReplayFaults } from './replay-faults';
import type { WrittenBytes } from './written-bytes';

/** What an access is caught at. Slack is not: a guard begins behind it, so it is looked at when the block goes. */
const CAUGHT = [ByteState.Unallocated, ByteState.Header, ByteState.Guard, ByteState.Freed];
const OF_LAYERS: readonly ByteState[] = [ByteState.Slack, ByteState.Header];

/** Reads and writes of a trace, each checked against the shadow where the replay put its block. */
export class CheckedAccesses {
  /** Made at the first access. */
  private targets: AccessTargets | undefined;

  /** @param keepsFreed released blocks stay writable, as `DEBUG_FREED_MEMORY` leaves them */
  constructor(
    private readonly trace: Trace,
    private readonly shadow: Accessibility,
    private readonly written: WrittenBytes,
    private readonly faults: ReplayFaults,
    private readonly keepsFreed: boolean,
  ) {}

  access(row: number, isWrite: boolean): void {
    this.targets ??= new AccessTargets(this.trace);
    const block = this.targets.of(row);
    const word = block === NONE ? NOT_PLACED : this.trace.placement.word.get(block);
    // The shadow knows the heap alone: of `mmap` regions nothing can be said.
    if (!isInHeap(word)) {
      this.faults.countAccess(false);
      return;
    }
    this.faults.countAccess(true);
    const { accesses, blocks } = this.trace;
    const offset = accesses.address.get(row) - blocks.address.get(block);
    const from = word * 4 + offset;
    const bytes = accesses.size.get(row);
    const met = this.shadow.firstIn(CAUGHT, from, bytes);
    if (met >= 0) {
      this.faults.row = block;
      const kind = this.kindAt(met);
      const at = { offset: met - word * 4, bytes: (from + bytes - met) as Bytes, stack: accesses.stack.get(row) };
      this.faults.add({ evidence: 'checked', kind, block, ...at, access: isWrite ? 'write' : 'read' });
    }
    if (isWrite) this.write(from, bytes);
  }

  private kindAt(address: number): HitKind {
    switch (this.shadow.stateAt(address)) {
      case ByteState.Guard:
        return 'guard';
      case ByteState.Freed:
        return 'freed';
      case ByteState.Header:
        return 'header';
      default:
        return 'unallocated';
    }
  }

  /** Layers' bytes change; guards and payload do not: the one stops the write, of the other nothing is known. */
  private write(from: number, bytes: number): void {
    const states = this.keepsFreed ? [...OF_LAYERS, ByteState.Freed] : OF_LAYERS;
    const end = from + bytes;
    for (
      let at = this.shadow.firstIn(states, from, bytes);
      at >= 0;
      at = this.shadow.firstIn(states, at + 1, end - at - 1)
    ) {
      this.written.write(at);
    }
  }
}
