import type { ThreadId } from '../../tables/indices';
import { NULL, type Pointer } from '../heap-bytes';
import type { HostHeap } from '../host-heap';
import type { LibcMalloc } from '../libc-malloc';
import { chooseAllocator, type AllocatorChain, type ChosenAllocator, type MemoryLifetime } from './scope-chooser';
import { vk_alloc, vk_free } from './vk-alloc';
import { VkScope } from './vk-allocation-callbacks';

/** One call of an API command, and the tables that it may use. Two of them never share anything but the heap. */
export class VkCommand {
  private readonly transient = new Map<Pointer, ChosenAllocator>();
  private isOpen = true;

  /**
   * @param own the implementation's own memory, for row 6: no table anywhere up the chain
   * @param thread on which the command runs: the only one on which callbacks may be called
   */
  constructor(
    private readonly heap: HostHeap,
    private readonly chain: AllocatorChain,
    private readonly own: LibcMalloc,
    private readonly thread: ThreadId,
  ) {}

  /** The scope and table that an allocation of this lifetime uses; `undefined` = the implementation's own memory. */
  choose(lifetime: MemoryLifetime): ChosenAllocator | undefined {
    return chooseAllocator(lifetime, this.chain);
  }

  /** `size` bytes that live as long as `lifetime` says, through the table that it calls for. */
  alloc(lifetime: MemoryLifetime, size: number, alignment: number): Pointer {
    const chosen = this.choose(lifetime);
    if (chosen === undefined) return this.own.malloc(size);
    this.checkCall();
    const pointer = vk_alloc(chosen.callbacks, size, alignment, chosen.scope);
    if (pointer !== NULL && chosen.scope === VkScope.COMMAND) this.transient.set(pointer, chosen);
    return pointer;
  }

  /** Releases memory of the same lifetime. */
  free(lifetime: MemoryLifetime, pointer: Pointer): void {
    const chosen = this.choose(lifetime);
    if (chosen === undefined) {
      this.own.free(pointer);
      return;
    }
    this.checkCall();
    this.transient.delete(pointer);
    vk_free(chosen.callbacks, pointer);
  }

  /** The command returns. Memory of COMMAND scope that it still holds is a fault (VKM-29) and stays. */
  end(): void {
    this.isOpen = false;
    for (const pointer of this.transient.keys()) {
      const block = this.heap.blockAt(pointer);
      if (block !== undefined) this.heap.report('command-scope-escaped', pointer, block.domain);
    }
  }

  /** The duties of an implementation: callbacks only inside the command, and on its thread. */
  private checkCall(): void {
    if (!this.isOpen) this.heap.report('outside-command', NULL);
    if (this.heap.caller.thread !== this.thread) this.heap.report('foreign-thread', NULL);
  }
}
