import type { FacadeDomain } from '../domains';
import type { Pointer } from '../heap-bytes';
import type { HostHeap } from '../host-heap';
import type { LibcMalloc } from '../libc-malloc';
import { elementSize, slabLayout } from './slab-layout';

/** Spacing of the addresses that stand for child pools: even, as pointers are. */
const POOL_ADDRESS_STEP = 8;

/** A child pool as its siblings know it. */
export interface SlabOwner {
  /** Takes back one of its elements that was freed elsewhere. */
  pushMigrated(item: Pointer): void;
}

/** What the child pools of one kind of object share: their sizes and a lock. Pages come straight from malloc. */
export class SlabParentPool {
  readonly layout;
  readonly elementSize: number;
  readonly domain: FacadeDomain;
  /** How often the mutex was taken. */
  locks = 0;
  private readonly children = new Map<number, SlabOwner>();

  /**
   * @param itemSize bytes of an object
   * @param elementsPerPage objects that are taken from malloc at once
   */
  constructor(
    readonly heap: HostHeap,
    readonly libc: LibcMalloc,
    readonly itemSize: number,
    readonly elementsPerPage: number,
  ) {
    this.layout = slabLayout(heap.abi);
    this.elementSize = elementSize(heap.abi, itemSize);
    this.domain = heap.domains.add('slab', 'slab');
  }

  /** The address by which elements name a child pool that has come into being. */
  enter(child: SlabOwner): number {
    const address = (this.children.size + 1) * POOL_ADDRESS_STEP;
    this.children.set(address, child);
    return address;
  }

  child(address: number): SlabOwner | undefined {
    return this.children.get(address);
  }

  /** Payload of element `index` of a page. */
  item(page: Pointer, index: number): Pointer {
    return (page + this.layout.page.size + index * this.elementSize + this.layout.element.size) as Pointer;
  }
}
