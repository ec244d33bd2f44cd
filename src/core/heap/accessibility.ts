/** Whom a byte of the simulated heap belongs to. `core/tables/byte-states.ts` has the names. */
export const ByteState = {
  /** No block's: never given, or given back to the engine; the engine's own headers too. */
  Unallocated: 0,
  /** The program may use it. */
  Addressable: 1,
  /** A layer's header or footer. */
  Header: 2,
  /** Between a block and its guard: filled, and looked at when the block goes. */
  Slack: 3,
  /** Reserved address space: any access is a hit. */
  Guard: 4,
  /** Of a block that was released and is kept from being used again. */
  Freed: 5,
} as const;
export type ByteState = (typeof ByteState)[keyof typeof ByteState];

const PAGE_SHIFT = 12;
const PAGE_BYTES = 1 << PAGE_SHIFT;
const PAGE_WORDS = PAGE_BYTES >>> 2;
/** In `pages`: from here on, the number of a page that is noted word by word. */
const DETAILED = 8;
// A word, in a byte: the state of its last bytes, how many bytes before them are in another state, and that state.
const STATE_MASK = 7;
const LEAD_SHIFT = 3;
const LEAD_MASK = 3;
const LEAD_STATE_SHIFT = 5;

/**
 * The shadow of the heap: a state for every byte, as a memory-management unit with the finest pages would keep it. A
 * page in one state costs a number, others cost a byte a word. That is exact while a word is shared by two states at
 * most, as where blocks begin at words and a footer or a fill follows their last byte.
 */
export class Accessibility {
  /** By page: its state, or {@link DETAILED} + index into `details`. */
  private readonly pages: Uint32Array;
  private details: Uint8Array[] = [];
  private spare: number[] = [];

  /** @param limitBytes size of the pool */
  constructor(private readonly limitBytes: number) {
    this.pages = new Uint32Array(Math.ceil(limitBytes / PAGE_BYTES));
  }

  /** Gives `bytes` bytes from heap address `from` on a state. */
  paint(from: number, bytes: number, state: ByteState): void {
    const end = Math.min(from + bytes, this.limitBytes);
    for (let at = from; at < end;) {
      const page = Math.floor(at / PAGE_BYTES);
      const pageEnd = Math.min(end, (page + 1) * PAGE_BYTES);
      if (pageEnd - at === PAGE_BYTES) this.paintPage(page, state);
      else if (this.pages[page] !== state) this.paintWords(this.detail(page), at % PAGE_BYTES, pageEnd - at, state);
      at = pageEnd;
    }
  }

  stateAt(address: number): ByteState {
    if (address < 0 || address >= this.limitBytes) return ByteState.Unallocated;
    const page = this.pages[Math.floor(address / PAGE_BYTES)];
    if (page < DETAILED) return page as ByteState;
    return stateIn(this.details[page - DETAILED][(address % PAGE_BYTES) >>> 2], address & 3);
  }

  /** Address of the first of `bytes` bytes from `from` on that is in one of `states`; −1: none is. */
  firstIn(states: readonly ByteState[], from: number, bytes: number): number {
    for (let at = from; at < from + bytes; at++) {
      const page = at >= 0 && at < this.limitBytes ? this.pages[Math.floor(at / PAGE_BYTES)] : ByteState.Unallocated;
      if (page < DETAILED && !states.includes(page as ByteState)) at |= PAGE_BYTES - 1;
      else if (states.includes(this.stateAt(at))) return at;
    }
    return -1;
  }

  /** Visits the bytes from `from` up to `to` in order, in stretches of one state; a stretch ends where a page ends. */
  forEachRun(from: number, to: number, visit: (from: number, to: number, state: ByteState) => void): void {
    for (let at = from; at < to;) {
      const page = Math.floor(at / PAGE_BYTES);
      const end = Math.min(to, (page + 1) * PAGE_BYTES);
      const state = this.pages[page];
      if (state < DETAILED) visit(at, end, state as ByteState);
      else forEachRunIn(this.details[state - DETAILED], at, end, visit);
      at = end;
    }
  }

