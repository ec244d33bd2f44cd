import { NO_ROOM } from '../engines/engine';
import type { HeapMemory, HeapWord } from '../heap/heap-memory';
import type { AllocatorStack } from '../layers/configuration';
import { FIRST_MAPPED_WORD, NOT_PLACED, type BlockTable, type PlacementTable } from '../tables/blocks';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { denseChunks } from '../tables/dense-chunks';
import { EventKind } from '../tables/events';
import { NONE, type BlockRow, type Bytes, type EventIndex, type FaultRow, type SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { EngineCalls, type Calls } from './calls';
import type { Checkpoint, Checkpoints, ReplayPosition } from './checkpoints';
import { areCompiled, CompiledCalls } from './compiled-calls';
import { poolFigures, type HeapFigures } from './heap-figures';
import { LayeredCalls } from './layered-calls';
import type { MappedRegions } from './mapped-regions';
import type { ReplayFaults } from './replay-faults';
import { BACKED, REGION, SiteTreatment } from './site-treatment';

/** Checkpoints are looked at every so many events, at the same events however the replay is sliced. */
const BATCH_SHIFT = 12;
const BEFORE_FIRST = -1 as EventIndex;

/**
 * Drives an allocator with a trace's events in order and writes where each block came to lie into `trace.placement`.
 * A pure function of trace, configuration and limit. With all layers off the engine is called without a detour.
 *
 * Only blocks of unbacked domains get a place: backed ones lie in their backing block (`placement.ts`), `mmap` blocks
 * are regions above every heap (`mapped-regions.ts`), of which engine and layers know nothing. A block that does not
 * fit the heap's limit gets no place, is counted, and its later events do nothing. That holds for a reallocation too:
 * the program went on without its old block, so that goes.
 */
export class Replayer {
  private readonly blocks: BlockTable;
  private readonly placement: PlacementTable;
  private readonly treatment: SiteTreatment;
  private nextEvent = 0;
  private nextSilentEnd = 0;
  private operations = 0;
  private requestedBytes = 0;
  private refused = 0;
  private firstRefused = BEFORE_FIRST;

  /** Chunks of the columns that every operation looks into. */
  private sizes: readonly Uint32Array[] = [];
  private sites: readonly Uint32Array[] = [];
  private words: readonly Uint32Array[] = [];

  private readonly calls: Calls;
  /** Undefined: all layers are off. */
  private readonly layered: LayeredCalls | undefined;

  /**
   * @param stack over an empty heap
   * @param faults that its layers report to
   * @param regions of which none is mapped
   */
  constructor(
    private readonly trace: Trace,
    private readonly stack: AllocatorStack,
    private readonly faults: ReplayFaults,
    private readonly regions: MappedRegions,
    readonly checkpoints: Checkpoints,
    memory: HeapMemory,
    private readonly batchShift = BATCH_SHIFT,
  ) {
    this.treatment = new SiteTreatment(trace);
    if (stack.top === stack.engine && stack.shadow === undefined) {
      this.calls = new EngineCalls(stack.engine);
    } else {
      this.layered = new LayeredCalls(trace, stack, faults, memory);
      this.calls = areCompiled(stack)
        ? new CompiledCalls(trace, stack, this.layered, this.treatment, memory)
        : this.layered;
    }
    this.blocks = trace.blocks;
    this.placement = trace.placement;
  }

  /** The last event replayed; −1 before the first. */
  get cursor(): EventIndex {
    return (this.nextEvent - 1) as EventIndex;
  }

  /** Replays up to `maxEvents` more events; true when none is left. More may come while the trace is read. */
  step(maxEvents: number): boolean {
    const length = this.trace.events.length;
    this.run(Math.min(length, this.nextEvent + maxEvents));
    return this.nextEvent === length;
  }

  private run(end: number): void {
    const missing = this.blocks.count - this.placement.count;
    if (missing > 0) this.placement.extend(missing);
    this.treatment.learn();
    this.layered?.learn();
    this.sizes = denseChunks(this.blocks.size);
    this.sites = denseChunks(this.blocks.site);
    this.words = denseChunks(this.placement.word);
    const kinds = denseChunks(this.trace.events.kind);
    const operands = denseChunks(this.trace.events.operand);
    while (this.nextEvent < end) {
      const batchEnd = Math.min(end, ((this.nextEvent >>> this.batchShift) + 1) << this.batchShift);
      const chunk = this.nextEvent >>> CHUNK_SHIFT;
      this.replay(kinds[chunk], operands[chunk], this.nextEvent, batchEnd);
      this.nextEvent = batchEnd;
      this.faults.finish(this.cursor);
      this.considerCheckpoint();
    }
  }

  /** Events `from` … `to` − 1, all in one chunk. */
  private replay(kinds: Uint8Array, operands: Uint32Array, from: number, to: number): void {
    let silent = this.eventOfNextSilentEnd();
    for (let event = from; event < to; event++) {
      event = this.replayCalls(kinds, operands, event, silent >= event && silent < to ? silent : to);
      if (event === to) return;
      if (silent === event) silent = this.endSilently(event);
      const operand = operands[event & CHUNK_MASK];
      switch (kinds[event & CHUNK_MASK]) {
        case EventKind.Allocate:
        case EventKind.ReallocateNothing:
          this.begin(operand as BlockRow, event);
          break;
        case EventKind.Free:
        case EventKind.ReallocateToNothing:
          this.end(operand as BlockRow, event);
          break;
        case EventKind.Reallocate:
          this.reallocate(operand as BlockRow, event);
          break;
        case EventKind.Read:
        case EventKind.Write:
          this.layered?.access(operand, kinds[event & CHUNK_MASK] === EventKind.Write, event as EventIndex);
          break;
        case EventKind.FreeUnknown:
          this.layered?.freeUnknown(operand as FaultRow, event as EventIndex);
          break;
        default:
      }
    }
  }

  /**
   * Replays allocations and frees up to event `to`, or to the first that is anything else, which it returns. Does what
   * `begin` and `end` do, with all that they look up at hand.
   */
  private replayCalls(kinds: Uint8Array, operands: Uint32Array, from: number, to: number): number {
    const { calls, sizes, sites, words } = this;
    const { isPlain, bySite } = this.treatment;
    // An engine does not ask.
    const namesSites = this.layered !== undefined;
    const looksUpSites = namesSites || !isPlain;
    let operations = 0;
    let requested = 0;
    // Rows of one event after another mostly lie in one chunk.
    let chunk = 0;
    let sizeOf = sizes[0];
    let siteOf = sites[0];
    let wordOf = words[0];
    let event = from;
    for (; event < to; event++) {
      const row = operands[event & CHUNK_MASK];
      const kind = kinds[event & CHUNK_MASK];
      if (kind !== EventKind.Allocate && kind !== EventKind.Free) break;
      if (row >>> CHUNK_SHIFT !== chunk) {
        chunk = row >>> CHUNK_SHIFT;
        sizeOf = sizes[chunk];
        siteOf = sites[chunk];
        wordOf = words[chunk];
      }
      const at = row & CHUNK_MASK;
      if (kind === EventKind.Allocate) {
        const site = (looksUpSites ? siteOf[at] : NONE) as SiteId;
        const treatment = looksUpSites ? bySite[site] : 0;
        if (treatment === BACKED) continue;
        if (treatment === REGION) break;
        const bytes = sizeOf[at];
        const payload = calls.alloc(row as BlockRow, site, bytes, treatment, event as EventIndex);
        operations++;
        if (payload === NO_ROOM) {
          this.refuse(row as BlockRow, event);
        } else {
          requested += bytes;
          wordOf[at] = payload;
        }
      } else {
        const payload = wordOf[at];
        if (payload >= FIRST_MAPPED_WORD) {
          if (bySite[siteOf[at]] === REGION) break;
          continue;
        }
        operations++;
        const bytes = sizeOf[at];
        requested -= bytes;
        const site = (namesSites ? siteOf[at] : NONE) as SiteId;
        calls.free(row as BlockRow, site, bytes, payload as HeapWord, event as EventIndex);
      }
    }
    this.operations += operations;
    this.requestedBytes += requested;
    return event;
  }

  private eventOfNextSilentEnd(): number {
    const { silentEnds } = this.trace;
    return this.nextSilentEnd < silentEnds.length ? silentEnds.event.get(this.nextSilentEnd) : -1;
  }

  /** Ends what `event` ended beside its operand; the event of the next such end. */
  private endSilently(event: number): number {
    const { silentEnds } = this.trace;
    let next = event;
    while (next === event) {
      this.end(silentEnds.block.get(this.nextSilentEnd++), event);
      next = this.eventOfNextSilentEnd();
    }
    return next;
  }

  private begin(row: BlockRow, event: number): void {
    const treatment = this.treatmentOf(row);
    if (treatment >= REGION) {
      if (treatment === REGION) this.placement.word.set(row, this.regions.map(this.trace.sizeOf(row)));
      return;
    }
    this.operations++;
    const bytes = this.blocks.size.get(row);
    const payload = this.calls.alloc(row, this.blocks.site.get(row), bytes, treatment, event as EventIndex);
    this.put(row, payload, bytes, event);
  }

  private treatmentOf(row: BlockRow): number {
    return this.treatment.isPlain ? 0 : this.treatment.of(this.blocks.site.get(row));
  }

  private put(row: BlockRow, payload: HeapWord, bytes: number, event: number): void {
    if (payload !== NO_ROOM) {
      this.requestedBytes += bytes;
      this.placement.word.set(row, payload);
      return;
    }
    this.refuse(row, event);
  }

  private refuse(row: BlockRow, event: number): void {
    this.placement.word.set(row, NOT_PLACED);
    if (this.refused++ === 0) this.firstRefused = event as EventIndex;
  }

  private end(row: BlockRow, event: number): void {
    const payload = this.placement.word.get(row);
    if (payload < FIRST_MAPPED_WORD) {
      this.operations++;
      this.requestedBytes -= this.blocks.size.get(row);
      this.release(row, payload as HeapWord, event);
    } else if (this.treatmentOf(row) === REGION) {
      this.regions.unmap(payload, this.trace.sizeOf(row));
    }
  }

  private release(row: BlockRow, payload: HeapWord, event: number): void {
    this.calls.free(row, this.blocks.site.get(row), this.blocks.size.get(row), payload, event as EventIndex);
  }

  private reallocate(row: BlockRow, event: number): void {
    const previous = this.blocks.previous.get(row);
    if (previous === NONE) {
      this.begin(row, event);
      return;
    }
    const payload = this.placement.word.get(previous);
    const treatment = this.treatmentOf(row);
    if (treatment === REGION && this.treatmentOf(previous) === REGION) {
      this.placement.word.set(row, this.regions.remap(payload, this.trace.sizeOf(previous), this.trace.sizeOf(row)));
      return;
    }
    if (payload >= FIRST_MAPPED_WORD || treatment >= REGION) {
      this.end(previous, event);
      this.begin(row, event);
      return;
    }
    this.operations++;
    this.requestedBytes -= this.blocks.size.get(previous);
    const bytes = this.blocks.size.get(row);
    const moved = this.calls.realloc(previous, row, payload as HeapWord, bytes, treatment, event as EventIndex);
    if (moved === NO_ROOM) this.release(previous, payload as HeapWord, event);
    this.put(row, moved, bytes, event);
  }

  private considerCheckpoint(): void {
    if ((this.nextEvent & ((1 << this.batchShift) - 1)) !== 0) return;
    if (!this.checkpoints.isDue(this.operations, this.stack.engine.usedBlocks)) return;
    this.checkpoints.keep({
      position: this.position(),
      usedBlocks: this.stack.engine.usedBlocks,
      regions: this.regions.save(),
      ...(this.layered ? this.layered.saveState() : { heap: this.stack.engine.saveState() }),
    });
  }

  position(): ReplayPosition {
    const { cursor, nextSilentEnd, operations, requestedBytes, refused, firstRefused } = this;
    const { count: regions, bytes: regionBytes } = this.regions;
    return { cursor, nextSilentEnd, operations, requestedBytes, refused, firstRefused, regions, regionBytes };
  }

  /** Goes to a checkpoint of the same trace, configuration and limit; undefined: to before the first event. */
  restore(checkpoint: Checkpoint | undefined): void {
    const position = checkpoint?.position;
    if (this.layered) this.layered.restore(checkpoint, position?.cursor ?? BEFORE_FIRST);
    else if (checkpoint === undefined) this.stack.engine.reset();
    else this.stack.engine.restoreState(checkpoint.heap);
    this.nextEvent = (position?.cursor ?? BEFORE_FIRST) + 1;
    this.nextSilentEnd = position?.nextSilentEnd ?? 0;
    this.operations = position?.operations ?? 0;
    this.requestedBytes = position?.requestedBytes ?? 0;
    this.refused = position?.refused ?? 0;
    this.firstRefused = position?.firstRefused ?? BEFORE_FIRST;
    this.regions.restore(checkpoint?.regions);
  }

  /** The heap after the last event replayed, in a pool of `limit`. */
  figures(limit: Bytes): HeapFigures {
    const pool = poolFigures(this.stack);
    const { refused, firstRefused } = this;
    return {
      engine: this.stack.engine.name,
      requested: this.requestedBytes as Bytes,
      ...pool,
      ...{ refused, firstRefused, limit },
      mappedRegions: this.regions.count,
      mappedBytes: this.regions.bytes as Bytes,
      mappedUnplaced: this.regions.countUnplaced,
    };
  }
}
