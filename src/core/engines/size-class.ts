import { assert } from '../../base/assert';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import type { Bytes } from '../tables/indices';
import { findBrokenFigures } from './engine-figures';
import { NO_ROOM, pagesOf, type Engine, type EngineStats, type OperationCounters, type VisitBlock } from './engine';
import { FIRST_PAGE, PageRuns } from './page-runs';
import { FREE, FRESH, HEAD, KIND, LOCAL_FREE, PAGE_SHIFT, PAGE_WORDS, PageTable, recordOf } from './page-table';
import { alignedClassOf, bytesOf, CLASSES, SMALL_CLASSES } from './size-classes';
import { findBrokenSlab } from './size-class-invariants';
import { decodePages, encodePages } from './size-class-state';
import { Slabs } from './slabs';

const MAX_REQUEST = 2 ** 31;
/** Largest alignment served: 1 GiB. */
const MAX_ALIGN_LOG2 = 30;
const PAGE_LOG2 = PAGE_SHIFT + 2;

/**
 * Pages of size classes: jemalloc's table of sizes, small blocks from slabs with mimalloc's page-local free lists
 * (`slabs.ts`), large ones as runs of pages of their own (`page-runs.ts`). No headers; the pages' descriptors stand
 * beside the heap, as both keep them apart from their blocks.
 */
export class SizeClass implements Engine {
  readonly name = 'Size classes';
  readonly headerBytes = 0;
  private readonly table = new PageTable();
  private readonly runs: PageRuns;
  private readonly slabs: Slabs;
  private readonly classWords = Float64Array.from({ length: CLASSES }, (_, index) => bytesOf(index) / 4);
  private used = 0;
  private usedWords = 0;
  private wordsCopied = 0;

  /** @param memory all zero; nobody else hands out its words */
  constructor(private readonly memory: HeapMemory) {
    this.runs = new PageRuns(memory, this.table);
    this.slabs = new Slabs(memory.signedWords, this.table, this.runs);
    assert(memory.extendTo(FIRST_PAGE * PAGE_WORDS), 'a pool holds at least one page');
  }

  get usedBlocks(): number {
    return this.used;
  }

  alloc(bytes: number, alignLog2: number): HeapWord {
    if (bytes > MAX_REQUEST || alignLog2 > MAX_ALIGN_LOG2) return NO_ROOM;
    const index = alignedClassOf(bytes, alignLog2);
    const block = index < SMALL_CLASSES ? this.slabs.take(index) : this.takeLarge(index, alignLog2);
    if (block === 0) return NO_ROOM;
    this.used++;
    this.usedWords += this.classWords[index];
    return block as HeapWord;
  }

  private takeLarge(index: number, alignLog2: number): number {
    const page = this.runs.take(this.pagesOfLarge(index), 2 ** Math.max(0, alignLog2 - PAGE_LOG2));
    if (page === 0) return 0;
    const { records } = this.table;
    records[recordOf(page) + KIND] = index + 1;
    records[recordOf(page) + HEAD] = page;
    return page << PAGE_SHIFT;
  }

  private pagesOfLarge(index: number): number {
    return this.classWords[index] / PAGE_WORDS;
  }

  free(payload: HeapWord): void {
    const { records } = this.table;
    const head = records[recordOf(payload >>> PAGE_SHIFT) + HEAD];
    const index = records[recordOf(head) + KIND] - 1;
    assert(index >= 0, 'the engine was asked to free what no block is');
    this.used--;
    this.usedWords -= this.classWords[index];
    if (index < SMALL_CLASSES) {
      this.slabs.giveBack(payload, head, index);
    } else {
      records[recordOf(head) + KIND] = 0;
      this.runs.giveBack(head, this.pagesOfLarge(index));
    }
  }

  realloc(payload: HeapWord, bytes: number, alignLog2: number): HeapWord {
    if (bytes > MAX_REQUEST || alignLog2 > MAX_ALIGN_LOG2) return NO_ROOM;
    const have = this.classAt(payload);
    const wanted = alignedClassOf(bytes, alignLog2);
    const isAligned = (payload * 4) % 2 ** alignLog2 === 0;
    if (isAligned && (have === wanted || this.resizeLarge(payload, have, wanted))) return payload;
    const moved = this.alloc(bytes, alignLog2);
    if (moved === NO_ROOM) return NO_ROOM;
    const copied = Math.min(this.classWords[have], this.classWords[wanted]);
    this.memory.signedWords.copyWithin(moved, payload, payload + copied);
    this.wordsCopied += copied;
    this.free(payload);
    return moved;
  }

  /** In place, where both sizes are large; false where that cannot be. */
  private resizeLarge(payload: HeapWord, have: number, wanted: number): boolean {
    if (have < SMALL_CLASSES || wanted < SMALL_CLASSES) return false;
    const page = payload >>> PAGE_SHIFT;
    const [havePages, wantedPages] = [this.pagesOfLarge(have), this.pagesOfLarge(wanted)];
    if (wantedPages > havePages && !this.runs.grow(page, havePages, wantedPages)) return false;
    if (wantedPages < havePages) this.runs.cut(page, havePages, wantedPages);
    this.table.records[recordOf(page) + KIND] = wanted + 1;
    this.usedWords += this.classWords[wanted] - this.classWords[have];
    return true;
  }

