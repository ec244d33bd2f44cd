import { WIDE } from '../tables/blocks';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { denseChunks } from '../tables/dense-chunks';
import { EventKind } from '../tables/events';
import { NONE, type BlockRow } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { countedSites } from './counted-sites';
import type { Grouping } from './groups';
import type { TimelineColumns } from './timeline-columns';

/** In `slotOfSite`: blocks of this site lie inside counted ones. */
const UNCOUNTED = 255;

/**
 * Live bytes by group, carried along from event to event. Only domains that no other backs count, so the sum over
 * the groups is the total of `heapglass-trace.md` after the event.
 */
export class LiveWalk {
  /** Bytes live now, by group. */
  readonly live: Float64Array;
  total = 0;
  /** The event that comes next. */
  event = 0;

  private readonly slotOfSite: Uint8Array;
  private readonly ofRow: Uint8Array | undefined;
  private readonly kinds: readonly Uint8Array[];
  private readonly operands: readonly Uint32Array[];
  private readonly sizes: readonly Uint32Array[];
  private readonly sites: readonly Uint32Array[];
  private nextSilent = 0;

  constructor(
    private readonly trace: Trace,
    grouping: Grouping,
  ) {
    this.live = new Float64Array(grouping.names.length);
    const counted = countedSites(trace);
    this.slotOfSite = grouping.ofSite.map((group, site) => (counted[site] === 1 ? group : UNCOUNTED));
    this.ofRow = grouping.ofRow;
    this.kinds = denseChunks(trace.events.kind);
    this.operands = denseChunks(trace.events.operand);
    this.sizes = denseChunks(trace.blocks.size);
    this.sites = denseChunks(trace.blocks.site);
  }

  /** Goes on from the state before `event`, whose bytes by group stand in `live[at …]`. */
  jumpTo(event: number, live: Float64Array, at: number): void {
    this.event = event;
    this.total = 0;
    for (let group = 0; group < this.live.length; group++) {
      this.live[group] = live[at + group];
      this.total += this.live[group];
    }
    const { silentEnds } = this.trace;
    let low = 0;
    let high = silentEnds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (silentEnds.event.get(middle) < event) low = middle + 1;
      else high = middle;
    }
    this.nextSilent = low;
  }

  /** Goes on to the state before event `end` and writes what it met into `column`. */
  fill(columns: TimelineColumns, column: number, end: number): void {
    columns.greatest[column] = this.event < end ? -1 : this.total;
    columns.greatestEvent[column] = this.event - 1;
    columns.least[column] = this.event < end ? Infinity : this.total;
    if (this.event >= end) columns.bytes.set(this.live, column * columns.groups);
    while (this.event < end) {
      this.fillWithinChunk(columns, column, Math.min(end, ((this.event >>> CHUNK_SHIFT) + 1) << CHUNK_SHIFT));
    }
  }

  /**
   * The hot loop. At a new greatest the composition has to be kept; while one greatest follows another only the groups
   * that changed are written, so that a growing heap costs no copies.
   */
  private fillWithinChunk(columns: TimelineColumns, column: number, end: number): void {
    const { live, sizes, sites, slotOfSite, ofRow, trace } = this;
    const kinds = this.kinds[this.event >>> CHUNK_SHIFT];
    const operands = this.operands[this.event >>> CHUNK_SHIFT];
    const base = column * columns.groups;
    const bytes = columns.bytes;
    let total = this.total;
    let greatest = columns.greatest[column];
    let greatestEvent = columns.greatestEvent[column];
    let least = columns.least[column];
    let inStep = false;
    let silentAt = this.silentEvent();

    for (let event = this.event; event < end; event++) {
      const kind = kinds[event & CHUNK_MASK];
      let gained = UNCOUNTED;
      let lost = UNCOUNTED;
      if (event === silentAt) {
        total -= this.endSilently(event);
        silentAt = this.silentEvent();
        inStep = false;
      }
      if (kind <= EventKind.Reallocate) {
        const row = operands[event & CHUNK_MASK];
        const ends = kind === EventKind.Free || kind === EventKind.ReallocateToNothing;
        const ended = ends ? row : kind === EventKind.Reallocate ? trace.blocks.previous.get(row as BlockRow) : NONE;
        if (!ends) {
          const at = row & CHUNK_MASK;
          gained = slotOfSite[sites[row >>> CHUNK_SHIFT][at]];
          if (gained !== UNCOUNTED) {
            if (ofRow !== undefined) gained = ofRow[row];
            const size = sizes[row >>> CHUNK_SHIFT][at];
            const change = size === WIDE ? trace.sizeOf(row as BlockRow) : size;
            live[gained] += change;
            total += change;
          }
        }
        if (ended !== NONE) {
          const at = ended & CHUNK_MASK;
          lost = slotOfSite[sites[ended >>> CHUNK_SHIFT][at]];
          if (lost !== UNCOUNTED) {
            if (ofRow !== undefined) lost = ofRow[ended];
            const size = sizes[ended >>> CHUNK_SHIFT][at];
            const change = size === WIDE ? trace.sizeOf(ended as BlockRow) : size;
            live[lost] -= change;
            total -= change;
          }
        }
      }
      if (total > greatest) {
        greatest = total;
        greatestEvent = event;
        if (inStep) {
          if (gained !== UNCOUNTED) bytes[base + gained] = live[gained];
          if (lost !== UNCOUNTED) bytes[base + lost] = live[lost];
        } else {
          for (let group = 0; group < live.length; group++) bytes[base + group] = live[group];
          inStep = true;
        }
      } else if (gained !== UNCOUNTED || lost !== UNCOUNTED) inStep = false;
      if (total < least) least = total;
    }

    this.event = end;
    this.total = total;
    columns.greatest[column] = greatest;
    columns.greatestEvent[column] = greatestEvent;
    columns.least[column] = least;
  }

  private silentEvent(): number {
    const { silentEnds } = this.trace;
    return this.nextSilent < silentEnds.length ? silentEnds.event.get(this.nextSilent) : -1;
  }

  /** Ends what `event` ended beside its operand; the bytes that the total loses. */
  private endSilently(event: number): number {
    const { silentEnds, blocks } = this.trace;
    let bytes = 0;
    for (; this.silentEvent() === event; this.nextSilent++) {
      const row = silentEnds.block.get(this.nextSilent);
      const slot = this.slotOfSite[blocks.site.get(row)];
      if (slot === UNCOUNTED) continue;
      const size = this.trace.sizeOf(row);
      this.live[this.ofRow === undefined ? slot : this.ofRow[row]] -= size;
      bytes += size;
    }
    return bytes;
  }
}
