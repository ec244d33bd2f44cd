import { ensure } from '../../../base/assert';
import { EventKind } from '../../tables/events';
import { NONE, type BlockRow, type EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { Arena } from './arenas';

/** The few blocks that live in an arena, in order of address, carried along from event to event. */
export class BlocksLeft {
  count = 0;
  bytes = 0;
  private addresses = new Float64Array(64);
  private rows = new Uint32Array(64);
  private nextSilent = 0;

  /** `live`: what lives after the event `at`, anywhere. */
  constructor(
    private readonly trace: Trace,
    private readonly arena: Arena,
    private readonly isPlaced: Uint8Array,
    live: Uint32Array,
    at: EventIndex,
  ) {
    const { silentEnds } = trace;
    while (this.nextSilent < silentEnds.length && silentEnds.event.get(this.nextSilent) <= at) this.nextSilent++;
    for (const row of live) this.add(row as BlockRow);
  }

  get lowest(): BlockRow {
    return this.rows[0] as BlockRow;
  }

  get highest(): BlockRow {
    return this.rows[this.count - 1] as BlockRow;
  }

  /** Bytes from the first of the lowest block to the last of the highest. */
  get span(): number {
    return this.addresses[this.count - 1] + this.trace.sizeOf(this.highest) - this.addresses[0];
  }

  /** Goes on to the state after `event`, the next one. Says whether anything changed. */
  apply(event: EventIndex): boolean {
    const { events, blocks, silentEnds } = this.trace;
    let changed = false;
    for (; this.nextSilent < silentEnds.length; this.nextSilent++) {
      if (silentEnds.event.get(this.nextSilent) !== event) break;
      changed = this.remove(silentEnds.block.get(this.nextSilent)) || changed;
    }
    const kind = events.kind.get(event);
    if (kind > EventKind.Reallocate) return changed;
    const row = events.operand.get(event) as BlockRow;
    if (kind === EventKind.Free || kind === EventKind.ReallocateToNothing) return this.remove(row) || changed;
    const ended = kind === EventKind.Reallocate ? blocks.previous.get(row) : (NONE as BlockRow);
    if (ended !== NONE) changed = this.remove(ended) || changed;
    return this.add(row) || changed;
  }

  private isHere(row: BlockRow): boolean {
    const { blocks } = this.trace;
    const address = blocks.address.get(row);
    return this.arena.from <= address && address < this.arena.to && this.isPlaced[blocks.site.get(row)] === 1;
  }

  private add(row: BlockRow): boolean {
    if (!this.isHere(row)) return false;
    if (this.count === this.rows.length) this.grow();
    const address = this.trace.blocks.address.get(row);
    const at = this.placeOf(address);
    this.addresses.copyWithin(at + 1, at, this.count);
    this.rows.copyWithin(at + 1, at, this.count);
    this.addresses[at] = address;
    this.rows[at] = row;
    this.count++;
    this.bytes += this.trace.sizeOf(row);
    return true;
  }

  private remove(row: BlockRow): boolean {
    if (!this.isHere(row)) return false;
    let at = this.placeOf(this.trace.blocks.address.get(row));
    while (at < this.count && this.rows[at] !== row) at++;
    ensure(at < this.count || undefined, 'a block that ends was live');
    this.addresses.copyWithin(at, at + 1, this.count);
    this.rows.copyWithin(at, at + 1, this.count);
    this.count--;
    this.bytes -= this.trace.sizeOf(row);
    return true;
  }

  /** Where the first block at or after `address` stands. */
  private placeOf(address: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.addresses[middle] < address) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private grow(): void {
    const addresses = new Float64Array(2 * this.addresses.length);
    addresses.set(this.addresses);
    this.addresses = addresses;
    const rows = new Uint32Array(2 * this.rows.length);
    rows.set(this.rows);
    this.rows = rows;
  }
}
