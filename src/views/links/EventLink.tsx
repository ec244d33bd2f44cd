import { formatCount } from '../../base/format';
import type { EventIndex } from '../../core/tables/indices';
import styles from './link.module.css';
import { useGoTo } from './use-go-to';

/** An event's number; a click goes there. */
export function EventLink({ event }: { readonly event: EventIndex }) {
  const goTo = useGoTo();
  return (
    <button
      type="button"
      className={styles.link}
      title="Go to this event"
      onClick={() => {
        goTo(event);
      }}
    >
      #{formatCount(event)}
    </button>
  );
}
