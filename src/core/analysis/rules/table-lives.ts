import { TABLE_NOT_RECORDED } from '../../tables/happenings';
import { NONE, type CallId, type DomainId, type EventIndex } from '../../tables/indices';
import type { RuleContext } from './rule-context';

interface Supplies {
  /** Calls that were passed the table, in order, and until when the call or what it created needs it. */
  readonly begins: EventIndex[];
  readonly ends: number[];
  next: number;
  neededUntil: number;
}

/** When each allocator table is somebody's: from a call that was passed it to the end of what that call created. */
export class TableLives {
  private readonly supplies = new Map<DomainId, Supplies>();

  constructor(context: RuleContext) {
    const { calls } = context.trace;
    for (let call = 1 as CallId; call < calls.length; call++) {
      const table = calls.table.get(call);
      if (table === NONE || table === TABLE_NOT_RECORDED) continue;
      const supplies = this.supplies.get(table) ?? { begins: [], ends: [], next: 0, neededUntil: 0 };
      this.supplies.set(table, supplies);
      supplies.begins.push(calls.begin.get(call));
      supplies.ends.push(Math.max(calls.end.get(call), ...context.objects.createdBy(call).map((object) => context.objects.goneAt(object)))); // prettier-ignore
    }
  }

  /** What becomes of a table by `event`. Events are asked about in order. */
  at(table: DomainId, event: EventIndex): 'held' | 'stale' | 'never-supplied' {
    const supplies = this.supplies.get(table);
    if (supplies === undefined) return 'never-supplied';
    while (supplies.next < supplies.begins.length && supplies.begins[supplies.next] <= event) {
      supplies.neededUntil = Math.max(supplies.neededUntil, supplies.ends[supplies.next++]);
    }
    if (supplies.next === 0) return 'never-supplied';
    return event < supplies.neededUntil ? 'held' : 'stale';
  }
}
