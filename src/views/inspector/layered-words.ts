import { isInHeap } from '../../core/tables/blocks';
import type { BlockRow, EventIndex } from '../../core/tables/indices';
import type { EngineClient } from '../../worker/client';
import type { NamedSpan } from '../../worker/protocol';
import { BYTES_A_WORD, linesOf, shownLines, WORDS_A_LINE, type HeapLayout, type HeapWord } from './heap-words';

/** Bytes shown beyond the layers' own words: enough to see slack or guard begin. */
const MARGIN = 16;

/**
 * Reads the words around a block that layers stand around; `payload`: its first word, `size`: bytes asked for. Undefined
 * while the heap is being rebuilt, and where the block is not in the heap.
 */
export async function readLayeredLayout(
  engine: Pick<EngineClient, 'heapWords' | 'blockSurroundings'>,
  at: EventIndex,
  block: BlockRow,
  payload: number,
  size: number,
): Promise<HeapLayout | undefined> {
  if (!isInHeap(payload)) return undefined;
  const around = await engine.blockSurroundings(block);
  const own = around.filter(({ of }) => of === 'header');
  const from = Math.min(0, ...own.map((span) => span.from)) - MARGIN;
  const to = Math.max(size, ...own.map((span) => span.to)) + MARGIN;
  const firstLine = Math.max(0, Math.floor((payload + from / BYTES_A_WORD) / WORDS_A_LINE));
  const lastLine = Math.floor((payload + (to - 1) / BYTES_A_WORD) / WORDS_A_LINE);
  // Of the payload only the middle is left out, never a layer's word.
  const linesBefore = Math.floor(payload / WORDS_A_LINE) - firstLine + 2;
  const wordAt = (index: number, value: number): HeapWord =>
    layeredWord((index - payload) * BYTES_A_WORD, value, size, around);
  const lines = shownLines(firstLine, lastLine, Math.max(linesBefore, 5));
  const read = await linesOf(engine, at, lines, wordAt);
  return read && { header: undefined, around, ...read };
}

/** What the word `offset` bytes from the payload's first is. */
export function layeredWord(offset: number, value: number, size: number, around: readonly NamedSpan[]): HeapWord {
  const spans = around.filter(({ from, to }) => from < offset + BYTES_A_WORD && to > offset);
  const isPayload = offset < size && offset + BYTES_A_WORD > 0;
  const names = [...(isPayload ? ['payload'] : []), ...spans.map(({ name }) => name)];
  if (names.length === 0) return { value, role: offset < 0 ? 'before' : 'after', name: 'beyond the layers' };
  return { value, role: isPayload ? 'payload' : spans[0].of, name: names.join(', ') };
}
