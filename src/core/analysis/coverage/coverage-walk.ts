import { WIDE } from '../../tables/blocks';
import { CHUNK_MASK, CHUNK_SHIFT } from '../../tables/column';
import { denseChunks } from '../../tables/dense-chunks';
import { EventKind } from '../../tables/events';
import { NO_SCOPE } from '../../tables/domains';
import { NONE, type BlockRow, type EventIndex, type SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { countedSites } from '../counted-sites';
import { CallsInForce } from './calls-in-force';
import { IN_FORCE } from './coverage-answer';
import { callbackSites, requestingModules } from './requesting-module';

/** Requests and bytes by some id, once for callbacks and once for what went past them. */
export class Requests {
  readonly callbackRequests: Float64Array;
  readonly callbackBytes: Float64Array;
  readonly rawRequests: Float64Array;
  readonly rawBytes: Float64Array;

  constructor(count: number) {
    this.callbackRequests = new Float64Array(count);
    this.callbackBytes = new Float64Array(count);
    this.rawRequests = new Float64Array(count);
    this.rawBytes = new Float64Array(count);
  }
}

/** Live bytes at one instant: through callbacks and past them by module, past them by what was in force. */
export interface Snapshot {
  readonly callbacks: Float64Array;
  readonly raw: Float64Array;
  readonly byForce: Float64Array;
  /** All callbacks, also those of a backed domain, and the total, which counts backed memory once. */
  readonly callbackTotal: number;
  readonly total: number;
}

/** Carries what callbacks see and what they do not from event to event of a complete trace, in slices. */
export class CoverageWalk {
  readonly byModule: Requests;
  readonly byCommand: Requests;
  readonly byForce: Requests;
  /** How many requests carried a table, a scope, an object, an alignment: raw ones from index 0, callbacks from 4. */
  readonly facts = new Float64Array(8);
  readonly rawPeak: Float64Array;
  readonly rawPeakEvent: Uint32Array;
  visiblePeak = 0;
  visiblePeakEvent = -1;
  atPeak: Snapshot;

  private readonly moduleOfSite: Uint32Array;
  /** By site: 1 in the total, 2 through callbacks, 3 both. 0: inside other memory, and none of the callbacks'. */
  private readonly roleOfSite: Uint8Array;
  private readonly liveCallbacks: Float64Array;
  private readonly liveRaw: Float64Array;
  private readonly liveByForce = new Float64Array(IN_FORCE.length);
  /** What was in force when a block was taken, by row. */
  private readonly forceOfRow: Uint8Array;
  private readonly calls: CallsInForce;
  private readonly sites: readonly Uint32Array[];
  private readonly sizes: readonly Uint32Array[];
  /** By site 1 where it carries the fact. */
  private readonly hasScope: Uint8Array;
  private readonly hasAlignment: Uint8Array;
  private readonly hasObjects: boolean;
  private callbackTotal = 0;
  private total = 0;
  private event = 0;
  private nextSilent = 0;

  constructor(
    private readonly trace: Trace,
    private readonly peakEvent: EventIndex,
  ) {
    const modules = Math.max(1, trace.modules.length);
    this.byModule = new Requests(modules);
    this.byCommand = new Requests(Math.max(1, trace.commands.length));
    this.byForce = new Requests(IN_FORCE.length);
    this.rawPeak = new Float64Array(modules);
    this.rawPeakEvent = new Uint32Array(modules);
    this.liveCallbacks = new Float64Array(modules);
    this.liveRaw = new Float64Array(modules);
    this.moduleOfSite = requestingModules(trace);
    const counted = countedSites(trace);
    this.roleOfSite = callbackSites(trace).map((isCallback, site) => counted[site] + 2 * isCallback);
    this.forceOfRow = new Uint8Array(Math.max(1, trace.blocks.length));
    this.calls = new CallsInForce(trace);
    this.sites = denseChunks(trace.blocks.site);
    this.sizes = denseChunks(trace.blocks.size);
    const { sites } = trace;
    this.hasScope = this.roleOfSite.map((_, site) => Number(sites.scope.get(site as SiteId) !== NO_SCOPE));
    this.hasAlignment = this.roleOfSite.map((_, site) => Number(sites.alignLog2.get(site as SiteId) !== 0));
    this.hasObjects = trace.blocks.object.byteLength > 0;
    this.atPeak = this.snapshot();
  }

  /** Takes in up to `maxEvents` more events; true when all are in. */
  step(maxEvents: number): boolean {
    const { events } = this.trace;
    const until = Math.min(events.length, this.event + maxEvents);
    while (this.event < until) this.takeIn(Math.min(until, ((this.event >>> CHUNK_SHIFT) + 1) << CHUNK_SHIFT));
    return this.event >= events.length;
  }

  /** What is live now. */
  snapshot(): Snapshot {
    return {
      callbacks: this.liveCallbacks.slice(),
      raw: this.liveRaw.slice(),
      byForce: this.liveByForce.slice(),
      callbackTotal: this.callbackTotal,
      total: this.total,
    };
  }

  /** Takes in the events up to `end`, which lie in one chunk. */
  private takeIn(end: number): void {
    const { trace, calls } = this;
    const kinds = denseChunks(trace.events.kind)[this.event >>> CHUNK_SHIFT];
    const operands = denseChunks(trace.events.operand)[this.event >>> CHUNK_SHIFT];
    const { silentEnds, blocks } = trace;
    let silentAt = this.nextSilent < silentEnds.length ? silentEnds.event.get(this.nextSilent) : -1;
    for (let event = this.event; event < end; event++) {
      const kind = kinds[event & CHUNK_MASK];
      const row = operands[event & CHUNK_MASK] as BlockRow;
      while (event === silentAt) {
        this.endBlock(silentEnds.block.get(this.nextSilent++));
        silentAt = this.nextSilent < silentEnds.length ? silentEnds.event.get(this.nextSilent) : -1;
      }
      if (kind <= EventKind.Reallocate) {
        if (kind === EventKind.Free || kind === EventKind.ReallocateToNothing) this.endBlock(row);
        else {
          if (kind === EventKind.Reallocate) {
            const previous = blocks.previous.get(row);
            if (previous !== NONE) this.endBlock(previous);
          }
          calls.goTo(event);
          this.beginBlock(row, event);
        }
      }
      if (event === this.peakEvent) this.atPeak = this.snapshot();
    }
    this.event = end;
  }

  private beginBlock(row: BlockRow, event: number): void {
    const { calls } = this;
    const site = this.sites[row >>> CHUNK_SHIFT][row & CHUNK_MASK];
    const size = this.sizeOf(row);
    const module = this.moduleOfSite[site];
    const role = this.roleOfSite[site];
    const { command, inForce } = calls;
    if (role >= 2) {
      this.liveCallbacks[module] += size;
      this.callbackTotal += size;
      if (this.callbackTotal > this.visiblePeak) {
        this.visiblePeak = this.callbackTotal;
        this.visiblePeakEvent = event;
      }
      addRequest(this.byModule.callbackRequests, this.byModule.callbackBytes, module, size);
      addRequest(this.byCommand.callbackRequests, this.byCommand.callbackBytes, command, size);
      addRequest(this.byForce.callbackRequests, this.byForce.callbackBytes, inForce, size);
      this.countFacts(row, site, 4);
    } else if (role === 1) {
      this.forceOfRow[row] = inForce;
      this.liveByForce[inForce] += size;
      this.liveRaw[module] += size;
      if (this.liveRaw[module] > this.rawPeak[module]) {
        this.rawPeak[module] = this.liveRaw[module];
        this.rawPeakEvent[module] = event;
      }
      addRequest(this.byModule.rawRequests, this.byModule.rawBytes, module, size);
      addRequest(this.byCommand.rawRequests, this.byCommand.rawBytes, command, size);
      addRequest(this.byForce.rawRequests, this.byForce.rawBytes, inForce, size);
      this.countFacts(row, site, 0);
    }
    if ((role & 1) === 1) this.total += size;
  }

  private endBlock(row: BlockRow): void {
    const site = this.sites[row >>> CHUNK_SHIFT][row & CHUNK_MASK];
    const role = this.roleOfSite[site];
    const size = this.sizeOf(row);
    const module = this.moduleOfSite[site];
    if (role >= 2) {
      this.liveCallbacks[module] -= size;
      this.callbackTotal -= size;
    } else if (role === 1) {
      this.liveRaw[module] -= size;
      this.liveByForce[this.forceOfRow[row]] -= size;
    }
    if ((role & 1) === 1) this.total -= size;
  }

  private sizeOf(row: BlockRow): number {
    const size = this.sizes[row >>> CHUNK_SHIFT][row & CHUNK_MASK];
    return size === WIDE ? this.trace.sizeOf(row) : size;
  }

  private countFacts(row: BlockRow, site: number, from: number): void {
    if (from === 4) this.facts[from]++; // what came through a callback came through a table
    this.facts[from + 1] += this.hasScope[site];
    if (this.hasObjects && this.trace.blocks.object.get(row) !== NONE) this.facts[from + 2]++;
    this.facts[from + 3] += this.hasAlignment[site];
  }
}

function addRequest(requests: Float64Array, bytes: Float64Array, id: number, size: number): void {
  requests[id]++;
  bytes[id] += size;
}
