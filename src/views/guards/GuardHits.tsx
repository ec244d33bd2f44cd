import { useMemo, useState } from 'react';
import { formatCount } from '../../base/format';
import { stackLabel } from '../../core/tables/code-names';
import type { Trace } from '../../core/tables/trace';
import type { GuardAnswer } from '../../worker/protocol';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import type { Column } from '../../widgets/table/column';
import { TableRows } from '../../widgets/table/TableRows';
import { useGoTo } from '../links/use-go-to';
import { useTables } from '../links/use-tables';
import styles from './guards.module.css';

type Hit = GuardAnswer['hits'][number];

/** Hits in order of event, each with both sites; choosing one goes there. */
export function GuardHits({ hits }: { readonly hits: readonly Hit[] }) {
  const tables = useTables();
  const columns = useMemo(() => hitColumns(tables.trace), [tables]);
  const [chosen, setChosen] = useState(-1);
  const goTo = useGoTo();
  if (hits.length === 0)
    return <EmptyState>No hit: no access is known to have met what was not the program’s.</EmptyState>;
  const choose = (row: number): void => {
    setChosen(row);
    goTo(hits[row].event, hits[row].block);
  };
  return (
    <TableRows
      label="Guard hits"
      role="grid"
      columns={columns}
      rowCount={hits.length}
      rowAt={(row) => hits[row]}
      active={chosen < hits.length ? chosen : -1}
      onActive={choose}
    />
  );
}

function hitColumns(trace: Trace): readonly Column<Hit>[] {
  const { blocks, sites } = trace;
  const at = ({ stack }: Hit): string => stackLabel(trace, stack);
  const allocatedBy = ({ block }: Hit): string => stackLabel(trace, sites.stack.get(blocks.site.get(block)));
  const releasedBy = ({ block }: Hit): string => stackLabel(trace, blocks.releaseStack.get(block));
  return [
    { id: 'event', title: '#', track: '11ch', isNumber: true, cell: ({ event }) => formatCount(event) },
    {
      id: 'evidence',
      title: 'Evidence',
      track: '10ch',
      cell: ({ evidence }) => <span className={styles[evidence]}>{evidence}</span>,
    },
    { id: 'kind', title: 'Met', track: '15ch', cell: ({ kind }) => kind },
    { id: 'access', title: 'By', track: '8ch', cell: ({ access }) => access },
    {
      id: 'bytes',
      title: 'Bytes',
      track: '14ch',
      isNumber: true,
      cell: ({ offset, bytes }) => (bytes > 1 ? `${offset} … ${offset + bytes - 1}` : `${offset}`),
    },
    { id: 'at', title: 'At', track: 'minmax(12ch, 1fr)', cell: at, fullText: at },
    { id: 'allocated', title: 'Allocated by', track: 'minmax(12ch, 1fr)', cell: allocatedBy, fullText: allocatedBy },
    { id: 'released', title: 'Freed by', track: 'minmax(12ch, 1fr)', cell: releasedBy, fullText: releasedBy },
  ];
}
