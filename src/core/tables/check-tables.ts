import { FAULT_KINDS } from '../faults/kinds';
import { CHUNK_MASK, CHUNK_ROWS, CHUNK_SHIFT, type AnyColumn } from './column';
import { DOMAIN_KINDS, NO_SCOPE } from './domains';
import { EventKind } from './events';
import { TABLE_NOT_RECORDED } from './happenings';
import { ALIVE } from './indices';
import type { Table } from './table';
import type { Trace } from './trace';

/** What a column of row numbers may hold beside rows of its target: one marker such as "has not ended". */
interface Reference {
  readonly name: string;
  readonly table: Table<number>;
  readonly column: AnyColumn;
  readonly target: { readonly length: number };
  readonly marker?: number;
  /** Only rows before its own: what keeps chains finite. */
  readonly isEarlier?: boolean;
}

/**
 * Looks for what would mislead whoever reads the tables: row numbers that name nothing, chains that never end, numbers
 * that mean nothing. For tables that come from outside, where a checksum only tells accidents apart.
 *
 * @returns what is wrong, or undefined
 */
export function findDamage(trace: Trace): string | undefined {
  const broken = references(trace).find((reference) => !isSound(reference));
  if (broken !== undefined) return `"${broken.name}" names a row that is not there`;
  if (!areOperandsSound(trace)) return 'an event names a row that is not there';
  const odd = ranges(trace).find(({ table, column, greatest }) => !isWithin(table, column, greatest));
  return odd === undefined ? undefined : `"${odd.name}" holds a number that means nothing`;
}

function references(trace: Trace): readonly Reference[] {
  const { strings, modules, frames, stacks, domains, sites, threads, commands, calls, contexts, objects, blocks } =
    trace;
  const afterLast = { length: trace.events.length + 1 };
  const to = (
    name: string,
    table: Table<number>,
    column: AnyColumn,
    target: { readonly length: number },
    marker?: number,
  ): Reference => ({ name, table, column, target, ...(marker !== undefined && { marker }) });
  const earlier = (name: string, table: Table<number>, column: AnyColumn): Reference => ({
    ...to(name, table, column, table),
    isEarlier: true,
  });
  const { threadRuns, callRuns, silentEnds, wideSizes, requests, accesses, marks, residentSet, faults } = trace;
  return [
    to('module name', modules, modules.name, strings),
    to('build id', modules, modules.buildId, strings),
    to('frame module', frames, frames.module, modules),
    to('symbol', frames, frames.symbol, strings),
    to('source file', frames, frames.file, strings),
    earlier('inlined into', frames, frames.inlinedInto),
    earlier('stack parent', stacks, stacks.parent),
    to('stack frame', stacks, stacks.frame, frames),
    to('domain name', domains, domains.name, strings),
    earlier('domain backing', domains, domains.backing),
    to('site stack', sites, sites.stack, stacks),
    to('site domain', sites, sites.domain, { length: Math.max(1, domains.length) }),
    to('thread name', threads, threads.name, strings),
    to('command name', commands, commands.name, strings),
    to('call command', calls, calls.command, commands),
    to('call thread', calls, calls.thread, threads),
    earlier('call parent', calls, calls.parent),
    to('call begin', calls, calls.begin, afterLast),
    to('call end', calls, calls.end, afterLast, ALIVE),
    to('call object', calls, calls.object, objects),
    to('call table', calls, calls.table, domains, TABLE_NOT_RECORDED),
    earlier('context parent', contexts, contexts.parent),
    to('context domain', contexts, contexts.domain, domains),
    to('context name', contexts, contexts.name, strings),
    to('context birth', contexts, contexts.birth, afterLast),
    to('context death', contexts, contexts.death, afterLast, ALIVE),
    earlier('object parent', objects, objects.parent),
    to('object name', objects, objects.name, strings),
    to('object birth', objects, objects.birth, afterLast),
    to('object death', objects, objects.death, afterLast, ALIVE),
    to('object call', objects, objects.call, calls),
    to('block site', blocks, blocks.site, sites),
    earlier('block before', blocks, blocks.previous),
    to('release stack', blocks, blocks.releaseStack, stacks),
    earlier('backing block', blocks, blocks.backing),
    to('block owner', blocks, blocks.owner, blocks),
    to('block context', blocks, blocks.context, contexts),
    to('block object', blocks, blocks.object, objects),
    to('run of threads', threadRuns, threadRuns.value, threads),
    to('run of calls', callRuns, callRuns.value, calls),
    to('silent end', silentEnds, silentEnds.block, blocks),
    to('event of a silent end', silentEnds, silentEnds.event, trace.events),
    to('wide size', wideSizes, wideSizes.block, blocks),
    to('failed request', requests, requests.site, sites),
    to('block of a failed request', requests, requests.block, blocks),
    to('stack of an access', accesses, accesses.stack, stacks),
    to('event of a mark', marks, marks.event, afterLast),
    to('text of a mark', marks, marks.text, strings),
    to('event of a sample', residentSet, residentSet.event, afterLast),
    to('event of a fault', faults, faults.event, afterLast),
    to('block of a fault', faults, faults.block, blocks),
    to('domain of a fault', faults, faults.domain, domains),
    to('stack of a fault', faults, faults.stack, stacks),
    to('text of a fault', faults, faults.text, strings),
  ];
}

