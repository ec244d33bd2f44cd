import { formatCount } from '../../base/format';
import type { EventIndex } from '../../core/tables/indices';
import { useApp } from '../../store/app-context';
import styles from './link.module.css';

/** An event's number; a click goes there. */
export function EventLink({ event }: { readonly event: EventIndex }) {
  const pause = useApp((state) => state.pause);
  const seek = useApp((state) => state.seek);
  return (
    <button
      type="button"
      className={styles.link}
      title="Go to this event"
      onClick={() => {
        pause();
        seek(event);
      }}
    >
      #{formatCount(event)}
    </button>
  );
}
