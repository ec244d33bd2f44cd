// What the cookie layer does at every call, compiled to WebAssembly; `../cookie-layer.ts` has everything else, and the words
// for it. Blocks are the first words of their payloads, leads the log2 of their headers' bytes; domains are numbers.
import { Words } from '../../heap/assembly/words';

const COOKIE: i32 = -1;
const SIZE: i32 = -2;
const HEADER_WORDS: i32 = 4;

const LIVE: i32 = 1;
const PLACE_SHIFT: i32 = 1;
const LEAD_SHIFT: i32 = 3;
const LEAD_MASK: i32 = 0x1f;
const DOMAIN_SHIFT: i32 = 8;
const MOST_NOTED: i32 = 0xff;

/** Byte at which the notes begin. */
export let notes: i32 = 0;
export let secret: i32 = 0;
/** Words that the headers of live blocks take. */
export let headers: i32 = 0;

/** Gives a header to a new block. */
export function mark(block: i32, lead: i32, bytes: i32, domain: i32): void {
  Cookies.mark(block, lead, bytes, domain);
}

/**
 * Takes the header of a live block of `domain` out of the heap, and leaves its tombstone. Gives the lead; 0, and nothing
 * happened, where there is no such block, or its header was changed.
 */
export function take(block: i32, domain: i32): i32 {
  return Cookies.take(block, domain);
}

/** Binds a header to its place, to its size, and to the secret. */
export function hash(block: i32, size: i32): i32 {
  return Cookies.hash(block, size);
}

/** Made part of each call. */
export class Cookies {
  @inline static mark(block: i32, lead: i32, bytes: i32, domain: i32): void {
    Words.set(block + SIZE, bytes);
    Words.set(block + COOKIE, domain ^ Cookies.hash(block, bytes));
    store<u16>(Cookies.noteAt(block), Cookies.tombstoneOf(block, domain) | (lead << LEAD_SHIFT) | LIVE);
    headers += 1 << (lead - 2);
  }

  @inline static take(block: i32, domain: i32): i32 {
    const tombstone = Cookies.tombstoneOf(block, domain);
    const note = <i32>load<u16>(Cookies.noteAt(block));
    if ((note & ~(LEAD_MASK << LEAD_SHIFT)) != (tombstone | LIVE)) return 0;
    if ((Words.get(block + COOKIE) ^ domain) != Cookies.hash(block, Words.get(block + SIZE))) return 0;
    const lead = (note >> LEAD_SHIFT) & LEAD_MASK;
    const words = 1 << (lead - 2);
    if (words == HEADER_WORDS) {
      for (let word = block - HEADER_WORDS; word < block; word++) Words.set(word, 0);
    } else {
      Words.clear(block - words, words);
    }
    headers -= words;
    store<u16>(Cookies.noteAt(block), tombstone);
    return lead;
  }

  @inline static hash(block: i32, size: i32): i32 {
    let mixed = ((block ^ secret) * 0x9e3779b1) ^ size;
    mixed = (mixed ^ (mixed >>> 15)) * 0x85ebca6b;
    return mixed ^ (mixed >>> 13);
  }

  /** The lead of a live block. */
  @inline static leadOf(block: i32): i32 {
    return ((<i32>load<u16>(Cookies.noteAt(block))) >> LEAD_SHIFT) & LEAD_MASK;
  }

  /** Bytes asked for of a live block. */
  @inline static sizeOf(block: i32): i32 {
    return Words.get(block + SIZE);
  }

  @inline static tombstoneOf(block: i32, domain: i32): i32 {
    return (min(domain + 1, MOST_NOTED) << DOMAIN_SHIFT) | ((block & 3) << PLACE_SHIFT);
  }

  @inline static noteAt(block: i32): usize {
    return <usize>notes + ((<usize>(block >>> 2)) << 1);
  }
}
