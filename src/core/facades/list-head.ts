import type { HeapBytes } from './heap-bytes';

/** Mesa's `struct list_head` in the heap's bytes: two pointers, `prev` and `next`, at the address given. */
export class ListHeads {
  constructor(private readonly bytes: HeapBytes) {}

  /** An empty list. */
  begin(list: number): void {
    this.setPrev(list, list);
    this.setNext(list, list);
  }

  isEmpty(list: number): boolean {
    return this.next(list) === list;
  }

  isSingular(list: number): boolean {
    return !this.isEmpty(list) && this.next(list) === this.prev(list);
  }

  /** False after {@link remove}. */
  isLinked(item: number): boolean {
    return this.next(item) !== 0;
  }

  addHead(item: number, list: number): void {
    this.insert(item, list, this.next(list));
  }

  addTail(item: number, list: number): void {
    this.insert(item, this.prev(list), list);
  }

  remove(item: number): void {
    this.setNext(this.prev(item), this.next(item));
    this.setPrev(this.next(item), this.prev(item));
    this.setPrev(item, 0);
    this.setNext(item, 0);
  }

  next(item: number): number {
    return this.bytes.pointer(item + this.bytes.abi.pointerBytes);
  }

  /** Items from the head on; the one that was given last may be removed meanwhile. */
  *items(list: number): Generator<number> {
    for (let item = this.next(list); item !== list;) {
      const next = this.next(item);
      yield item;
      item = next;
    }
  }

  private prev(item: number): number {
    return this.bytes.pointer(item);
  }

  private insert(item: number, prev: number, next: number): void {
    this.setPrev(item, prev);
    this.setNext(item, next);
    this.setNext(prev, item);
    this.setPrev(next, item);
  }

  private setPrev(item: number, value: number): void {
    this.bytes.setPointer(item, value);
  }

  private setNext(item: number, value: number): void {
    this.bytes.setPointer(item + this.bytes.abi.pointerBytes, value);
  }
}
