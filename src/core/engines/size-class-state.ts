import { ByteReader } from '../../base/byte-reader';
import { ByteWriter } from '../../base/byte-writer';
import { FIRST_PAGE, type PageRuns } from './page-runs';
import { FREE, FRESH, HEAD, KIND, LOCAL_FREE, PAGE_WORDS, recordOf, USED, type PageTable } from './page-table';
import { bytesOf, SMALL_CLASSES } from './size-classes';
import type { Slabs } from './slabs';

// A state is a row of whole numbers (LEB128): footprint in words, the top page; then for each run of pages in order of
// address 0 and its length for a free one, else its class + 1, and for a slab how many blocks were ever handed out and
// the two lists; then for each small class its queue. A list is its length and its members.

const LISTS = [FREE, LOCAL_FREE];

/** A heap of pages as bytes: about two a free block and a few a run. */
export function encodePages(footprint: number, table: PageTable, runs: PageRuns, slabs: Slabs): Uint8Array {
  const { records } = table;
  const out = new ByteWriter();
  out.varint(footprint);
  out.varint(runs.top);
  for (let page = FIRST_PAGE; page < runs.top;) {
    const free = runs.freeFrom(page);
    const kind = free > 0 ? 0 : records[recordOf(page) + KIND];
    out.varint(kind);
    if (kind === 0) out.varint(free);
    if (kind > 0 && kind <= SMALL_CLASSES) {
      out.varint(records[recordOf(page) + FRESH]);
      for (const list of LISTS) writeList(out, slabs.listed(page, list));
    }
    page += free > 0 ? free : pagesOfKind(kind, slabs);
  }
  for (let index = 0; index < SMALL_CLASSES; index++) writeList(out, slabs.queue(index));
  return out.written.slice();
}

/** Builds a saved heap in an empty one. */
export function decodePages(
  state: Uint8Array,
  table: PageTable,
  runs: PageRuns,
  slabs: Slabs,
): { readonly footprint: number; readonly used: number; readonly usedWords: number } {
  const reader = new ByteReader(state);
  const footprint = reader.varint();
  runs.restart(reader.varint());
  let used = 0;
  let usedWords = 0;
  for (let page = FIRST_PAGE; page < runs.top;) {
    const kind = reader.varint();
    if (kind === 0) {
      const pages = reader.varint();
      runs.addFree(page, pages);
      page += pages;
      continue;
    }
    const blocks = kind <= SMALL_CLASSES ? readSlab(reader, page, kind - 1, table, slabs) : 1;
    if (kind > SMALL_CLASSES) {
      table.records[recordOf(page) + KIND] = kind;
      table.records[recordOf(page) + HEAD] = page;
    }
    used += blocks;
    usedWords += (blocks * bytesOf(kind - 1)) / 4;
    page += pagesOfKind(kind, slabs);
  }
  for (let index = 0; index < SMALL_CLASSES; index++) {
    for (const slab of readList(reader)) slabs.joinQueue(slab, index);
  }
  return { footprint, used, usedWords };
}

/** How many of its blocks are used. */
function readSlab(reader: ByteReader, page: number, index: number, table: PageTable, slabs: Slabs): number {
  slabs.claim(page, index);
  let used = reader.varint();
  table.records[recordOf(page) + FRESH] = used;
  for (const list of LISTS) {
    const blocks = readList(reader);
    slabs.relist(page, list, blocks);
    used -= blocks.length;
  }
  table.records[recordOf(page) + USED] = used;
  return used;
}

function pagesOfKind(kind: number, slabs: Slabs): number {
  return kind <= SMALL_CLASSES ? slabs.pages[kind - 1] : bytesOf(kind - 1) / 4 / PAGE_WORDS;
}

function writeList(out: ByteWriter, list: readonly number[]): void {
  out.varint(list.length);
  for (const each of list) out.varint(each);
}

function readList(reader: ByteReader): number[] {
  return Array.from({ length: reader.varint() }, () => reader.varint());
}
