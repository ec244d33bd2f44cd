import { useMemo, useState } from 'react';
import { formatCount } from '../../base/format';
import { frameLabel } from '../../core/tables/code-names';
import { NONE, type StackId } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import { useApp } from '../../store/app-context';
import type { GuardAnswer } from '../../worker/protocol';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import type { Column } from '../../widgets/table/column';
import { TableRows } from '../../widgets/table/TableRows';
import { useTables } from '../links/use-tables';
import styles from './guards.module.css';

type Hit = GuardAnswer['hits'][number];

/** Hits in order of event, each with both sites; choosing one goes there. */
export function GuardHits({ hits }: { readonly hits: readonly Hit[] }) {
  const tables = useTables();
  const columns = useMemo(() => hitColumns(tables.trace), [tables]);
  const [chosen, setChosen] = useState(-1);
  const pause = useApp((state) => state.pause);
  const seek = useApp((state) => state.seek);
  const select = useApp((state) => state.select);
  if (hits.length === 0)
    return <EmptyState>No hit: no access is known to have met what was not the program’s.</EmptyState>;
  const goTo = (row: number): void => {
    setChosen(row);
    pause();
    const { event, block } = hits[row];
    seek(event);
    if (block !== NONE) select(block);
  };
  return (
    <TableRows
      label="Guard hits"
      role="grid"
      columns={columns}
      rowCount={hits.length}
      rowAt={(row) => hits[row]}
      active={chosen < hits.length ? chosen : -1}
      onActive={goTo}
    />
  );
}

function hitColumns(trace: Trace): readonly Column<Hit>[] {
  const { blocks, sites } = trace;
  const functionOf = (stack: StackId): string =>
    stack === NONE ? '' : frameLabel(trace, trace.stacks.frame.get(stack));
  const at = ({ stack }: Hit): string => functionOf(stack);
  const allocatedBy = ({ block }: Hit): string => functionOf(sites.stack.get(blocks.site.get(block)));
  const releasedBy = ({ block }: Hit): string => functionOf(blocks.releaseStack.get(block));
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
