/** Whom a byte of the simulated heap belongs to. */
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

/** Names of the states, by value. */
export const BYTE_STATE_NAMES = ['unallocated', 'addressable', 'header', 'slack', 'guard', 'freed'] as const;
export type ByteStateName = (typeof BYTE_STATE_NAMES)[number];

const PAGE_SHIFT = 12;
const PAGE_BYTES = 1 << PAGE_SHIFT;
const PAGE_WORDS = PAGE_BYTES >>> 2;
/** In `pages`: from here on, the number of a page that is noted word by word. */
const DETAILED = 8;
const STATE_MASK = 7;
const LEAD_SHIFT = 3;

/**
 * The shadow of the heap: a state for every byte, as a memory-management unit with the finest pages would keep it. A
 * page in one state costs a number; others cost a byte a word: its state, and how many of its leading bytes the program
 * may use all the same. That is exact where blocks begin at words, which all do: a word is shared by a block's
 * last bytes and at most one other state.
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
    const word = this.details[page - DETAILED][(address % PAGE_BYTES) >>> 2];
    return (address & 3) < word >>> LEAD_SHIFT ? ByteState.Addressable : ((word & STATE_MASK) as ByteState);
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
      const lead = from & 3;
      const isLed = words[first] === ByteState.Addressable || words[first] >>> LEAD_SHIFT >= lead;
      words[first++] = state | (isLed ? lead << LEAD_SHIFT : 0);
    }
    const last = end >>> 2;
    if (first < last) words.fill(state, first, last);
    if ((end & 3) !== 0 && first <= last) words[last] = this.ended(words[last], end & 3, state);
  }

  /** A word whose first `bytes` bytes get a state. */
  private ended(word: number, bytes: number, state: ByteState): number {
    if (state !== ByteState.Addressable) return state;
    return word === ByteState.Addressable ? word : (word & STATE_MASK) | (bytes << LEAD_SHIFT);
  }
}
