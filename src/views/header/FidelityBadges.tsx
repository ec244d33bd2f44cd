import type { Fidelity } from '../../core/tables/trace-meta';
import { formatBytes } from '../../base/format';
import { useApp } from '../../store/app-context';
import styles from './header.module.css';

/** The format, and what it did not record: as honest as the trace. */
export function FidelityBadges() {
  const fidelity = useApp((state) => state.meta?.fidelity);
  if (fidelity === undefined) return undefined;
  return (
    <ul className={styles.badges} aria-label="What the trace records">
      <li className={styles.badge}>{fidelity.label}</li>
      {limits(fidelity).map(([text, reason]) => (
        <li key={text} className={styles.limit} title={reason}>
          {text}
        </li>
      ))}
    </ul>
  );
}

/** What the trace lacks, each with what follows from it. */
function limits(fidelity: Fidelity): (readonly [string, string])[] {
  const all: readonly (readonly [boolean, string, string])[] = [
    [fidelity.sampledBytes > 0, `one sample per ${formatBytes(fidelity.sampledBytes)}`, 'Not every allocation is in the trace: totals are estimates.'],
    [fidelity.orderOfFrees === 'assumed', 'order of frees assumed', 'The file does not say which block a free ended; newest first is assumed. Totals, trees and the timeline are exact; ages, lifetimes and places are not.'],
    [!fidelity.addresses, 'no addresses', 'Where blocks lay was not recorded: only the simulated heap has a map.'],
    [fidelity.clock === 'none', 'no clock', 'Events are in order, but when they happened was not recorded.'],
    [fidelity.attached, 'attached late', 'Recording began while the program ran: what was allocated before is unknown, and frees of it are no faults.'],
  ]; // prettier-ignore
  return all.flatMap(([holds, text, reason]) => (holds ? [[text, reason] as const] : []));
}
