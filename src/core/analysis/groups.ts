import { moduleName } from '../tables/code-names';
import { DOMAIN_KINDS, NO_SCOPE, SCOPES } from '../tables/domains';
import { domainName } from '../tables/domain-names';
import { NONE, type BlockRow, type DomainId, type ModuleId, type SiteId, type ThreadId } from '../tables/indices';
import { threadName } from '../tables/thread-names';
import type { Trace } from '../tables/trace';
import { responsibleModules } from './responsible-module';
import type { SiteTotals } from './site-totals';

/** What blocks are grouped by on the timeline and in the map's colours. */
export type GroupBy = 'domain' | 'scope' | 'thread' | 'module';

/** Named groups at most; what holds less is one group more, `other`. */
const MOST_GROUPS = 12;

/** The group of every block. A group's index is its colour: 0 is the greatest holder (by scope: COMMAND). */
export interface Grouping {
  readonly by: GroupBy;
  readonly names: readonly string[];
  /** Group by site id. All 0 where `ofRow` is there. */
  readonly ofSite: Uint8Array;
  /** Group by block row, only by thread: a site does not tell the thread. */
  readonly ofRow: Uint8Array | undefined;
}

export function groupOf(grouping: Grouping, trace: Trace, row: BlockRow): number {
  return grouping.ofRow === undefined ? grouping.ofSite[trace.blocks.site.get(row)] : grouping.ofRow[row];
}

/**
 * Groups all blocks of a complete trace. Groups stand in order of what they hold at the peak, then of what they
 * allocated in all; scopes keep their own order, so that a colour means the same scope in every trace.
 *
 * `totals`: complete, over the whole trace. By thread: that of the event that gave the block.
 */
export function groupBlocks(trace: Trace, totals: SiteTotals, by: GroupBy): Grouping {
  switch (by) {
    case 'scope':
      return { by, names: [...SCOPES, 'no scope'], ofSite: scopeOfSites(trace), ofRow: undefined };
    case 'domain':
      return groupSites(by, domainOfSites(trace), totals, (key) => domainName(trace, key as DomainId));
    case 'module':
      return groupSites(by, moduleOfSites(trace), totals, (key) => moduleText(trace, key as ModuleId));
    case 'thread':
      return groupRows(trace);
  }
}

function scopeOfSites(trace: Trace): Uint8Array {
  const vulkan = DOMAIN_KINDS.indexOf('vk');
  return Uint8Array.from({ length: Math.max(1, trace.sites.length) }, (_, site) => {
    const domain = trace.sites.domain.get(site as SiteId);
    return site !== NONE && trace.domains.kind.get(domain) === vulkan
      ? trace.sites.scope.get(site as SiteId)
      : NO_SCOPE;
  });
}

function domainOfSites(trace: Trace): Uint32Array {
  const keys = new Uint32Array(Math.max(1, trace.sites.length));
  for (let site = 1; site < keys.length; site++) keys[site] = trace.sites.domain.get(site as SiteId);
  return keys;
}

/** Responsible module by site. */
export function moduleOfSites(trace: Trace): Uint32Array {
  const responsible = responsibleModules(trace);
  const keys = new Uint32Array(Math.max(1, trace.sites.length));
  for (let site = 1; site < keys.length; site++) keys[site] = responsible[trace.sites.stack.get(site as SiteId)];
  return keys;
}

export function moduleText(trace: Trace, module: ModuleId): string {
  return module === NONE ? 'unknown module' : moduleName(trace, module);
}

function groupSites(by: GroupBy, keys: Uint32Array, totals: SiteTotals, nameOf: (key: number) => string): Grouping {
  const holders = new Map<number, Holding>();
  // There are millions of sites, and mostly neighbours have the same key.
  let key = -1;
  let holding: Holding = { peak: 0, allocated: 0 };
  for (let site = 1; site < keys.length; site++) {
    if (totals.allocated.count[site] === 0) continue;
    if (keys[site] !== key) {
      key = keys[site];
      holding = holdingOf(holders, key);
    }
    holding.peak += totals.peak.bytes[site];
    holding.allocated += totals.allocated.bytes[site];
  }
  const ranked = rank(holders);
  const names = namesOf(ranked, nameOf);
  return { by, names, ofSite: groupsOfSites(ranked, keys), ofRow: undefined };
}

function groupsOfSites(ranked: Ranking, keys: Uint32Array): Uint8Array {
  const groups = new Uint8Array(keys.length);
  let group = groupOfKey(ranked, keys[0]);
  for (let site = 0; site < keys.length; site++) {
    if (site > 0 && keys[site] !== keys[site - 1]) group = groupOfKey(ranked, keys[site]);
    groups[site] = group;
  }
  return groups;
}

function groupRows(trace: Trace): Grouping {
  const holders = new Map<number, Holding>();
  forEachThreadRun(trace, (thread, first, end) => {
    const holding = holdingOf(holders, thread);
    for (let row = first; row < end; row++) holding.allocated += trace.sizeOf(row as BlockRow);
  });
  const ranked = rank(holders);
  const ofRow = new Uint8Array(Math.max(1, trace.blocks.length));
  forEachThreadRun(trace, (thread, first, end) => {
    ofRow.fill(groupOfKey(ranked, thread), first, end);
  });
  const names = namesOf(ranked, (key) => threadName(trace, key as ThreadId) || 'no thread recorded');
  return { by: 'thread', names, ofSite: new Uint8Array(Math.max(1, trace.sites.length)), ofRow };
}

/** Visits the spans of block rows that were born on one thread, in order. */
function forEachThreadRun(trace: Trace, visit: (thread: number, first: number, end: number) => void): void {
  const { blocks, threadRuns } = trace;
  let first = 1;
  let run = -1;
  while (first < blocks.length) {
    const runEnd = run + 1 < threadRuns.length ? threadRuns.first.get(run + 1) : Infinity;
    let end = first;
    while (end < blocks.length && blocks.birth.get(end as BlockRow) < runEnd) end++;
    if (end > first) visit(run < 0 ? NONE : threadRuns.value.get(run), first, end);
    first = end;
    run++;
  }
}

interface Holding {
  peak: number;
  allocated: number;
}

function holdingOf(holders: Map<number, Holding>, key: number): Holding {
  let holding = holders.get(key);
  if (holding === undefined) {
    holding = { peak: 0, allocated: 0 };
    holders.set(key, holding);
  }
  return holding;
}

interface Ranking {
  /** Keys with a group of their own, greatest first. */
  readonly keys: readonly number[];
  readonly groups: ReadonlyMap<number, number>;
  readonly hasOther: boolean;
}

function rank(holders: ReadonlyMap<number, Holding>): Ranking {
  const order = [...holders].sort(
    ([keyA, a], [keyB, b]) => b.peak - a.peak || b.allocated - a.allocated || keyA - keyB,
  );
  const keys = order.slice(0, MOST_GROUPS).map(([key]) => key);
  return { keys, groups: new Map(keys.map((key, group) => [key, group])), hasOther: keys.length < order.length };
}

function groupOfKey(ranking: Ranking, key: number): number {
  return ranking.groups.get(key) ?? (ranking.hasOther ? ranking.keys.length : 0);
}

function namesOf(ranking: Ranking, nameOf: (key: number) => string): string[] {
  const names = ranking.keys.map(nameOf);
  return ranking.hasOther ? [...names, 'other'] : names;
}
