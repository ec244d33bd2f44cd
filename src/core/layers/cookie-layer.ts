import { assert } from '../../base/assert';
import { NO_ROOM } from '../engines/engine';
import { ByteState, type Accessibility } from '../heap/accessibility';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import { NONE, type ContextId, type DomainId, type SiteId, type StackId } from '../tables/indices';
import { cookieCode, type CookieCode } from './cookie-code';
import type { CookieFaults } from './cookie-faults';
import type { Layer } from './layer';
import { StateReader, StateWriter } from './state-writer';

// Before each payload, in words from its first:
/** The block's domain, exclusive-or with a hash of address, size and secret. */
const COOKIE = -1;
/** Bytes asked for. */
const SIZE = -2;
/** The least *lead*, log2 of a header's bytes. A header keeps the payload's alignment, so it is as long as that. */
const LEAST_LEAD = 4;
/** No engine aligns blocks to more. */
const MOST_LEAD = 30;
const HEADER_WORDS = 1 << (LEAST_LEAD - 2);

// What the layer knows of a payload beside the heap, in `HeapMemory.notes`: payloads stand at least four words apart, so
// four words have one note. Of a released one its tombstone: place and domain.
const LIVE = 1;
/** The payload's word, modulo 4. */
const PLACE_SHIFT = 1;
const LEAD_SHIFT = 3;
const LEAD_MASK = 0x1f;
/** The domain + 1. */
const DOMAIN_SHIFT = 8;
/** The last number that fits; those beyond it are noted as this one. */
const MOST_NOTED = 0xff;

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
  private readonly notes: Uint16Array;
  private readonly code: CookieCode;
  private readonly areCompatible: (owner: DomainId, domain: DomainId) => boolean;

  /**
   * @param memory keeps notes, and nobody else uses them
   * @param domainOf the domain of a site
   */
  constructor(
    private readonly below: Layer,
    private readonly memory: HeapMemory,
    private readonly domainOf: (site: SiteId) => DomainId,
    private readonly faults: CookieFaults,
    { secret, areCompatible }: CookieOptions,
    private readonly shadow?: Accessibility,
  ) {
    assert(memory.notes.length > 0, 'cookies are noted beside the heap');
    this.words = memory.words;
    this.notes = memory.notes;
    this.code = cookieCode(memory, secret);
    this.areCompatible = areCompatible ?? ((owner, domain) => owner === domain);
  }

  /** Bytes that the headers of live blocks take. */
  get headerBytes(): number {
    return this.code.headers.value * 4;
  }

  alloc(bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    if (alignLog2 > MOST_LEAD) return NO_ROOM;
    const lead = alignLog2 > LEAST_LEAD ? alignLog2 : LEAST_LEAD;
    const base = this.below.alloc(bytes + (1 << lead), alignLog2, site, context);
    if (base === NO_ROOM) return NO_ROOM;
    const block = (base + (1 << (lead - 2))) as HeapWord;
    this.mark(block, lead, bytes, this.domainOf(site));
    return block;
  }

  realloc(block: HeapWord, bytes: number, alignLog2: number, site: SiteId, context: ContextId): HeapWord {
    const domain = this.domainOf(site);
    const owner = this.check(block, domain, NONE as StackId);
    if (owner === UNUSABLE) return NO_ROOM;
    const { words } = this;
    const lead = leadOf(this.notes[block >>> 2]);
    // Such a block is made anew: its header is shorter than the alignment asked for.
    if (alignLog2 > lead) return this.moveTo(block, bytes, alignLog2, site, context);
    const size = words[block + SIZE];
    const base = (block - (1 << (lead - 2))) as HeapWord;
    this.take(block, owner);
    const moved = this.below.realloc(base, bytes + (1 << lead), lead, site, context);
    if (moved === NO_ROOM) {
      this.mark(block, lead, size, owner);
      return NO_ROOM;
    }
    const now = (moved + (1 << (lead - 2))) as HeapWord;
    this.mark(now, lead, bytes, domain);
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
    if (block === NO_ROOM || this.release(block, domain, stack)) return;
    const owner = this.check(block, domain, stack);
    if (owner !== UNUSABLE) this.release(block, owner, stack);
  }

  /** False, and nothing happens, where `block` is no live one of `owner`, or its header was changed. */
  private release(block: HeapWord, owner: DomainId, stack: StackId): boolean {
    const lead = block < this.words.length ? this.take(block, owner) : 0;
    if (lead === 0) return false;
    this.below.free((block - (1 << (lead - 2))) as HeapWord, owner, stack);
    return true;
  }

  private mark(block: HeapWord, lead: number, bytes: number, domain: DomainId): void {
    this.code.mark(block, lead, bytes, domain);
    if (this.shadow !== undefined) paint(this.shadow, block, lead, ByteState.Header);
  }

  /** Takes the header out of the heap and leaves the tombstone; the header's lead, 0 where there is none of `owner`. */
  private take(block: HeapWord, owner: DomainId): number {
    const lead = this.code.take(block, owner);
    if (this.shadow !== undefined && lead !== 0) paint(this.shadow, block, lead, ByteState.Unallocated);
    return lead;
  }

  /** The domain of the live block at `block`, or {@link UNUSABLE} where none can be released; reports what is wrong. */
  private check(block: HeapWord, domain: DomainId, stack: StackId): DomainId {
    const owner = this.ownerOf(block);
    if (owner === domain) return owner;
    if (owner !== UNUSABLE) {
      if (!this.areCompatible(owner, domain)) this.faults.cookieFault('mismatched-free', block, owner, domain, stack);
      return owner;
    }
    const note = this.noteOf(block);
    const kind = note === 0 ? 'unknown-free' : (note & LIVE) !== 0 ? 'cookie' : 'double-free';
    const isKnown = note !== 0 && note >>> DOMAIN_SHIFT !== MOST_NOTED;
    const noted = (isKnown ? (note >>> DOMAIN_SHIFT) - 1 : NONE) as DomainId;
    this.faults.cookieFault(kind, block, noted, domain, stack);
    return UNUSABLE;
  }

  /** What the cookie before `block` says, read within the heap; {@link UNUSABLE} where it does not hold. */
  private ownerOf(block: HeapWord): DomainId {
    // A domain that fits proves nothing by itself: the note says which cookie stands here.
    const note = this.noteOf(block);
    if ((note & LIVE) === 0) return UNUSABLE;
    const { words } = this;
    const domain = words[block + COOKIE] ^ this.code.hash(block, words[block + SIZE]);
    return domain >= 0 && Math.min(domain + 1, MOST_NOTED) === note >>> DOMAIN_SHIFT ? (domain as DomainId) : UNUSABLE;
  }

  /** What is known of a payload that begins at `block`; 0: nothing. */
  private noteOf(block: HeapWord): number {
    if (block < HEADER_WORDS || block >= this.words.length) return 0;
    const note = this.notes[block >>> 2];
    return placeOf(note) === (block & 3) ? note : 0;
  }

  saveState(): Uint8Array {
    const { words } = this;
    const writer = new StateWriter(this.below.saveState());
    let previous = 0;
    this.forEachNoted((block, note) => {
      writer.put((block >>> 2) - previous);
      writer.put(note);
      previous = block >>> 2;
      if ((note & LIVE) === 0) return;
      writer.put(words[block + SIZE]);
      writer.put(words[block + COOKIE]);
    });
    writer.put(0);
    return writer.finish();
  }

  restoreState(state: Uint8Array): void {
    this.clearOwnWords();
    const { words, code } = this;
    const reader = new StateReader(state);
    this.below.restoreState(reader.below);
    let at = 0;
    for (let step = reader.next(); step !== 0; step = reader.next()) {
      at += step;
      const note = reader.next();
      this.notes[at] = note;
      if ((note & LIVE) === 0) continue;
      const block = (at * 4 + placeOf(note)) as HeapWord;
      words[block + SIZE] = reader.next();
      words[block + COOKIE] = reader.next();
      const lead = leadOf(note);
      code.headers.value += 1 << (lead - 2);
      if (this.shadow !== undefined) paint(this.shadow, block, lead, ByteState.Header);
    }
  }

  reset(): void {
    this.clearOwnWords();
    this.below.reset();
  }

  private clearOwnWords(): void {
    this.forEachNoted((block, note) => {
      if ((note & LIVE) !== 0) this.words.fill(0, block - (1 << (leadOf(note) - 2)), block);
      this.notes[block >>> 2] = 0;
    });
    this.code.headers.value = 0;
  }

  /** Visits payloads and tombstones in order of address. */
  private forEachNoted(visit: (block: HeapWord, note: number) => void): void {
    const { notes } = this;
    const end = Math.ceil(this.memory.footprintWords / 4);
    for (let at = 0; at < end; at++) if (notes[at] !== 0) visit((at * 4 + placeOf(notes[at])) as HeapWord, notes[at]);
  }
}

/** No domain: nothing at the pointer can be released. */
const UNUSABLE = -1 as DomainId;

function placeOf(note: number): number {
  return (note >>> PLACE_SHIFT) & 3;
}

function leadOf(note: number): number {
  return (note >>> LEAD_SHIFT) & LEAD_MASK;
}

function paint(shadow: Accessibility, block: HeapWord, lead: number, state: ByteState): void {
  shadow.paint(block * 4 - (1 << lead), 1 << lead, state);
}
