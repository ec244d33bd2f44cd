import { NOT_PLACED } from '../../core/tables/blocks';
import type { EventIndex } from '../../core/tables/indices';
import type { EngineClient } from '../../worker/client';

// How the simulated heap lays a block out (core/engines/tlsf-layout.ts): lines of four 4-byte words; the header is the
// last word of a line, the payload follows up to the next header. A header says the bytes to the next header, and in its
// two lowest bits whether this block is free and whether the one before it is.

export const WORDS_A_LINE = 4;
const BYTES_A_WORD = 4;
const FREE = 1;
const PREVIOUS_FREE = 2;
const FLAGS = 15;
/** Lines shown of a long block before and after the gap. */
const LINES_BEFORE_GAP = 5;
const LINES_AFTER_GAP = 3;

export type WordRole = 'before' | 'header' | 'payload' | 'slack' | 'next-header';

export interface HeapLine {
  /** Byte offset in the heap. */
  readonly offset: number;
  readonly words: readonly { readonly value: number; readonly role: WordRole }[];
}

/** The words of one block, line by line; `skipped` lines of payload are left out after the first part. */
export interface HeapLayout {
  /** `stride`: bytes to the next header, this header included. */
  readonly header: { readonly stride: number; readonly isFree: boolean; readonly isPreviousFree: boolean };
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
): Promise<HeapLayout | undefined> {
  if (payload === NOT_PLACED) return undefined;
  const firstLine = Math.floor((payload - 1) / WORDS_A_LINE);
  const head = await engine.heapWords(at, firstLine * WORDS_A_LINE, LINES_BEFORE_GAP * WORDS_A_LINE);
  const word = head[payload - 1 - firstLine * WORDS_A_LINE];
  const stride = word - (word & FLAGS);
  const next = payload - 1 + stride / BYTES_A_WORD;
  const lastLine = Math.floor(next / WORDS_A_LINE);
  const roleOf = (index: number): WordRole => wordRole(index, payload, size, next);
  const isShort = lastLine - firstLine < LINES_BEFORE_GAP + LINES_AFTER_GAP;
  const from = isShort ? firstLine + LINES_BEFORE_GAP : lastLine - LINES_AFTER_GAP + 1;
  const tailLines = Math.max(0, lastLine - from + 1);
  const tail = await engine.heapWords(at, from * WORDS_A_LINE, tailLines * WORDS_A_LINE);
  const headLines = Math.min(LINES_BEFORE_GAP, lastLine - firstLine + 1);
  return {
    header: { stride, isFree: (word & FREE) !== 0, isPreviousFree: (word & PREVIOUS_FREE) !== 0 },
    before: toLines(head, firstLine, headLines, roleOf),
    skipped: isShort ? 0 : from - firstLine - LINES_BEFORE_GAP,
    after: toLines(tail, from, tailLines, roleOf),
  };
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
