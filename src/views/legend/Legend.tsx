import { useRef } from 'react';
import { formatBytes } from '../../base/format';
import type { Evidence, Group } from '../../worker/protocol';
import { MiddleCut } from '../../widgets/middle-cut/MiddleCut';
import { AllEntries } from './AllEntries';
import { HitMark } from './HitMark';
import styles from './legend.module.css';
import { useHiddenItems } from './use-hidden-items';

interface LegendProps {
  readonly label: string;
  /** Colours, or a mark where one stands for evidence. */
  readonly groups: readonly (Group & { readonly evidence?: Evidence })[];
  /** Whether each group says what it holds. */
  readonly hasBytes: boolean;
}

/** What the colours of a picture stand for. Those that have no room in so many lines show when asked for. */
export function Legend({ lines, ...entries }: LegendProps & { readonly lines?: 1 | 2 }) {
  return lines === undefined ? (
    <ul className={styles.allLines} aria-label={entries.label}>
      <Entries {...entries} />
    </ul>
  ) : (
    <ShortLegend {...entries} lines={lines} />
  );
}

function ShortLegend({ lines, ...entries }: LegendProps & { readonly lines: 1 | 2 }) {
  const list = useRef<HTMLUListElement>(null);
  const hidden = useHiddenItems(list, entries.groups.length);
  return (
    <div className={styles.short}>
      <ul ref={list} className={lines === 1 ? styles.oneLine : styles.twoLines} aria-label={entries.label}>
        <Entries {...entries} />
      </ul>
      {hidden > 0 && (
        <AllEntries label={entries.label} hidden={hidden}>
          <Entries {...entries} />
        </AllEntries>
      )}
    </div>
  );
}

function Entries({ groups, hasBytes }: Omit<LegendProps, 'label'>) {
  return groups.map((group) => (
    <li key={`${group.evidence} ${group.index}`} className={styles.group}>
      {group.evidence === undefined ? (
        <Swatch colour={group.colour} />
      ) : (
        <HitMark evidence={group.evidence} colour={group.colour} />
      )}
      <MiddleCut text={group.name} />
      {hasBytes && <span className={styles.bytes}>{formatBytes(group.bytes)}</span>}
    </li>
  ));
}

/** A patch of a group's colour. */
export function Swatch({ colour }: { readonly colour: string }) {
  return <span className={styles.swatch} style={{ background: colour }} aria-hidden="true" />;
}
