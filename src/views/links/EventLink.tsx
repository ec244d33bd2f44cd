import { formatCount } from '../../base/format';
import type { EventIndex } from '../../core/tables/indices';
import { TextButton } from '../../widgets/text-button/TextButton';
import { useGoTo } from './use-go-to';

/** An event's number; a click goes there. */
export function EventLink({ event }: { readonly event: EventIndex }) {
  const goTo = useGoTo();
  return (
    <TextButton
      title="Go to this event"
      onClick={() => {
        goTo(event);
      }}
    >
      #{formatCount(event)}
    </TextButton>
  );
}
