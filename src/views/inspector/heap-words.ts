import { isInHeap } from '../../core/tables/blocks';
import type { EventIndex } from '../../core/tables/indices';
import type { EngineClient } from '../../worker/client';
import type { NamedSpan } from '../../worker/protocol';

// How the simulated heap lays a block out: lines of four 4-byte words. With boundary tags (core/engines/tagged-layout.ts)
// the header is the last word of a line, the payload follows up to the next header. A header says the bytes to the next
// header, and in its two lowest bits whether this block is free and whether the one before it is. Other engines have no
// headers: a block begins with a line.

export const WORDS_A_LINE = 4;
export const BYTES_A_WORD = 4;
const FREE = 1;
const PREVIOUS_FREE = 2;
const FLAGS = 15;
/** Lines shown of a long block before and after the gap. */
const LINES_BEFORE_GAP = 5;
const LINES_AFTER_GAP = 3;

export type WordRole = 'before' | 'header' | 'payload' | 'slack' | 'guard' | 'next-header' | 'after';

/** Names of the words of a heap without layers. */
const ROLE_NAMES: Readonly<Record<WordRole, string>> = {
  before: 'block before',
  header: 'header',
  payload: 'payload',
  slack: 'slack',
  guard: 'guard',
  'next-header': 'next header',
  after: 'slack, or the block behind',
};

export interface HeapWord {
  readonly value: number;
  readonly role: WordRole;
  /** What the word is, for people. */
  readonly name: string;
}

export interface HeapLine {
  /** Byte offset in the heap. */
  readonly offset: number;
  readonly words: readonly HeapWord[];
}

/** Lines of words; `skipped` lines of payload are left out after the first part. */
interface Lines {
  readonly before: readonly HeapLine[];
  readonly skipped: number;
  readonly after: readonly HeapLine[];
}

/** The words of one block, line by line. */
export interface HeapLayout extends Lines {
  /** `stride`: bytes to the next header, this header included. Undefined: the engine's header is not next to the payload. */
  readonly header: { readonly stride: number; readonly isFree: boolean; readonly isPreviousFree: boolean } | undefined;
  /** What layers put around the block. */
  readonly around: readonly NamedSpan[];
}

/**
 * Reads the words around the block whose payload starts at word `payload` and holds `size` requested bytes; undefined
 * while the heap is being rebuilt, and where the block is not in the heap.
 */
export async function readHeapLayout(
  engine: Pick<EngineClient, 'heapWords'>,
  at: EventIndex,
  payload: number,
  size: number,
  hasHeaders: boolean,
): Promise<HeapLayout | undefined> {
  if (!isInHeap(payload)) return undefined;
  const word = hasHeaders ? await engine.heapWords(at, payload - 1, 1) : undefined;
  if (word?.length === 0) return undefined;
  const header = word && readHeader(word[0]);
  const firstLine = Math.floor((hasHeaders ? payload - 1 : payload) / WORDS_A_LINE);
  const end = payload + Math.max(1, Math.ceil(size / BYTES_A_WORD));
  const next = header === undefined ? end : payload - 1 + header.stride / BYTES_A_WORD;
  const lastLine = Math.floor((header === undefined ? end - 1 : next) / WORDS_A_LINE);
  const wordAt = (index: number, value: number): HeapWord => {
    const role = header === undefined ? bareRole(index, payload, end) : wordRole(index, payload, size, next);
    return { value, role, name: ROLE_NAMES[role] };
  };
  const lines = await linesOf(engine, at, shownLines(firstLine, lastLine, LINES_BEFORE_GAP), wordAt);
  return lines && { header, around: [], ...lines };
}

/** Which lines are shown: those before and those after a gap, ends exclusive. */
interface ShownLines {
  readonly before: readonly [from: number, to: number];
  readonly after: readonly [from: number, to: number];
}

/** Lines `first` … `last`, where they are many without their middle. */
export function shownLines(first: number, last: number, mostBefore: number): ShownLines {
  const gapFrom = Math.min(last + 1, first + mostBefore);
  const gapTo = Math.max(gapFrom, last + 1 - LINES_AFTER_GAP);
  return { before: [first, gapFrom], after: [gapTo, last + 1] };
}

/** Reads the lines; undefined while the heap is being rebuilt. `wordAt`: what the word with that index and value is. */
export async function linesOf(
  engine: Pick<EngineClient, 'heapWords'>,
  at: EventIndex,
  { before, after }: ShownLines,
  wordAt: (index: number, value: number) => HeapWord,
): Promise<Lines | undefined> {
  const read = async ([from, to]: readonly [number, number]): Promise<HeapLine[] | undefined> => {
    const words = await engine.heapWords(at, from * WORDS_A_LINE, (to - from) * WORDS_A_LINE);
    if (words.length === 0 && to > from) return undefined;
    return Array.from({ length: to - from }, (_, line) => ({
      offset: (from + line) * WORDS_A_LINE * BYTES_A_WORD,
      words: Array.from({ length: WORDS_A_LINE }, (_unused, column) =>
        wordAt((from + line) * WORDS_A_LINE + column, words[line * WORDS_A_LINE + column]),
      ),
    }));
  };
  const [first, last] = [await read(before), await read(after)];
  return first && last && { before: first, skipped: after[0] - before[1], after: last };
}

function readHeader(word: number): NonNullable<HeapLayout['header']> {
  return { stride: word - (word & FLAGS), isFree: (word & FREE) !== 0, isPreviousFree: (word & PREVIOUS_FREE) !== 0 };
}

/** What word `index` is where blocks have no headers. How far the block reaches behind its payload no word says. */
function bareRole(index: number, payload: number, end: number): WordRole {
  if (index < payload) return 'before';
  return index < end ? 'payload' : 'after';
}

/** What word `index` of the heap is, seen from a block with its payload in words `payload` … `next`. */
export function wordRole(index: number, payload: number, size: number, next: number): WordRole {
  if (index < payload - 1) return 'before';
  if (index === payload - 1) return 'header';
  if (index >= next) return 'next-header';
  return (index - payload) * BYTES_A_WORD < size ? 'payload' : 'slack';
}