  /** Hash of the states below `endBytes`: equal shadows have equal hashes. */
  hash(endBytes: number): number {
    let hash = 0x811c9dc5;
    for (let page = 0; page * PAGE_BYTES < endBytes; page++) {
      const state = this.pages[page];
      if (state < DETAILED) {
        for (let word = 0; word < PAGE_WORDS; word++) hash = Math.imul(hash ^ state, 0x01000193);
      } else {
        for (const word of this.details[state - DETAILED]) hash = Math.imul(hash ^ word, 0x01000193);
      }
    }
    return hash >>> 0;
  }

  /** Everything unallocated. */
  clear(): void {
    this.pages.fill(ByteState.Unallocated);
    this.details = [];
    this.spare = [];
  }

  get byteLength(): number {
    return this.pages.byteLength + this.details.length * PAGE_WORDS;
  }

  private paintPage(page: number, state: ByteState): void {
    const before = this.pages[page];
    if (before >= DETAILED) this.spare.push(before - DETAILED);
    this.pages[page] = state;
  }

  /** The words of a page, noted one by one from now on. */
  private detail(page: number): Uint8Array {
    const before = this.pages[page];
    if (before >= DETAILED) return this.details[before - DETAILED];
    const index = this.spare.pop() ?? this.details.push(new Uint8Array(PAGE_WORDS)) - 1;
    this.pages[page] = DETAILED + index;
    return this.details[index].fill(before);
  }

  private paintWords(words: Uint8Array, from: number, bytes: number, state: ByteState): void {
    const end = from + bytes;
    let first = from >>> 2;
    if ((from & 3) !== 0) {
      words[first] = joined(stateIn(words[first], (from & 3) - 1), from & 3, state);
      first++;
    }
    const last = end >>> 2;
    if (first < last) words.fill(state, first, last);
    if ((end & 3) !== 0 && first <= last) words[last] = joined(state, end & 3, stateIn(words[last], end & 3));
  }
}

/** The stretches of one state from heap address `from` up to `to`, both on the page of these words. */
function forEachRunIn(
  words: Uint8Array,
  from: number,
  to: number,
  visit: (from: number, to: number, state: ByteState) => void,
): void {
  const quads = new Uint32Array(words.buffer);
  let start = from;
  let current = stateIn(words[(from % PAGE_BYTES) >>> 2], from & 3);
  for (let at = from; at < to;) {
    const word = words[(at % PAGE_BYTES) >>> 2];
    const state = stateIn(word, at & 3);
    if (state !== current) {
      visit(start, at, current);
      start = at;
      current = state;
    }
    const lead = (word >>> LEAD_SHIFT) & LEAD_MASK;
    // On to the next byte that may differ: behind the word's first bytes, or in the next word.
    at += (at & 3) < lead ? lead - (at & 3) : 4 - (at & 3);
    // Long rows of words are in one state: on by four of them.
    const same = word <= STATE_MASK ? word * 0x01010101 : NaN;
    while ((at & 15) === 0 && at + 16 <= to && quads[(at % PAGE_BYTES) >>> 4] === same) at += 16;
  }
  visit(start, to, current);
}

/** The state of byte `byte`, 0 … 3, of a word. */
function stateIn(word: number, byte: number): ByteState {
  const isLead = byte < ((word >>> LEAD_SHIFT) & LEAD_MASK);
  return (isLead ? word >>> LEAD_STATE_SHIFT : word & STATE_MASK) as ByteState;
}

/** A word of `lead` bytes in one state, the others in another. */
function joined(leadState: ByteState, lead: number, state: ByteState): number {
  return leadState === state ? state : state | (lead << LEAD_SHIFT) | (leadState << LEAD_STATE_SHIFT);
}
