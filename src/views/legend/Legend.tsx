import { formatBytes } from '../../base/format';
import type { Group } from '../../worker/protocol';
import styles from './legend.module.css';

/** What the colours of a picture stand for. `bytes` 0 of a group is not written out. */
export function Legend({ label, groups }: { readonly label: string; readonly groups: readonly Group[] }) {
  return (
    <ul className={styles.legend} aria-label={label}>
      {groups.map((group) => (
        <li key={group.index} className={styles.group} title={group.name}>
          <Swatch colour={group.colour} />
          <span className={styles.name}>{group.name}</span>
          {group.bytes > 0 && <span className={styles.bytes}>{formatBytes(group.bytes)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** A patch of a group's colour. */
export function Swatch({ colour }: { readonly colour: string }) {
  return <span className={styles.swatch} style={{ background: colour }} aria-hidden="true" />;
}
