import type { Finding } from '../answers';
import { accessFinding } from './access-finding';
import { faultFinding } from './fault-finding';
import { footprintFinding } from './footprint-finding';
import { freedElsewhereFinding } from './freed-elsewhere-finding';
import { growthFinding, keptFinding } from './kept-finding';
import { outlivedFinding } from './outlived-finding';
import { peakFinding } from './peak-finding';
import type { FindingSources } from './sources';
import { unknownFinding } from './unknown-finding';
import { unreachedFinding } from './unreached-finding';

const MOST_FINDINGS = 5;

const QUESTIONS: readonly ((sources: FindingSources) => Finding | undefined)[] = [
  outlivedFinding,
  faultFinding,
  accessFinding,
  freedElsewhereFinding,
  growthFinding,
  peakFinding,
  unknownFinding,
  keptFinding,
];

/** Those that look at many rows or events. */
const LONG_QUESTIONS: readonly ((sources: FindingSources) => Generator<undefined, Finding | undefined>)[] = [
  unreachedFinding,
  footprintFinding,
];

const WEIGHT: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, information: 2 };
/** Among equals: what a person wants to read first, and what goes last where there are more than five. */
const READING_ORDER: readonly Finding['id'][] = [
  'outlived', 'faults', 'accesses', 'peak', 'unreached', 'freed-elsewhere', 'grows', 'footprint', 'kept', 'unknown',
]; // prettier-ignore
const KEEPING_ORDER: readonly Finding['id'][] = [
  'outlived', 'faults', 'accesses', 'peak', 'unreached', 'freed-elsewhere', 'grows', 'footprint', 'unknown', 'kept',
]; // prettier-ignore

/**
 * At most five computed sentences on a trace, worst first. Yields within the work so that a worker can stop in between.
 */
export function* findFindings(sources: FindingSources): Generator<undefined, readonly Finding[]> {
  const findings: Finding[] = [];
  for (const question of QUESTIONS) {
    const finding = question(sources);
    if (finding !== undefined) findings.push(finding);
    yield undefined;
  }
  for (const question of LONG_QUESTIONS) {
    const finding = yield* question(sources);
    if (finding !== undefined) findings.push(finding);
  }
  return worstFirst(worstFirst(findings, KEEPING_ORDER).slice(0, MOST_FINDINGS), READING_ORDER);
}

function worstFirst(findings: readonly Finding[], order: readonly Finding['id'][]): Finding[] {
  return [...findings].sort(
    (a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || order.indexOf(a.id) - order.indexOf(b.id),
  );
}
