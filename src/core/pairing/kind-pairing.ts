import type { Allocate } from '../../base/shared-memory';
import { CHUNK_MASK, CHUNK_ROWS, CHUNK_SHIFT } from '../tables/column';
import { NONE, type DomainId, type EventIndex, type SiteId } from '../tables/indices';
import { emptyFigures, type SiteFiguresByMetric } from '../tables/site-figures';
import type { Trace } from '../tables/trace';
import {
  AllocationKinds, GIVEN, KIND_WORDS, LIVE, LIVE_AT_PEAK, PEAK, SIZE, TEMPORARY, WIDE_SIZE,
} from './allocation-kinds'; // prettier-ignore
import type { BlockLedger } from './block-ledger';
import type { EventLog } from './event-log';
import { BROKEN, FREE, KIND_SHIFT, KindLog, NO_EVENT } from './kind-log';
import { KindRows } from './kind-rows';
import type { Tally } from './tally';
import type { TotalHistory } from './total-history';

/** Records are counted when so many were taken in: counting many at a time lets the processor look ahead. */
const COUNTED_AT_ONCE = 1 << 14;

/**
 * Events of formats that name a kind of allocation instead of an address: a free ends the newest live block of its kind.
 *
 * Reading such a file is bounded by what an event costs. So at first events are only counted: totals, history, and the
 * figures of every kind, at the peak and at the end, need no blocks. Those come when all is read, see {@link rows}.
 * All blocks are in one domain that takes its memory from the system.
 */
export class KindPairing {
  private readonly kinds = new AllocationKinds();
  private readonly records = new KindLog();
  /** What the records become, from the first on; until then their events are postponed. */
  readonly rows: KindRows;
  private domain = NONE as DomainId;
  /** By kind: how many blocks are live after the last record, counted or not. */
  private live = new Int32Array(0);
  private counted = 0;
  private given = 0;
  /** The record counted last. */
  private before = BROKEN;
  /** How often the total has risen above all before. */
  private peaks = 0;
  private readonly single = new Uint32Array(1);

  constructor(
    private readonly trace: Trace,
    private readonly log: EventLog,
    private readonly ledger: BlockLedger,
    private readonly history: TotalHistory,
    private readonly tally: Tally,
  ) {
    this.rows = new KindRows(trace, log, ledger, this.kinds, this.records);
  }

  /** From now on the memory of records comes from there. */
  takeMemoryFrom(allocate: Allocate): void {
    this.records.words.allocate = allocate;
  }

  /** Defines the next kind, numbered from 0: blocks of `size` bytes. */
  define(site: SiteId, size: number): void {
    this.domain = this.trace.sites.domain.get(site);
    this.kinds.add(site, size);
    if (this.kinds.count > this.live.length) this.growTo(this.kinds.count);
  }

  private growTo(kinds: number): void {
    const wider = new Int32Array(kinds * 8);
    wider.set(this.live);
    this.live = wider;
  }

  /** A block of `kind` begins. False, with nothing done, where the kind is not defined. */
  allocate(kind: number): boolean {
    return kind < this.kinds.count && this.takeSingle(kind << KIND_SHIFT);
  }

  /** The newest live block of `kind` ends. False, with nothing done, where there is none. */
  free(kind: number): boolean {
    return kind < this.kinds.count && this.takeSingle((kind << KIND_SHIFT) | FREE);
  }

  private takeSingle(record: number): boolean {
    this.single[0] = record;
    return this.take(this.single, 0, 1) === 1;
  }

  /**
   * Takes in `records[from … to)` up to the first that is no event or makes no sense: its kind is not defined, or none of
   * it is live to be freed. Where that is; `to` when all are in.
   */
  take(records: Uint32Array, from: number, to: number): number {
    const { live } = this;
    const { count } = this.kinds;
    let at = from;
    for (; at < to; at++) {
      const record = records[at];
      const kind = record >>> KIND_SHIFT;
      if ((record & NO_EVENT) !== 0 || kind >= count) break;
      const left = live[kind] + 1 - 2 * (record & FREE);
      if (left < 0) break;
      live[kind] = left;
    }
    this.records.append(records, from, at);
    if (this.records.length - this.counted >= COUNTED_AT_ONCE) this.count();
    return at;
  }

  /** An event that makes no sense: it has its number and does nothing. */
  broken(): void {
    this.count();
    this.single[0] = BROKEN;
    this.records.append(this.single, 0, 1);
    this.counted++;
    this.history.record(this.log.postpone(1), this.ledger.totalBytes);
  }

  /** Figures by site; undefined where not every block of the trace was given here. */
  figures(): SiteFiguresByMetric | undefined {
    if (this.given !== this.tally.allocations) return undefined;
    const sites = Math.max(1, this.trace.sites.length);
    const [allocated, temporary, peak, leaked] = Array.from({ length: 4 }, () => emptyFigures(sites));
    const figures = { allocated, temporary, peak, leaked };
    this.kinds.addTo(figures, this.peaks);
    return figures;
  }

  /** Counts what was taken in. Called before anything else that depends on how many events there are, or on figures. */
  count(): void {
    while (this.counted < this.records.length) {
      const first = this.counted & CHUNK_MASK;
      const events = Math.min(this.records.length - this.counted, CHUNK_ROWS - first);
      this.countRecords(this.records.chunk(this.counted >>> CHUNK_SHIFT), first, first + events);
      this.counted += events;
    }
  }

  /** Counts records `from … to` of a chunk. */
  private countRecords(records: Uint32Array, from: number, to: number): void {
    const { kinds, history, ledger, tally } = this;
    const { words } = kinds;
    const firstEvent = this.log.postpone(to - from);
    let { before, peaks } = this;
    let highest = history.peakEvent < 0 ? -1 : history.peakBytes;
    let total = ledger.totalBytes;
    let greatestOfAll = 0;
    let given = 0;
    let givenBytes = 0;
    for (let at = from; at < to;) {
      const row = at;
      const rowEnd = Math.min(to, at + history.eventsToFullRow);
      let greatest = -1;
      let greatestAt = at;
      let least = Infinity;
      for (; at < rowEnd; at++) {
        const record = records[at];
        const facts = (record >>> KIND_SHIFT) * KIND_WORDS;
        const live = words[facts + LIVE];
        if (words[facts + PEAK] !== peaks) {
          words[facts + PEAK] = peaks;
          words[facts + LIVE_AT_PEAK] = live;
        }
        let size = words[facts + SIZE];
        if (size === WIDE_SIZE) size = kinds.sizeOf(record >>> KIND_SHIFT);
        if ((record & FREE) !== 0) {
          words[facts + LIVE] = live - 1;
          if (record - FREE === before) {
            words[facts + TEMPORARY]++;
            tally.temporary++;
          }
          total -= size;
        } else {
          words[facts + LIVE] = live + 1;
          words[facts + GIVEN]++;
          given++;
          givenBytes += size;
          total += size;
          if (total > highest) {
            highest = total;
            peaks++;
          }
        }
        before = record;
        if (total > greatest) {
          greatest = total;
          greatestAt = at;
        }
        if (total < least) least = total;
      }
      history.recordRun(at - row, greatest, (firstEvent + greatestAt - from) as EventIndex, least, total);
      if (greatest > greatestOfAll) greatestOfAll = greatest;
    }
    const taken = to - from - given;
    this.before = before;
    this.peaks = peaks;
    this.given += given;
    tally.allocations += given;
    tally.frees += taken;
    ledger.account(this.domain, { given, taken, givenBytes, total, greatest: greatestOfAll });
  }
}
