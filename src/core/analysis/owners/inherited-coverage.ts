import { DOMAIN_KINDS } from '../../tables/domains';
import { NONE, type BlockRow, type Bytes, type DomainId, type EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { CallsInForce } from '../coverage/calls-in-force';
import { IN_FORCE, type InForce, type Seen } from '../coverage/coverage-answer';
import { callbackSites } from '../coverage/requesting-module';
import type { InheritedCoverage } from './owners-answer';
import type { Holder, Ownership } from './ownership';

/** Where a table reaches: inside a command that was given one, or that does not say. */
const REACHES: Readonly<Record<InForce, boolean>> = {
  table: true,
  'not-recorded': true,
  null: false,
  'no-command': false,
};

/** What was in force at the birth of the root that each block came from, by block: inheritance at allocation. */
export function inheritedForce(trace: Trace, ownership: Ownership): Map<Holder, InForce> {
  const calls = new CallsInForce(trace);
  const forces = new Map<Holder, InForce>();
  for (const row of ownership.rows) {
    const holder = ownership.holderOf(row);
    if (forces.has(holder)) continue;
    const birth = trace.blocks.birth.get(row);
    calls.goTo(birth);
    const owner = ownership.ownerAt(holder, birth);
    forces.set(holder, (owner === NONE ? undefined : forces.get(owner)) ?? IN_FORCE[calls.inForce]);
  }
  return forces;
}

/** Whether a table would reach a root made there. */
export function reachesTable(inForce: InForce): boolean {
  return REACHES[inForce];
}

/** What the callbacks would see if each ralloc root took the table in force; `peak`: the event of the greatest total. */
export function inheritedCoverage(trace: Trace, ownership: Ownership, peak: EventIndex): InheritedCoverage {
  const byForce = backingBytes(trace, ownership, peak);
  const before = { atPeak: seenAt(trace, peak), inTotal: seenInTotal(trace) };
  const gained = (figure: 'allocatedBytes' | 'atPeak'): number =>
    byForce.reduce((sum, row) => sum + (REACHES[row.inForce] ? row[figure] : 0), 0);
  const after = {
    atPeak: { ...before.atPeak, callbacks: (before.atPeak.callbacks + gained('atPeak')) as Bytes },
    inTotal: { ...before.inTotal, callbacks: (before.inTotal.callbacks + gained('allocatedBytes')) as Bytes },
  };
  return { before, after, byForce };
}

/** By what was in force: roots, and the bytes that ralloc took from its backing domain for what is under them. */
function backingBytes(trace: Trace, ownership: Ownership, peak: EventIndex): InheritedCoverage['byForce'] {
  const { blocks } = trace;
  const isCallback = callbackSites(trace);
  const forces = inheritedForce(trace, ownership);
  const rows = IN_FORCE.map((inForce) => ({ inForce, roots: 0, allocatedBytes: 0, atPeak: 0 }));
  for (const block of ownership.rows) {
    const holder = ownership.holderOf(block);
    const row = rows[IN_FORCE.indexOf(forces.get(holder) ?? 'no-command')];
    if (block === holder && ownership.ownerAt(holder, blocks.birth.get(block)) === NONE) row.roots++;
    const backing = blocks.backing.get(block);
    // What a ralloc already takes from callbacks is seen as it is.
    if (backing === NONE || isCallback[blocks.site.get(backing)] === 1) continue;
    const bytes = trace.sizeOf(backing);
    row.allocatedBytes += bytes;
    if (isLiveAt(trace, block, peak) && isLiveAt(trace, backing, peak)) row.atPeak += bytes;
  }
  return rows.map((row) => ({ ...row, allocatedBytes: row.allocatedBytes as Bytes, atPeak: row.atPeak as Bytes }));
}

function isLiveAt({ blocks }: Trace, block: BlockRow, event: EventIndex): boolean {
  return blocks.birth.get(block) <= event && event < blocks.death.get(block);
}

/** Live bytes at `event`, memory with a backing domain counted once. */
function seenAt(trace: Trace, event: EventIndex): Seen {
  const { blocks, sites, domains } = trace;
  const isCallback = callbackSites(trace);
  let callbacks = 0;
  let all = 0;
  for (let row = 1 as BlockRow; row < blocks.length && blocks.birth.get(row) <= event; row++) {
    if (blocks.death.get(row) <= event) continue;
    const site = blocks.site.get(row);
    const bytes = trace.sizeOf(row);
    if (isCallback[site] === 1) callbacks += bytes;
    if (domains.backing.get(sites.domain.get(site)) === NONE) all += bytes;
  }
  return { callbacks: callbacks as Bytes, all: all as Bytes };
}

/** Bytes ever allocated. */
function seenInTotal({ domains }: Trace): Seen {
  const vulkan = DOMAIN_KINDS.indexOf('vk');
  let callbacks = 0;
  let all = 0;
  for (let domain = 0 as DomainId; domain < Math.max(1, domains.length); domain++) {
    const bytes = domains.allocatedBytes.get(domain);
    if (domains.kind.get(domain) === vulkan) callbacks += bytes;
    if (domains.backing.get(domain) === NONE) all += bytes;
  }
  return { callbacks: callbacks as Bytes, all: all as Bytes };
}
