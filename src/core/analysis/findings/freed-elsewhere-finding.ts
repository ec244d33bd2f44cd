import { FAULT_KINDS } from '../../faults/kinds';
import { formatCount } from '../../../base/format';
import { domainName } from '../../tables/domain-names';
import type { FaultRow } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { Finding } from '../answers';
import { moduleText } from '../groups';
import { moduleCrossings } from './module-crossings';
import type { FindingSources } from './sources';
import { counted, listed, shortened } from '../../../base/wording';

const MOST_CROSSINGS = 3;
/** The C library: that callers free what strdup, getline and others return is its contract. */
const HANDS_OUT_BLOCKS = /^libc[.-]/;
/** Recorders name code that was made at run time so; whose it is they cannot tell. */
const GENERATED_CODE = 'jit';

/** Memory freed elsewhere than it was allocated: through another allocator (an error), or by another module. */
export function freedElsewhereFinding({ trace }: FindingSources): Finding | undefined {
  const mismatched = mismatchedFrees(trace);
  if (mismatched.length > 0) return mismatchFinding(trace, mismatched);
  return crossingFinding(trace);
}

function mismatchedFrees(trace: Trace): FaultRow[] {
  const kind = FAULT_KINDS.indexOf('mismatched-free');
  const rows: FaultRow[] = [];
  for (let row = 1; row < trace.faults.length; row++) {
    if (trace.faults.kind.get(row as FaultRow) === kind) rows.push(row as FaultRow);
  }
  return rows;
}

function mismatchFinding(trace: Trace, rows: readonly FaultRow[]): Finding {
  const pairs = new Map<string, number>();
  for (const row of rows) {
    const site = trace.blocks.site.get(trace.faults.block.get(row));
    const allocated = shortened(domainName(trace, trace.sites.domain.get(site)));
    const pair = `${allocated} → ${shortened(domainName(trace, trace.faults.domain.get(row)))}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  const worst = [...pairs].sort(([, a], [, b]) => b - a).slice(0, MOST_CROSSINGS);
  const others = rows.length - worst.reduce((sum, [, count]) => sum + count, 0);
  const first = rows[0];
  return {
    id: 'freed-elsewhere',
    severity: 'error',
    text:
      `${counted(rows.length, 'block')} ${rows.length === 1 ? 'was' : 'were'} freed through another allocator than ` +
      `${rows.length === 1 ? 'it' : 'they'} came from: ${listed([...worst.map(([pair, count]) => `${formatCount(count)} × ${pair}`), ...othersText(others)])}.`,
    target: { cursor: trace.faults.event.get(first), block: trace.faults.block.get(first), tab: 'faults' },
  };
}

function crossingFinding(trace: Trace): Finding | undefined {
  const crossings = moduleCrossings(trace).filter(
    ({ from, to }) => !HANDS_OUT_BLOCKS.test(moduleText(trace, from)) && moduleText(trace, to) !== GENERATED_CODE,
  );
  if (crossings.length === 0) return undefined;
  const blocks = crossings.reduce((sum, crossing) => sum + crossing.blocks, 0);
  const greatest = crossings.slice(0, MOST_CROSSINGS);
  const named = greatest.map(
    ({ from, to, blocks: count }) =>
      `${formatCount(count)} from ${shortened(moduleText(trace, from))} in ${shortened(moduleText(trace, to))}`,
  );
  const others = blocks - greatest.reduce((sum, crossing) => sum + crossing.blocks, 0);
  const { first } = crossings[0];
  return {
    id: 'freed-elsewhere',
    severity: 'information',
    text: `${counted(blocks, 'block')} ${blocks === 1 ? 'was' : 'were'} released by another module than allocated them: ${listed([...named, ...othersText(others)])}.`,
    target: { cursor: trace.blocks.death.get(first), block: first, tab: 'events' },
  };
}

/** How many are left out of an enumeration, so that its figures add up to what it announces. */
function othersText(count: number): string[] {
  return count === 0 ? [] : [counted(count, 'other')];
}
