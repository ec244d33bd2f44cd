import { eventLetter } from '../tables/event-row';
import { EventKind } from '../tables/events';
import { NONE, type BlockRow, type EventIndex, type FaultRow, type SiteId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { EventFilter } from './answers';

/** Finds the events that pass a filter, in slices. */
export class EventSearch {
  private found = new Uint32Array(1 << 10);
  private count = 0;
  private next = 0;
  /** 1 by kind of event. */
  private readonly wantedKinds: Uint8Array;

  constructor(
    private readonly trace: Trace,
    private readonly filter: EventFilter,
  ) {
    const kinds = Object.values(EventKind);
    this.wantedKinds = new Uint8Array(Math.max(...kinds) + 1);
    for (const kind of kinds) {
      if (filter.kinds === '' || filter.kinds.includes(eventLetter(kind))) this.wantedKinds[kind] = 1;
    }
  }

  /** Looks at up to `maxEvents` more events; true when all were looked at. */
  step(maxEvents: number): boolean {
    const { trace, filter } = this;
    const until = Math.min(trace.events.length, this.next + maxEvents);
    const anySite = filter.domain === undefined && filter.stack === undefined;
    for (let event = this.next; event < until; event++) {
      if (this.wantedKinds[trace.events.kind.get(event as EventIndex)] === 0) continue;
      if (anySite || this.passes(event as EventIndex)) this.keep(event);
    }
    this.next = until;
    return until >= trace.events.length;
  }

  /** What was found so far, in order. */
  events(): Uint32Array {
    return this.found.slice(0, this.count);
  }

  private passes(event: EventIndex): boolean {
    const { trace, filter } = this;
    const site = siteOfEvent(trace, event);
    if (site === NONE) return false;
    if (filter.domain !== undefined && trace.sites.domain.get(site) !== filter.domain) return false;
    return filter.stack === undefined || trace.sites.stack.get(site) === filter.stack;
  }

  private keep(event: number): void {
    if (this.count === this.found.length) {
      const larger = new Uint32Array(this.found.length * 2);
      larger.set(this.found);
      this.found = larger;
    }
    this.found[this.count++] = event;
  }
}

/** The site of the block that an event is about; NONE where it is about none. */
function siteOfEvent(trace: Trace, event: EventIndex): SiteId {
  const operand = trace.events.operand.get(event);
  const kind = trace.events.kind.get(event);
  switch (kind) {
    case EventKind.AllocateFailed:
    case EventKind.ReallocateFailed:
      return trace.requests.site.get(operand);
    case EventKind.FreeUnknown:
    case EventKind.RecordedFault:
      return trace.blocks.site.get(trace.faults.block.get(operand as FaultRow));
    case EventKind.Steal:
    case EventKind.Adopt:
      return trace.blocks.site.get(trace.moves.from.get(operand) as BlockRow);
    default:
      return kind <= EventKind.Reallocate ? trace.blocks.site.get(operand as BlockRow) : (NONE as SiteId);
  }
}
