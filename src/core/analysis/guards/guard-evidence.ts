import { FAULT_KINDS } from '../../faults/kinds';
import { bytesToGuard, guardedAlignment } from '../../layers/guard-geometry';
import type { GuardOptions } from '../../layers/guard-options';
import type { Hit } from '../../replay/hits';
import { DOMAIN_KINDS } from '../../tables/domains';
import { NONE, type BlockRow, type Bytes, type FaultRow } from '../../tables/indices';
import type { Trace } from '../../tables/trace';

const MMAP = DOMAIN_KINDS.indexOf('mmap');
/** How recorders write which bytes behind or before a block changed: `bytes 0-7 behind the block changed`. */
const CHANGED_BYTES = /bytes (\d{1,6})-(\d{1,6})\b/;
/** How they write which access met a guard page: `write`, `read after free`. */
const ACCESS = /^(read|write)\b( after free)?/;

/** Evidence of all three kinds, in order of event. `checked`: what the replay's layers met, in order of event. */
export function guardEvidence(trace: Trace, options: GuardOptions | undefined, checked: readonly Hit[]): Hit[] {
  const predicted = options === undefined ? [] : predictedHits(trace, options);
  return [...recordedHits(trace), ...checked, ...predicted].sort((a, b) => a.event - b.event);
}

/** What the recorder itself saw: a guard page that was touched, or bytes beside a block that had changed. */
export function recordedHits(trace: Trace): Hit[] {
  const { faults } = trace;
  const hits: Hit[] = [];
  for (let row = 1 as FaultRow; row < faults.length; row++) {
    const kind = FAULT_KINDS[faults.kind.get(row)];
    if (kind !== 'guard' && kind !== 'redzone') continue;
    hits.push({
      evidence: 'recorded',
      ...(kind === 'guard' ? guardAccess(trace, row) : { kind: 'redzone', access: 'found' }),
      event: faults.event.get(row),
      block: faults.block.get(row),
      offset: faults.offset.get(row),
      bytes: changedBytes(trace, row) as Bytes,
      stack: faults.stack.get(row),
    });
  }
  return hits;
}

/** What met a guard page, as far as the recorder says. */
function guardAccess({ faults, strings }: Trace, row: FaultRow): Pick<Hit, 'kind' | 'access'> {
  const found = ACCESS.exec(strings.get(faults.text.get(row)));
  if (found === null) return { kind: 'guard', access: 'unknown' };
  return { kind: found[0].endsWith('free') ? 'freed' : 'guard', access: found[1] === 'read' ? 'read' : 'write' };
}

/** Length of the damaged range; 1 where the recorder does not say. */
function changedBytes({ faults, strings }: Trace, row: FaultRow): number {
  const found = CHANGED_BYTES.exec(strings.get(faults.text.get(row)));
  if (found === null) return 1;
  return Math.max(1, Number(found[2]) - Number(found[1]) + 1);
}

/** Of the recorded hits those that this guard, at this placement, would have met. */
export function predictedHits(trace: Trace, options: GuardOptions): Hit[] {
  return recordedHits(trace)
    .filter(({ block, offset, bytes }) => block !== NONE && wouldMeet(trace, options, block, offset, bytes))
    .map((hit) => ({ ...hit, evidence: 'predicted', kind: 'guard' }));
}

function wouldMeet(trace: Trace, options: GuardOptions, block: BlockRow, offset: number, bytes: number): boolean {
  const { blocks, sites, domains } = trace;
  const site = blocks.site.get(block);
  const domain = sites.domain.get(site);
  if (domains.backing.get(domain) !== NONE || domains.kind.get(domain) === MMAP) return false;
  if (options.domains !== 'all' && !options.domains.includes(domain)) return false;
  const isMetBefore = options.side !== 'after' && offset < 0 && offset + bytes > -options.pageBytes;
  const guard = bytesToGuard(trace.sizeOf(block), guardedAlignment(sites.alignLog2.get(site), options));
  const isMetAfter = options.side !== 'before' && offset < guard + options.pageBytes && offset + bytes > guard;
  return isMetBefore || isMetAfter;
}
