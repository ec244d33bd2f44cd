import type { RuleId } from '../../faults/rule';
import { TABLE_NOT_RECORDED } from '../../tables/happenings';
import { ALIVE, NONE, type DomainId, type ObjectId } from '../../tables/indices';
import type { RuleContext } from './rule-context';
import { hasTableVuid } from './vulkan-commands';

/** VKM-43 … 45: the table of a destruction against that of the creation. */
export function checkDestructions(context: RuleContext): void {
  const { trace, objects } = context;
  for (let object = 1 as ObjectId; object < trace.objects.length; object++) {
    const event = trace.objects.death.get(object);
    if (event === ALIVE) continue;
    const call = trace.callRuns.at(event);
    if (call === NONE || context.commandOf(call).destroys !== objects.typeOf(object)) continue;
    const created = context.tables.asPassed(objects.tableOf(object));
    const destroyed = context.tables.asPassed(trace.calls.table.get(call));
    const id = mismatch(context, created, destroyed);
    if (id === undefined) continue;
    const severity = hasTableVuid(objects.typeOf(object)) ? undefined : 'warning';
    context.report(id, { event, call, object, domain: destroyed, other: created, severity });
  }
}

function mismatch({ tables }: RuleContext, created: DomainId, destroyed: DomainId): RuleId | undefined {
  if (created === TABLE_NOT_RECORDED || destroyed === TABLE_NOT_RECORDED) return undefined;
  if (created !== NONE && destroyed === NONE) return 'VKM-43';
  if (created === NONE && destroyed !== NONE) return 'VKM-44';
  return tables.areCompatible(created, destroyed) ? undefined : 'VKM-45';
}
