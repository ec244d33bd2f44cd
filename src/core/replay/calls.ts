import type { Engine } from '../engines/engine';
import type { HeapWord } from '../heap/heap-memory';
import type { BlockRow, EventIndex, SiteId } from '../tables/indices';

/** A replay's calls on its allocator. Rows and sites say who asks. */
export interface Calls {
  /** The place of a row's block, or `NO_ROOM`. */
  alloc(row: BlockRow, site: SiteId, bytes: number, alignLog2: number, event: EventIndex): HeapWord;
  free(row: BlockRow, site: SiteId, bytes: number, block: HeapWord, event: EventIndex): void;
  /** Makes `block`, that of row `previous`, that of `row`. `NO_ROOM`: it stays as it was. */
  realloc(
    previous: BlockRow,
    row: BlockRow,
    block: HeapWord,
    bytes: number,
    alignLog2: number,
    event: EventIndex,
  ): HeapWord;
}

/** All layers are off: the engine is called without a detour. */
export class EngineCalls implements Calls {
  constructor(private readonly engine: Engine) {}

  alloc(_row: BlockRow, _site: SiteId, bytes: number, alignLog2: number): HeapWord {
    return this.engine.alloc(bytes, alignLog2);
  }

  free(_row: BlockRow, _site: SiteId, _bytes: number, block: HeapWord): void {
    this.engine.free(block);
  }

  realloc(_previous: BlockRow, _row: BlockRow, block: HeapWord, bytes: number, alignLog2: number): HeapWord {
    return this.engine.realloc(block, bytes, alignLog2);
  }
}
