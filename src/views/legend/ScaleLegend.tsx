import type { Group } from '../../worker/protocol';
import styles from './legend.module.css';
import { Swatch } from './Legend';

/** A scale as one strip of colours, with its ends in words. */
export function ScaleLegend({ label, groups }: { readonly label: string; readonly groups: readonly Group[] }) {
  return (
    <p className={styles.scale} role="img" aria-label={`${label}: ${groups.map((group) => group.name).join(', ')}`}>
      <span>{groups.at(0)?.name}</span>
      <span className={styles.strip}>
        {groups.map((group) => (
          <span key={group.index} className={styles.step} title={group.name}>
            <Swatch colour={group.colour} />
          </span>
        ))}
      </span>
      <span>{groups.at(-1)?.name}</span>
    </p>
  );
}