  private classAt(payload: HeapWord): number {
    const { records } = this.table;
    return records[recordOf(records[recordOf(payload >>> PAGE_SHIFT) + HEAD]) + KIND] - 1;
  }

  usableSize(payload: HeapWord): Bytes {
    return (this.classWords[this.classAt(payload)] * 4) as Bytes;
  }

  usableBytesFor(bytes: number): Bytes {
    return bytesOf(alignedClassOf(bytes, 0)) as Bytes;
  }

  walk(visit: VisitBlock): void {
    for (let page = FIRST_PAGE; page < this.runs.top;) page += this.walkRun(page, visit);
    const top = this.runs.top * PAGE_WORDS;
    const left = this.memory.footprintWords - top;
    if (left > 0) visit(top as HeapWord, (left * 4) as Bytes, true);
  }

  /** Visits what begins with `page`; its pages. */
  private walkRun(page: number, visit: VisitBlock): number {
    const free = this.runs.freeFrom(page);
    const begin = page << PAGE_SHIFT;
    if (free > 0) {
      visit(begin as HeapWord, (free * PAGE_WORDS * 4) as Bytes, true);
      return free;
    }
    const index = this.table.records[recordOf(page) + KIND] - 1;
    const size = this.classWords[index];
    if (index >= SMALL_CLASSES) {
      visit(begin as HeapWord, (size * 4) as Bytes, false);
      return this.pagesOfLarge(index);
    }
    const freeBlocks = new Set([...this.slabs.listed(page, FREE), ...this.slabs.listed(page, LOCAL_FREE)]);
    const fresh = this.table.records[recordOf(page) + FRESH];
    for (let number = 0; number < this.slabs.capacities[index]; number++) {
      const isFree = number >= fresh || freeBlocks.has(number);
      visit((begin + number * size) as HeapWord, (size * 4) as Bytes, isFree);
    }
    return this.slabs.pages[index];
  }

  stats(): EngineStats {
    const footprint = this.memory.footprintWords;
    const { top, largestFree } = this.runs;
    const largest = Math.max(this.slabs.largestFree(), largestFree * PAGE_WORDS, footprint - top * PAGE_WORDS);
    return {
      blocks: (this.usedWords * 4) as Bytes,
      usedBlocks: this.used,
      overhead: (FIRST_PAGE * PAGE_WORDS * 4) as Bytes,
      free: ((footprint - FIRST_PAGE * PAGE_WORDS - this.usedWords) * 4) as Bytes,
      footprint: (footprint * 4) as Bytes,
      largestFree: (largest * 4) as Bytes,
    };
  }

  counters(): OperationCounters {
    const { splits, merges, nodesSeen } = this.runs;
    const { listNodes } = this.slabs;
    const pagesTouched = pagesOf(this.memory.footprintWords);
    return { listNodes, bitmapProbes: nodesSeen, splits, merges, wordsCopied: this.wordsCopied, pagesTouched };
  }

  reset(): void {
    this.clearOwnWords();
    this.wordsCopied = 0;
    this.slabs.listNodes = 0;
    this.runs.resetCounters();
  }

  private clearOwnWords(): void {
    for (let page = FIRST_PAGE; page < this.runs.top; page++) {
      const kind = this.table.records[recordOf(page) + KIND];
      if (kind > 0 && kind <= SMALL_CLASSES) this.slabs.clearLinks(page);
    }
    this.slabs.clear();
    this.table.clear();
    this.runs.restart(FIRST_PAGE);
    this.used = 0;
    this.usedWords = 0;
    this.memory.retreatTo(FIRST_PAGE * PAGE_WORDS);
  }

  saveState(): Uint8Array {
    return encodePages(this.memory.footprintWords, this.table, this.runs, this.slabs);
  }

  restoreState(state: Uint8Array): void {
    this.clearOwnWords();
    const { footprint, used, usedWords } = decodePages(state, this.table, this.runs, this.slabs);
    assert(this.memory.extendTo(footprint), 'a state fits the pool that it was saved from');
    this.used = used;
    this.usedWords = usedWords;
  }

  checkInvariants(): string | undefined {
    let usedWords = 0;
    let used = 0;
    this.walk((_payload, usable, isFree) => {
      if (isFree) return;
      used++;
      usedWords += usable / 4;
    });
    if (used !== this.used) return `${used} blocks are used, ${this.used} were counted`;
    if (usedWords !== this.usedWords) return `${usedWords} words are used, ${this.usedWords} were counted`;
    return findBrokenSlab(this.table, this.runs, this.slabs) ?? findBrokenFigures(this.stats());
  }
}
