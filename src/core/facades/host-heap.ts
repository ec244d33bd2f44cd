import { SiteInterner } from '../pairing/site-interner';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import { NO_ROOM } from '../engines/engine';
import type { Layer } from '../layers/layer';
import { NO_SCOPE, type SiteTable } from '../tables/domains';
import { NONE, type ContextId, type DomainId, type StackId, type ThreadId } from '../tables/indices';
import type { Abi } from './c-layout';
import { FacadeDomains, type FacadeDomain } from './domains';
import type { FacadeFault, FacadeFaultKind } from './facade-fault';
import { HandedOut } from './handed-out';
import { HeapBytes, NULL, type Pointer } from './heap-bytes';
import { releaseVerdict } from './release-verdict';

/** What the heap knows of a block it gave: pfnFree gets no size, no alignment and no scope, so somebody must. */
export interface HostBlock {
  readonly domain: FacadeDomain;
  readonly bytes: number;
  readonly alignment: number;
  /** 0 … 4, or NO_SCOPE. */
  readonly scope: number;
  readonly stack: StackId;
}

/** Who is calling: set by whoever drives the façades, before each call. */
export interface Caller {
  readonly stack: StackId;
  readonly thread: ThreadId;
}

export interface HostHeapOptions {
  /** Mesa's traps as they are, instead of our safer reading of them (each named in its façade). Default false. */
  readonly faithful?: boolean;
}

/**
 * The heap under the façades: the top of the layers, the bytes, the domains, and what is known of each block. Every
 * façade gets the one that it works on; there is no other way to memory, and no global one.
 */
export class HostHeap {
  readonly bytes: HeapBytes;
  readonly domains = new FacadeDomains();
  readonly handedOut = new HandedOut();
  readonly faults: FacadeFault[] = [];
  readonly faithful: boolean;
  caller: Caller = { stack: NONE as StackId, thread: NONE as ThreadId };
  private readonly live = new Map<Pointer, HostBlock>();
  /** Blocks that are gone, until their address is given again: they tell "double" from "unknown". */
  private readonly gone = new Map<Pointer, HostBlock>();
  private readonly sites: SiteInterner;

  /** @param sites the table in which the layers of `top` look up who asks */
  constructor(
    memory: HeapMemory,
    private readonly top: Layer,
    sites: SiteTable,
    readonly abi: Abi,
    { faithful = false }: HostHeapOptions = {},
  ) {
    this.bytes = new HeapBytes(memory, abi);
    this.sites = new SiteInterner(sites);
    this.faithful = faithful;
  }

  /** A block of `bytes` (0 gives a unique one), or NULL. `alignment`: a power of two, in bytes. */
  allocate(domain: FacadeDomain, bytes: number, alignment: number, scope: number = NO_SCOPE): Pointer {
    const alignLog2 = Math.log2(alignment);
    const site = this.sites.intern(this.caller.stack, domain.id, scope, alignLog2, 0);
    const word = this.top.alloc(bytes, alignLog2, site, NONE as ContextId);
    if (word === NO_ROOM) return NULL;
    return this.enter(word, { domain, bytes, alignment, scope, stack: this.caller.stack });
  }

  /** The live block at `pointer` with a new size and scope, here or elsewhere; NULL: it stays as it was. */
  reallocate(block: HostBlock, pointer: Pointer, bytes: number, scope: number): Pointer {
    const { domain, alignment } = block;
    const alignLog2 = Math.log2(alignment);
    const site = this.sites.intern(this.caller.stack, domain.id, scope, alignLog2, 0);
    const word = this.top.realloc(wordOf(pointer), bytes, alignLog2, site, NONE as ContextId);
    if (word === NO_ROOM) return NULL;
    if (pointerOf(word) !== pointer) this.leave(pointer);
    return this.enter(word, { domain, bytes, alignment, scope, stack: this.caller.stack });
  }

  /** Gives the block at `pointer` back through `domain`. A release that is not in order is a fault and frees nothing. */
  release(domain: FacadeDomain, pointer: Pointer): boolean {
    if (this.checkRelease(domain, pointer) === undefined) return false;
    this.top.free(wordOf(pointer), domain.id, this.caller.stack);
    this.leave(pointer);
    return true;
  }

  /** The live block at `pointer` if `domain` may release or reallocate it; else a fault is noted. */
  checkRelease(domain: FacadeDomain, pointer: Pointer): HostBlock | undefined {
    const kind = this.releaseFault(domain, pointer);
    if (kind === undefined) return this.live.get(pointer);
    this.report(kind, pointer, domain);
    return undefined;
  }

  /** Why `domain` may not release `pointer`; undefined where it may. Looks, and notes nothing. */
  releaseFault(domain: FacadeDomain, pointer: Pointer): FacadeFaultKind | undefined {
    const home = this.homeOf(pointer);
    if (home !== undefined) return releaseVerdict(home, domain);
    if (this.gone.has(pointer) || this.handedOut.wasHandedOut(pointer)) return 'double-release';
    return this.isInsideBlock(pointer) ? 'inside-release' : 'unknown-release';
  }

  /** The domain that handed `pointer` out, if it is live. */
  homeOf(pointer: Pointer): FacadeDomain | undefined {
    return this.handedOut.domainOf(pointer) ?? this.live.get(pointer)?.domain;
  }

  blockAt(pointer: Pointer): HostBlock | undefined {
    return this.live.get(pointer);
  }

  /** Live blocks, in the order in which they were given. */
  liveBlocks(): IterableIterator<[Pointer, HostBlock]> {
    return this.live.entries();
  }

  report(kind: FacadeFaultKind, pointer: Pointer, through?: FacadeDomain): void {
    const block = this.live.get(pointer) ?? this.gone.get(pointer);
    const home = this.homeOf(pointer) ?? block?.domain;
    const allocationStack = block?.stack ?? (NONE as StackId);
    const { stack } = this.caller;
    this.faults.push({ kind, pointer, home: idOf(home), through: idOf(through), stack, allocationStack });
  }

  private enter(word: HeapWord, block: HostBlock): Pointer {
    const pointer = pointerOf(word);
    this.live.set(pointer, block);
    this.gone.delete(pointer);
    return pointer;
  }

  private leave(pointer: Pointer): void {
    const block = this.live.get(pointer);
    if (block === undefined) return;
    this.live.delete(pointer);
    this.gone.set(pointer, block);
    this.handedOut.removeInside(pointer);
  }

  private isInsideBlock(pointer: Pointer): boolean {
    for (const [start, { bytes }] of this.live) if (pointer > start && pointer < start + bytes) return true;
    return false;
  }
}

function idOf(domain: FacadeDomain | undefined): DomainId {
  return domain?.id ?? (NONE as DomainId);
}

function pointerOf(word: HeapWord): Pointer {
  return (word * 4) as Pointer;
}

function wordOf(pointer: Pointer): HeapWord {
  return (pointer / 4) as HeapWord;
}
