import type { Finding } from '../answers';
import { faultFinding } from './fault-finding';
import { footprintFinding } from './footprint-finding';
import { freedElsewhereFinding } from './freed-elsewhere-finding';
import { growthFinding, keptFinding } from './kept-finding';
import { outlivedFinding } from './outlived-finding';
import { peakFinding } from './peak-finding';
import type { FindingSources } from './sources';
import { unknownFinding } from './unknown-finding';

const MOST_FINDINGS = 5;

/** Questions in order of weight: where more than five have an answer, the last go. */
const QUESTIONS: readonly ((sources: FindingSources) => Finding | undefined)[] = [
  outlivedFinding,
  faultFinding,
  freedElsewhereFinding,
  growthFinding,
  peakFinding,
  footprintFinding,
  unknownFinding,
  keptFinding,
];

const WEIGHT: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, information: 2 };
/** Among equals: what a person wants to read first. */
const ORDER: readonly Finding['id'][] = [
  'outlived', 'faults', 'peak', 'freed-elsewhere', 'grows', 'footprint', 'kept', 'unknown',
]; // prettier-ignore

/**
 * At most five computed sentences on a trace, worst first. Yields between the questions so that a worker can stop in
 * between.
 */
export function* findFindings(sources: FindingSources): Generator<undefined, readonly Finding[]> {
  const findings: Finding[] = [];
  for (const question of QUESTIONS) {
    const finding = question(sources);
    if (finding !== undefined) findings.push(finding);
    yield undefined;
  }
  return findings
    .sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
    .slice(0, MOST_FINDINGS)
    .sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || ORDER.indexOf(a.id) - ORDER.indexOf(b.id));
}