/** Row 0, "none", may be named even where the target has no rows. */
function isSound({ table, column, target, marker, isEarlier = false }: Reference): boolean {
  const limit = Math.max(1, target.length);
  for (let first = 0; first < table.length; first += CHUNK_ROWS) {
    const chunk = column.chunks[first >>> CHUNK_SHIFT];
    if (chunk === undefined) continue;
    const count = Math.min(CHUNK_ROWS, table.length - first);
    for (let i = 0; i < count; i++) {
      const value = chunk[i];
      if (value >= limit && value !== marker) return false;
      if (isEarlier && value !== 0 && value >= first + i) return false;
    }
  }
  return true;
}

function areOperandsSound(trace: Trace): boolean {
  const limits = operandLimits(trace);
  const { events } = trace;
  for (let first = 0; first < events.length; first += CHUNK_ROWS) {
    const kinds = events.kind.chunks[first >>> CHUNK_SHIFT];
    const operands = events.operand.chunks[first >>> CHUNK_SHIFT];
    if (kinds === undefined || operands === undefined) return false;
    const last = (Math.min(events.length, first + CHUNK_ROWS) - 1) & CHUNK_MASK;
    for (let i = 0; i <= last; i++) if (operands[i] >= limits[kinds[i]]) return false;
  }
  return true;
}

/** By kind of event, one past the greatest operand; 0 where there is no such kind. */
function operandLimits({
  blocks,
  requests,
  faults,
  contexts,
  moves,
  objects,
  accesses,
  ...trace
}: Trace): Float64Array {
  const limits = new Float64Array(256);
  const allow = (table: { readonly length: number }, ...kinds: readonly EventKind[]): void => {
    for (const kind of kinds) limits[kind] = Math.max(1, table.length);
  };
  const { Allocate, ReallocateNothing, Reallocate, Free, ReallocateToNothing } = EventKind;
  allow(blocks, Allocate, ReallocateNothing, Reallocate, Free, ReallocateToNothing);
  allow(requests, EventKind.AllocateFailed, EventKind.ReallocateFailed);
  allow(faults, EventKind.FreeUnknown, EventKind.RecordedFault);
  allow(trace.notifications, EventKind.Internal);
  allow(contexts, EventKind.ContextBegin, EventKind.ContextEnd);
  allow(moves, EventKind.ContextMove, EventKind.Steal, EventKind.Adopt);
  allow(objects, EventKind.ObjectBegin, EventKind.ObjectEnd);
  allow(accesses, EventKind.Read, EventKind.Write);
  allow(trace.marks, EventKind.Mark);
  allow(trace.domains, EventKind.FreeNull);
  allow({ length: 1 }, EventKind.Broken);
  return limits;
}

interface Range {
  readonly name: string;
  readonly table: Table<number>;
  readonly column: AnyColumn;
  readonly greatest: number;
}

function ranges({
  faults,
  blocks,
  wideSizes,
  sites,
  domains,
  requests,
  accesses,
  notifications,
}: Trace): readonly Range[] {
  const greatest = Number.MAX_SAFE_INTEGER;
  return [
    { name: 'address', table: blocks, column: blocks.address, greatest },
    { name: 'size', table: wideSizes, column: wideSizes.size, greatest },
    { name: 'size', table: requests, column: requests.size, greatest },
    { name: 'address', table: accesses, column: accesses.address, greatest },
    { name: 'scope', table: sites, column: sites.scope, greatest: NO_SCOPE },
    { name: 'scope', table: notifications, column: notifications.scope, greatest: NO_SCOPE },
    { name: 'alignment', table: sites, column: sites.alignLog2, greatest: 52 },
    { name: 'kind of domain', table: domains, column: domains.kind, greatest: DOMAIN_KINDS.length - 1 },
    { name: 'kind of fault', table: faults, column: faults.kind, greatest: FAULT_KINDS.length - 1 },
  ];
}

function isWithin(table: Table<number>, column: AnyColumn, greatest: number): boolean {
  for (let first = 0; first < table.length; first += CHUNK_ROWS) {
    const chunk = column.chunks[first >>> CHUNK_SHIFT];
    if (chunk === undefined) continue;
    const count = Math.min(CHUNK_ROWS, table.length - first);
    for (let i = 0; i < count; i++) if (!(chunk[i] >= 0 && chunk[i] <= greatest)) return false;
  }
  return true;
}
