import { NULL, type Pointer } from '../heap-bytes';
import { SLAB_MAGIC_ALLOCATED, SLAB_MAGIC_FREE } from './slab-layout';
import type { SlabOwner, SlabParentPool } from './slab-parent-pool';

/** In an element's owner: the rest is the address of its page, whose child pool is gone. */
const ORPHANED = 1;

/**
 * Equal objects for one thread or context (`slab.c`). An object freed through another child of the same parent migrates
 * back to its own. Pages are never given back while the pool lives; objects still in use keep their page when it goes,
 * and nobody reports a leak: that is by design.
 */
export class SlabChildPool implements SlabOwner {
  /** Names the pool in the elements' headers. */
  private readonly address: number;
  private pages: Pointer = NULL;
  private free: Pointer = NULL;
  private migrated: Pointer = NULL;
  private isDestroyed = false;

  constructor(private readonly parent: SlabParentPool) {
    this.address = parent.enter(this);
  }

  /** NULL where there is no room. The last element of a new page is handed out first. */
  slab_alloc(): Pointer {
    if (this.free === NULL) this.collectMigrated();
    if (this.free === NULL && !this.addPage()) return NULL;
    const item = this.free;
    this.free = this.next(item);
    this.setMagic(item, SLAB_MAGIC_ALLOCATED);
    this.parent.heap.handedOut.add(this.pageOf(item), item, this.parent.domain);
    return item;
  }

  slab_zalloc(): Pointer {
    const item = this.slab_alloc();
    if (item !== NULL) this.bytes.fill(item, 0, this.parent.itemSize);
    return item;
  }

  /** Any child pool of the parent will do, one that was destroyed too. */
  slab_free(item: Pointer): void {
    const { heap, domain } = this.parent;
    if (heap.homeOf(item)?.id !== domain.id) {
      heap.report(heap.releaseFault(domain, item) ?? 'foreign-release', item, domain);
      return;
    }
    heap.handedOut.remove(item);
    this.setMagic(item, SLAB_MAGIC_FREE);
    const owner = this.owner(item);
    if (owner === this.address) {
      this.push(item);
      return;
    }
    if (!this.isDestroyed) this.parent.locks++;
    if ((owner & ORPHANED) === 0) this.parent.child(owner)?.pushMigrated(item);
    else this.freeOrphan(item);
  }

  /** The pool goes; its pages stay until their last element comes back. */
  slab_destroy_child(): void {
    if (this.isDestroyed) return;
    this.parent.locks++;
    for (let page = this.pages; page !== NULL;) {
      const next = this.bytes.pointer(page);
      this.orphan(page);
      page = next;
    }
    this.pages = NULL;
    this.migrated = this.freeList(this.migrated);
    this.free = this.freeList(this.free);
    this.isDestroyed = true;
  }

  pushMigrated(item: Pointer): void {
    this.setNext(item, this.migrated);
    this.migrated = item;
  }

  private push(item: Pointer): void {
    this.setNext(item, this.free);
    this.free = item;
  }

  private collectMigrated(): void {
    this.parent.locks++;
    this.free = this.migrated;
    this.migrated = NULL;
  }

  private addPage(): boolean {
    const { libc, layout, elementsPerPage, elementSize } = this.parent;
    const page = libc.malloc(layout.page.size + elementsPerPage * elementSize);
    if (page === NULL) return false;
    for (let index = 0; index < elementsPerPage; index++) {
      const item = this.parent.item(page, index);
      this.setOwner(item, this.address);
      this.push(item);
      this.setMagic(item, SLAB_MAGIC_FREE);
    }
    this.bytes.setPointer(page, this.pages);
    this.pages = page;
    return true;
  }

  private orphan(page: Pointer): void {
    this.bytes.setU32(page, this.parent.elementsPerPage);
    for (let index = 0; index < this.parent.elementsPerPage; index++) {
      this.setOwner(this.parent.item(page, index), page | ORPHANED);
    }
  }

  private freeList(first: Pointer): Pointer {
    for (let item = first; item !== NULL;) {
      const next = this.next(item);
      this.freeOrphan(item);
      item = next;
    }
    return NULL;
  }

  private freeOrphan(item: Pointer): void {
    const page = (this.owner(item) - ORPHANED) as Pointer;
    const remaining = this.bytes.u32(page) - 1;
    this.bytes.setU32(page, remaining);
    if (remaining === 0) this.parent.libc.free(page);
  }

  /** The page of an element of a pool that lives: the one of its pages that contains it. */
  private pageOf(item: Pointer): Pointer {
    const { elementsPerPage } = this.parent;
    let page = this.pages;
    while (item < page || item > this.parent.item(page, elementsPerPage - 1)) page = this.bytes.pointer(page);
    return page;
  }

  private get bytes() {
    return this.parent.heap.bytes;
  }

  private header(item: Pointer): number {
    return item - this.parent.layout.element.size;
  }

  private next(item: Pointer): Pointer {
    return this.bytes.pointer(this.header(item));
  }

  /** In C `next` holds a header's address; the payload's tells as much. */
  private setNext(item: Pointer, next: Pointer): void {
    this.bytes.setPointer(this.header(item), next);
  }

  private owner(item: Pointer): number {
    return this.bytes.pointer(this.header(item) + this.parent.layout.element.offset.owner);
  }

  private setOwner(item: Pointer, owner: number): void {
    this.bytes.setPointer(this.header(item) + this.parent.layout.element.offset.owner, owner);
  }

  private setMagic(item: Pointer, magic: number): void {
    if (this.bytes.abi.debug) this.bytes.setPointer(this.header(item) + this.parent.layout.element.offset.magic, magic);
  }
}
