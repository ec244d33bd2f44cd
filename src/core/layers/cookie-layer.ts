import { NO_ROOM } from '../engines/engine';
import { ByteState, type Accessibility } from '../heap/accessibility';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import { NONE, type ContextId, type DomainId, type SiteId, type StackId } from '../tables/indices';
import { BlockNotes } from './block-notes';
import type { CookieFaults } from './cookie-faults';
import type { Layer } from './layer';
import { StateReader, StateWriter } from './state-writer';

// Before each payload, in words from its first:
/** The block's domain, exclusive-or with a hash of address, size and secret. */
const COOKIE = -1;
/** Bytes asked for. */
const SIZE = -2;
/** log2 of the header's bytes: the alignment, and at least {@link HEADER_LOG2}. */
const LEAD = -3;
/** The header keeps the payload's alignment, so it is as long as that. */
const HEADER_LOG2 = 4;
/** No engine aligns blocks to more. */
const MAX_LEAD_LOG2 = 30;
const HEADER_WORDS = 1 << (HEADER_LOG2 - 2);

/** In the second note: the block is live. */
const LIVE = 1;

export interface CookieOptions {
  /** Mixed into every cookie; the same seed gives the same heap. */
  readonly secret: number;
  /** Whether a block of one domain may be released through the other; unless given, only through its own. */
  readonly areCompatible?: (owner: DomainId, domain: DomainId) => boolean;
}

/**
 * Tells whose memory a pointer is. A word before each payload binds it to its domain, address, size and a secret: a
 * release through another domain names both, a header that was copied with its block or written over does not match,
 * and a pointer that is nobody's is found without reading outside the heap (rows ).
 *
 * What is released leaves its domain as a tombstone, so that a second release is told from a foreign one. Tombstones
 * stand beside the heap: the freed words belong to the engine again. A block released through the wrong domain is
 * reported and goes, as in the recorded program; everything else that is wrong is reported and does nothing.
 */
export class CookieLayer implements Layer {
  private readonly words: Uint32Array;
  private readonly secret: number;
  private readonly areCompatible: (owner: DomainId, domain: DomainId) => boolean;
  /** By payload: (domain + 1) × 8 + word modulo 4 × 2 + {@link LIVE}, and nothing. */
  private readonly notes = new BlockNotes();
  private headers = 0;

  /** @param domainOf the domain of a site */
  constructor(
    private readonly below: Layer,
    memory: HeapMemory,
    private readonly domainOf: (site: SiteId) => DomainId,
    private readonly faults: CookieFaults,
    { secret, areCompatible }: CookieOptions,
    private readonly shadow?: Accessibility,
  ) {
    this.words = memory.words;
    this.secret = secret | 0;
    this.areCompatible = areCompatible ?? ((owner, domain) => owner === domain);
  }

  /** Bytes that the headers of live blocks take. */
  get headerBytes(): number {
    return this.headers * 4;
  }

  alloc(bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    if (alignLog2 > MAX_LEAD_LOG2) return NO_ROOM;
    const leadLog2 = alignLog2 > HEADER_LOG2 ? alignLog2 : HEADER_LOG2;
    const base = this.below.alloc(bytes + (1 << leadLog2), alignLog2, site, context);
    if (base === NO_ROOM) return NO_ROOM;
    const block = (base + (1 << (leadLog2 - 2))) as HeapWord;
    this.write(block, leadLog2, bytes, this.domainOf(site));
    return block;
  }

  realloc(block: HeapWord, bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    const domain = this.domainOf(site);
    const owner = this.check(block, domain, NONE as StackId);
    if (owner === UNUSABLE) return NO_ROOM;
    const words = this.words;
    const leadLog2 = this.notes.second(block);
    // Such a block is made anew: its header is shorter than the alignment asked for.
    if (alignLog2 > leadLog2) return this.moveTo(block, bytes, alignLog2, site, context);
    const size = words[block + SIZE];
    const base = (block - (1 << (leadLog2 - 2))) as HeapWord;
    this.erase(block, owner, leadLog2);
    const moved = this.below.realloc(base, bytes + (1 << leadLog2), leadLog2, site, context);
    if (moved === NO_ROOM) {
      this.write(block, leadLog2, size, owner);
      return NO_ROOM;
    }
    const now = (moved + (1 << (leadLog2 - 2))) as HeapWord;
    this.write(now, leadLog2, bytes, domain);
    return now;
  }

  private moveTo(block: HeapWord, bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    const moved = this.alloc(bytes, alignLog2, site, context);
    if (moved === NO_ROOM) return NO_ROOM;
    const kept = Math.min(bytes, this.words[block + SIZE]) >>> 2;
    this.words.copyWithin(moved, block, block + kept);
    this.release(block, this.ownerOf(block), NONE as StackId);
    return moved;
  }

  free(block: HeapWord, domain: DomainId, stack: StackId): void {
    if (block === NO_ROOM) return;
    const owner = this.check(block, domain, stack);
    if (owner !== UNUSABLE) this.release(block, owner, stack);
  }

