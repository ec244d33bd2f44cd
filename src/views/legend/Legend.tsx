import { formatBytes } from '../../base/format';
import type { Evidence, Group } from '../../worker/protocol';
import { MiddleCut } from '../../widgets/middle-cut/MiddleCut';
import { HitMark } from './HitMark';
import styles from './legend.module.css';

/** A colour, or a mark where it stands for evidence. */
type LegendEntry = Group & { readonly evidence?: Evidence };

/** What the colours of a picture stand for; with what each group holds where `hasBytes`. */
export function Legend(props: {
  readonly label: string;
  readonly groups: readonly LegendEntry[];
  readonly hasBytes: boolean;
  /** Groups that have no room in so many lines are left out; undefined: none is. */
  readonly lines?: 1 | 2;
}) {
  return (
    <ul
      className={props.lines === undefined ? styles.allLines : props.lines === 1 ? styles.oneLine : styles.twoLines}
      aria-label={props.label}
    >
      {props.groups.map((group) => (
        <li key={`${group.evidence} ${group.index}`} className={styles.group}>
          {group.evidence === undefined ? (
            <Swatch colour={group.colour} />
          ) : (
            <HitMark evidence={group.evidence} colour={group.colour} />
          )}
          <MiddleCut text={group.name} />
          {props.hasBytes && <span className={styles.bytes}>{formatBytes(group.bytes)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** A patch of a group's colour. */
export function Swatch({ colour }: { readonly colour: string }) {
  return <span className={styles.swatch} style={{ background: colour }} aria-hidden="true" />;
}
