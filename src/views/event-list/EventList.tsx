import { useCallback, useMemo } from 'react';
import { eventRow } from '../../core/tables/event-row';
import { useAnswer, useApp, useCursor } from '../../store/app-context';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { TableRows } from '../../widgets/table/TableRows';
import { useGoTo } from '../links/use-go-to';
import { useTables } from '../links/use-tables';
import { useTimeText } from '../links/use-time-text';
import type { EngineClient } from '../../worker/client';
import { eventColumns } from './event-columns';
import { EventFilterBar } from './EventFilterBar';
import styles from './event-list.module.css';
import { eventAt, rowOf, type FilteredEvents } from './filtered-events';

/** Every event of the trace, in order. The list follows the cursor; choosing a row moves it there. */
export function EventList() {
  const { trace } = useTables();
  const timeText = useTimeText();
  const fidelity = useApp((state) => state.meta?.fidelity);
  const events = useApp((state) => state.meta?.totals.events ?? 0);
  const columns = useMemo(() => eventColumns(fidelity, timeText), [fidelity, timeText]);
  const shown = useShownEvents(trace.events.length);
  const cursor = useCursor();
  const goTo = useGoTo();

  const choose = (row: number): void => {
    const { event, block } = eventRow(trace, eventAt(shown, row));
    goTo(event, block);
  };

  return (
    <div className={styles.panel}>
      <EventFilterBar />
      {shown.total === 0 ? (
        <EmptyState>
          {trace.events.length > 0
            ? 'No event passes this filter.'
            : events > 0
              ? 'The events are being listed.'
              : 'This trace has no events.'}
        </EmptyState>
      ) : (
        <TableRows
          label="Events"
          role="grid"
          columns={columns}
          rowCount={shown.total}
          rowAt={(row) => eventRow(trace, eventAt(shown, row))}
          active={rowOf(shown, cursor)}
          onActive={choose}
        />
      )}
    </div>
  );
}

/** The events that pass the filter; all of those read so far until the engine has looked through them. */
function useShownEvents(eventCount: number): FilteredEvents {
  const filter = useApp((state) => state.eventFilter);
  const isEmpty = filter.kinds === '' && filter.domain === undefined && filter.stack === undefined;
  const question = useCallback(
    async (engine: EngineClient) => (isEmpty ? undefined : await engine.filterEvents(filter)),
    [filter, isEmpty],
  );
  const passing = useAnswer(question);
  return isEmpty || passing === undefined ? { total: eventCount, events: undefined } : passing;
}
