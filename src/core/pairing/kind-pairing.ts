import { ensure } from '../../base/assert';
import { CHUNK_MASK, CHUNK_SHIFT } from '../tables/column';
import { EventKind } from '../tables/events';
import { NONE, type BlockRow, type DomainId, type SiteId } from '../tables/indices';
import { emptyFigures, type SiteRequests } from '../tables/site-figures';
import type { Trace } from '../tables/trace';
import {
  AllocationKinds,
  GIVEN,
  KIND_WORDS,
  NEWEST,
  SITE,
  SIZE,
  TAKEN,
  TEMPORARY,
  WIDE_SIZE,
} from './allocation-kinds';
import type { BlockLedger } from './block-ledger';
import type { EventLog } from './event-log';
import type { Tally } from './tally';
import type { TotalHistory } from './total-history';

const PENDING_EVENTS = 1 << 12;
const FREE = 1;

/**
 * Events of formats that name a kind of allocation instead of an address: a free ends the newest live block of its kind.
 *
 * Events are collected and written in runs, in one tight loop with everything at hand: reading such a file is bounded by
 * what an event costs. All blocks are in one domain that takes its memory from the system.
 */
export class KindPairing {
  private readonly kinds = new AllocationKinds();
  /** Kind × 2, + {@link FREE} for a free. */
  private readonly pending = new Uint32Array(PENDING_EVENTS);
  private count = 0;
  private domain = NONE as DomainId;

  constructor(
    private readonly trace: Trace,
    private readonly log: EventLog,
    private readonly ledger: BlockLedger,
    private readonly history: TotalHistory,
    private readonly tally: Tally,
  ) {}

  /** Defines the next kind, numbered from 0: blocks of `size` bytes. */
  define(site: SiteId, size: number): void {
    this.domain = this.trace.sites.domain.get(site);
    this.kinds.add(site, size);
  }

  /** A block of `kind` begins. False, with nothing done, where the kind is not defined. */
  allocate(kind: number): boolean {
    if (kind >= this.kinds.count) return false;
    this.kinds.words[kind * KIND_WORDS + GIVEN]++;
    if (this.count === PENDING_EVENTS) this.flush();
    this.pending[this.count++] = kind * 2;
    return true;
  }

  /** The newest live block of `kind` ends. False, with nothing done, where there is none. */
  free(kind: number): boolean {
    const { words, count } = this.kinds;
    const row = kind * KIND_WORDS;
    if (kind >= count || words[row + TAKEN] === words[row + GIVEN]) return false;
    words[row + TAKEN]++;
    if (this.count === PENDING_EVENTS) this.flush();
    this.pending[this.count++] = kind * 2 + FREE;
    return true;
  }

  /** What was asked for, by site; undefined where not every block of the trace was given here. */
  requests(): SiteRequests | undefined {
    this.flush();
    const sites = Math.max(1, this.trace.sites.length);
    const requests = { allocated: emptyFigures(sites), temporary: emptyFigures(sites) };
    return this.kinds.addTo(requests) === this.trace.blocks.count ? requests : undefined;
  }

  /** Writes the events so far. Called before anything else that depends on their number, and before anyone looks. */
  flush(): void {
    for (let from = 0; from < this.count;) {
      const to = Math.min(this.count, from + this.history.eventsToFullRow);
      this.write(from, to);
      from = to;
    }
    this.count = 0;
  }

  /** Writes pending events `from … to`, which lie in one row of the history and so in one chunk of the events. */
  private write(from: number, to: number): void {
    const { pending, kinds, ledger, tally } = this;
    const { words, older } = kinds;
    const { death } = this.trace.blocks;
    let event = this.log.extend(to - from);
    const eventKinds = ensure(this.trace.events.kind.chunks[event >>> CHUNK_SHIFT], 'an event has no place');
    const operands = ensure(this.trace.events.operand.chunks[event >>> CHUNK_SHIFT], 'an event has no place');
    let total = ledger.totalBytes;
    let greatest = -1;
    let greatestEvent = event;
    let least = Infinity;
    let given = 0;
    let givenBytes = 0;
    let justGiven = tally.justGiven;
    for (let i = from; i < to; i++, event++) {
      const record = pending[i];
      const row = (record >>> 1) * KIND_WORDS;
      const newest = words[row + NEWEST] as BlockRow;
      let size = words[row + SIZE];
      if (size === WIDE_SIZE) size = kinds.wideSize(record >>> 1);
      if ((record & FREE) === 0) {
        const block = ledger.addRow(event, words[row + SITE] as SiteId, size);
        older.set(block, newest);
        words[row + NEWEST] = block;
        eventKinds[event & CHUNK_MASK] = EventKind.Allocate;
        operands[event & CHUNK_MASK] = block;
        justGiven = block;
        given++;
        givenBytes += size;
        total += size;
      } else {
        words[row + NEWEST] = older.get(newest);
        death.set(newest, event);
        eventKinds[event & CHUNK_MASK] = EventKind.Free;
        operands[event & CHUNK_MASK] = newest;
        if (newest === justGiven) {
          tally.temporary++;
          words[row + TEMPORARY]++;
        }
        justGiven = NONE as BlockRow;
        total -= size;
      }
      if (total > greatest) {
        greatest = total;
        greatestEvent = event;
      }
      if (total < least) least = total;
    }
    tally.justGiven = justGiven;
    tally.allocations += given;
    tally.frees += to - from - given;
    ledger.account(this.domain, { given, taken: to - from - given, givenBytes, total, greatest });
    this.history.recordRun(to - from, greatest, greatestEvent, least, total);
  }
}