  private release(block: HeapWord, owner: DomainId, stack: StackId): void {
    const leadLog2 = this.notes.second(block);
    this.erase(block, owner, leadLog2);
    this.below.free((block - (1 << (leadLog2 - 2))) as HeapWord, owner, stack);
  }

  /** The domain of the live block at `block`, or {@link UNUSABLE} where none can be released; reports what is wrong. */
  private check(block: HeapWord, domain: DomainId, stack: StackId): DomainId {
    const owner = this.ownerOf(block);
    if (owner === domain) return owner;
    if (owner !== UNUSABLE) {
      if (!this.areCompatible(owner, domain)) this.faults.cookieFault('mismatched-free', block, owner, domain, stack);
      return owner;
    }
    const note = this.isInHeap(block) ? this.notes.first(block) : 0;
    const isSame = note !== 0 && ((note >>> 1) & 3) === (block & 3);
    const noted = (isSame ? (note >>> 3) - 1 : NONE) as DomainId;
    const kind = !isSame ? 'unknown-free' : (note & LIVE) !== 0 ? 'cookie' : 'double-free';
    this.faults.cookieFault(kind, block, noted, domain, stack);
    return UNUSABLE;
  }

  /** What the cookie before `block` says, read within the heap; {@link UNUSABLE} where it does not hold. */
  private ownerOf(block: HeapWord): DomainId {
    if (!this.isInHeap(block)) return UNUSABLE;
    // A domain that fits proves nothing by itself: the note says which cookie stands here.
    const note = this.notes.first(block);
    if ((note & 7) !== (((block & 3) << 1) | LIVE)) return UNUSABLE;
    const domain = this.words[block + COOKIE] ^ this.hash(block, this.words[block + SIZE]);
    return domain === (note >>> 3) - 1 ? (domain as DomainId) : UNUSABLE;
  }

  private isInHeap(block: HeapWord): boolean {
    return block >= HEADER_WORDS && block < this.words.length;
  }

  private hash(block: HeapWord, size: number): number {
    let mixed = Math.imul(block ^ this.secret, 0x9e3779b1) ^ size;
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
    return mixed ^ (mixed >>> 13);
  }

  private write(block: HeapWord, leadLog2: number, bytes: number, domain: DomainId): void {
    const words = this.words;
    words[block + LEAD] = leadLog2;
    words[block + SIZE] = bytes;
    words[block + COOKIE] = domain ^ this.hash(block, bytes);
    this.notes.set(block, ((domain + 1) << 3) | ((block & 3) << 1) | LIVE, leadLog2);
    this.headers += 1 << (leadLog2 - 2);
    this.shadow?.paint(block * 4 - (1 << leadLog2), 1 << leadLog2, ByteState.Header);
  }

  /** Takes the header out of the heap and leaves the tombstone. */
  private erase(block: HeapWord, owner: DomainId, leadLog2: number): void {
    const lead = 1 << (leadLog2 - 2);
    this.headers -= lead;
    const { words } = this;
    words[block - HEADER_WORDS] = 0;
    words[block + LEAD] = 0;
    words[block + SIZE] = 0;
    words[block + COOKIE] = 0;
    if (lead > HEADER_WORDS) words.fill(0, block - lead, block - HEADER_WORDS);
    this.shadow?.paint((block - lead) * 4, lead * 4, ByteState.Unallocated);
    this.notes.set(block, ((owner + 1) << 3) | ((block & 3) << 1), 0);
  }

  saveState(): Uint8Array {
    const writer = new StateWriter(this.below.saveState());
    this.notes.save(writer);
    this.forEachLive((block) => {
      writer.put(this.words[block + SIZE]);
      writer.put(this.words[block + COOKIE]);
    });
    return writer.finish();
  }

  restoreState(state: Uint8Array): void {
    this.clearOwnWords();
    const reader = new StateReader(state);
    this.below.restoreState(reader.below);
    this.notes.restore(reader);
    const words = this.words;
    this.forEachLive((block, leadLog2) => {
      words[block + LEAD] = leadLog2;
      words[block + SIZE] = reader.next();
      words[block + COOKIE] = reader.next();
      this.headers += 1 << (leadLog2 - 2);
      this.shadow?.paint(block * 4 - (1 << leadLog2), 1 << leadLog2, ByteState.Header);
    });
  }

  reset(): void {
    this.clearOwnWords();
    this.below.reset();
  }

  private clearOwnWords(): void {
    this.forEachLive((block, leadLog2) => {
      this.words.fill(0, block - (1 << (leadLog2 - 2)), block);
    });
    this.notes.clear();
    this.headers = 0;
  }

  private forEachLive(visit: (block: HeapWord, leadLog2: number) => void): void {
    this.notes.forEach((slot, note, leadLog2) => {
      if ((note & LIVE) !== 0) visit((slot + ((note >>> 1) & 3)) as HeapWord, leadLog2);
    });
  }
}

/** No domain: nothing at the pointer can be released. */
const UNUSABLE = -1 as DomainId;
