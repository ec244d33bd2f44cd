import type { FacadeDomain } from './domains';
import type { Pointer } from './heap-bytes';

interface Claim {
  readonly domain: FacadeDomain;
  readonly host: Pointer;
}

/**
 * Pointers that façades hand out from within blocks of the heap: ralloc payloads behind their header, gc blocks, slab
 * elements, linear sub-blocks. They tell whose a pointer is when somebody else releases it.
 */
export class HandedOut {
  private readonly claims = new Map<Pointer, Claim>();
  private readonly inside = new Map<Pointer, Set<Pointer>>();
  /** Pointers that were handed out once and not again since. */
  private readonly gone = new Set<Pointer>();

  /** `pointer`, which lies in the block at `host`, was handed out by `domain`. */
  add(host: Pointer, pointer: Pointer, domain: FacadeDomain): void {
    this.claims.set(pointer, { domain, host });
    this.gone.delete(pointer);
    const claimed = this.inside.get(host);
    if (claimed === undefined) this.inside.set(host, new Set([pointer]));
    else claimed.add(pointer);
  }

  remove(pointer: Pointer): void {
    const claim = this.claims.get(pointer);
    if (claim === undefined) return;
    this.inside.get(claim.host)?.delete(pointer);
    this.claims.delete(pointer);
    this.gone.add(pointer);
  }

  /** The block at `host` is gone, and with it everything that was handed out from it. */
  removeInside(host: Pointer): void {
    for (const pointer of [...(this.inside.get(host) ?? [])]) this.remove(pointer);
    this.inside.delete(host);
  }

  wasHandedOut(pointer: Pointer): boolean {
    return this.gone.has(pointer);
  }

  domainOf(pointer: Pointer): FacadeDomain | undefined {
    return this.claims.get(pointer)?.domain;
  }
}
