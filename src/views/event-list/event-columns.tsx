import { formatAddress, formatBytes, formatCount } from '../../base/format';
import type { EventRow } from '../../core/tables/event-row';
import type { Ticks } from '../../core/tables/indices';
import type { Fidelity } from '../../core/tables/trace-meta';
import { MiddleCut } from '../../widgets/middle-cut/MiddleCut';
import type { Column } from '../../widgets/table/column';
import styles from './event-list.module.css';

const OPERATION_STYLES: Readonly<Record<string, string | undefined>> = {
  '+': styles.allocate,
  '~': styles.reallocate,
  '-': styles.free,
  g: styles.fault,
};

/** The columns of the event list, without those for what the trace does not record. `timeText` knows its clock. */
export function eventColumns(
  fidelity: Fidelity | undefined,
  timeText: (ticks: Ticks) => string,
): readonly Column<EventRow>[] {
  const columns: (Column<EventRow> | false)[] = [
    { id: 'event', title: '#', track: '11ch', isNumber: true, cell: (row) => formatCount(row.event) },
    fidelity?.clock !== 'none' && {
      id: 'time',
      title: 'Time',
      track: '10ch',
      isNumber: true,
      cell: (row) => timeText(row.time),
    },
    fidelity?.threads !== false && {
      id: 'thread',
      title: 'Thread',
      track: 'minmax(7ch, 0.4fr)',
      cell: (row) => row.thread,
      fullText: (row) => row.thread,
    },
    {
      id: 'operation',
      title: 'Op',
      track: '3ch',
      cell: (row) => <span className={OPERATION_STYLES[row.letter]}>{row.letter}</span>,
    },
    fidelity?.addresses !== false && {
      id: 'address',
      title: 'Address',
      track: '15ch',
      isNumber: true,
      cell: (row) => (row.address === undefined ? '' : formatAddress(row.address)),
    },
    {
      id: 'size',
      title: 'Size',
      track: '9ch',
      isNumber: true,
      cell: (row) => (row.size === undefined ? '' : formatBytes(row.size)),
      fullText: (row) => (row.size === undefined ? '' : `${formatCount(row.size)} bytes`),
    },
    {
      id: 'domain',
      title: 'Domain',
      track: 'minmax(8ch, 0.7fr)',
      cell: (row) => <MiddleCut text={row.domain} />,
    },
    fidelity?.scopes !== false && { id: 'scope', title: 'Scope', track: '10ch', cell: (row) => row.scope },
    {
      id: 'function',
      title: 'Function',
      track: 'minmax(12ch, 2fr)',
      cell: (row) => (row.note === '' ? row.function : <EventNote row={row} />),
      fullText: (row) => [row.note, row.function, row.module].filter((text) => text !== '').join('\n'),
    },
    fidelity?.calls !== false && {
      id: 'command',
      title: 'Command',
      track: 'minmax(8ch, 1fr)',
      cell: (row) => row.command,
      fullText: (row) => row.command,
    },
  ];
  return columns.filter((column) => column !== false);
}

function EventNote({ row }: { readonly row: EventRow }) {
  return (
    <>
      <span className={styles.note}>{row.note}</span> {row.function}
    </>
  );
}
