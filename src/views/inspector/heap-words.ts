import { NOT_PLACED } from '../../core/tables/blocks';
import type { EventIndex } from '../../core/tables/indices';
import type { EngineClient } from '../../worker/client';

// How the simulated heap lays a block out: lines of four 4-byte words. With boundary tags (core/engines/tagged-layout.ts)
// the header is the last word of a line, the payload follows up to the next header. A header says the bytes to the next
// header, and in its two lowest bits whether this block is free and whether the one before it is. Other engines have no
// headers: a block begins with a line.

export const WORDS_A_LINE = 4;
const BYTES_A_WORD = 4;
const FREE = 1;
const PREVIOUS_FREE = 2;
const FLAGS = 15;
/** Lines shown of a long block before and after the gap. */
const LINES_BEFORE_GAP = 5;
const LINES_AFTER_GAP = 3;

export type WordRole = 'before' | 'header' | 'payload' | 'slack' | 'next-header' | 'after';

export interface HeapLine {
  /** Byte offset in the heap. */
  readonly offset: number;
  readonly words: readonly { readonly value: number; readonly role: WordRole }[];
}

/** The words of one block, line by line; `skipped` lines of payload are left out after the first part. */
export interface HeapLayout {
  /** `stride`: bytes to the next header, this header included. Undefined where the engine has no headers. */
  readonly header: { readonly stride: number; readonly isFree: boolean; readonly isPreviousFree: boolean } | undefined;
  readonly before: readonly HeapLine[];
  readonly skipped: number;
  readonly after: readonly HeapLine[];
}

/** Reads the words around the block whose payload starts at word `payload` and holds `size` requested bytes. */
export async function readHeapLayout(
  engine: Pick<EngineClient, 'heapWords'>,
  at: EventIndex,
  payload: number,
  size: number,
  hasHeaders: boolean,
): Promise<HeapLayout | undefined> {
  if (payload === NOT_PLACED) return undefined;
  const firstLine = Math.floor((hasHeaders ? payload - 1 : payload) / WORDS_A_LINE);
  const head = await engine.heapWords(at, firstLine * WORDS_A_LINE, LINES_BEFORE_GAP * WORDS_A_LINE);
  const header = hasHeaders ? readHeader(head[payload - 1 - firstLine * WORDS_A_LINE]) : undefined;
  const end = payload + Math.max(1, Math.ceil(size / BYTES_A_WORD));
  const next = header === undefined ? end : payload - 1 + header.stride / BYTES_A_WORD;
  const lastLine = Math.floor((header === undefined ? end - 1 : next) / WORDS_A_LINE);
  const roleOf = (index: number): WordRole =>
    header === undefined ? bareRole(index, payload, end) : wordRole(index, payload, size, next);
  const isShort = lastLine - firstLine < LINES_BEFORE_GAP + LINES_AFTER_GAP;
  const from = isShort ? firstLine + LINES_BEFORE_GAP : lastLine - LINES_AFTER_GAP + 1;
  const tailLines = Math.max(0, lastLine - from + 1);
  const tail = await engine.heapWords(at, from * WORDS_A_LINE, tailLines * WORDS_A_LINE);
  const headLines = Math.min(LINES_BEFORE_GAP, lastLine - firstLine + 1);
  return {
    header,
    before: toLines(head, firstLine, headLines, roleOf),
    skipped: isShort ? 0 : from - firstLine - LINES_BEFORE_GAP,
    after: toLines(tail, from, tailLines, roleOf),
  };
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

function toLines(
  words: Uint32Array,
  firstLine: number,
  count: number,
  roleOf: (index: number) => WordRole,
): HeapLine[] {
  return Array.from({ length: count }, (_, line) => ({
    offset: (firstLine + line) * WORDS_A_LINE * BYTES_A_WORD,
    words: Array.from({ length: WORDS_A_LINE }, (_, at) => ({
      value: words[line * WORDS_A_LINE + at],
      role: roleOf((firstLine + line) * WORDS_A_LINE + at),
    })),
  }));
}
