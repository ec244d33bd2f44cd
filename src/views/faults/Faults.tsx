import { useMemo, useState } from 'react';
import { formatAddress, formatBytes, formatCount } from '../../base/format';
import { FAULT_KINDS } from '../../core/faults/kinds';
import { frameLabel } from '../../core/tables/code-names';
import { domainName } from '../../core/tables/domain-names';
import { NONE, type EventIndex, type FaultRow, type StackId } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import { useApp, useCursor } from '../../store/app-context';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { ListAndDetails } from '../../widgets/list-and-details/ListAndDetails';
import type { Column } from '../../widgets/table/column';
import { TableRows } from '../../widgets/table/TableRows';
import { useTables } from '../links/use-tables';
import { FaultSites } from './FaultSites';
import styles from './faults.module.css';

/** Everything that went wrong, in order, with both sites of the one chosen. */
export function Faults() {
  const tables = useTables();
  const { trace } = tables;
  const columns = useMemo(() => faultColumns(tables.trace), [tables]);
  const [chosen, setChosen] = useState(-1);
  const cursor = useCursor();
  const pause = useApp((state) => state.pause);
  const seek = useApp((state) => state.seek);
  const select = useApp((state) => state.select);
  if (trace.faults.count === 0) {
    return (
      <EmptyState>
        No fault in what was read: nothing freed twice, freed through another allocator or written past its end, as far
        as the recording can tell.
      </EmptyState>
    );
  }
  const active = activeRow(trace, chosen, cursor);
  const goTo = (row: number): void => {
    setChosen(row);
    pause();
    seek(trace.faults.event.get(faultAt(row)));
    const block = trace.faults.block.get(faultAt(row));
    if (block !== NONE) select(block);
  };
  return (
    <ListAndDetails
      list={
        <TableRows
          label="Faults"
          role="grid"
          columns={columns}
          rowCount={trace.faults.count}
          rowAt={faultAt}
          active={active}
          onActive={goTo}
        />
      }
      details={<FaultSites trace={trace} fault={active < 0 ? (NONE as FaultRow) : faultAt(active)} />}
    />
  );
}

/** Row 0 of the table stands for "none". */
function faultAt(row: number): FaultRow {
  return (row + 1) as FaultRow;
}

/** The row of the last fault up to the cursor; of several in one event the one that was chosen. −1: none yet. */
function activeRow({ faults }: Trace, chosen: number, cursor: EventIndex): number {
  if (chosen >= 0 && chosen < faults.count && faults.event.get(faultAt(chosen)) === cursor) return chosen;
  let low = 0;
  let high = faults.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (faults.event.get(faultAt(middle)) <= cursor) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function faultColumns(trace: Trace): readonly Column<FaultRow>[] {
  const { faults, blocks, sites } = trace;
  const functionOf = (stack: StackId): string =>
    stack === NONE ? '' : frameLabel(trace, trace.stacks.frame.get(stack));
  const allocatedBy = (fault: FaultRow): string =>
    functionOf(sites.stack.get(blocks.site.get(faults.block.get(fault))));
  return [
    { id: 'event', title: '#', track: '11ch', isNumber: true, cell: (fault) => formatCount(faults.event.get(fault)) },
    {
      id: 'kind',
      title: 'Fault',
      track: '16ch',
      cell: (fault) => <span className={styles.kind}>{FAULT_KINDS[faults.kind.get(fault)]}</span>,
    },
    {
      id: 'address',
      title: 'Address',
      track: '15ch',
      isNumber: true,
      cell: (fault) => formatAddress(faults.address.get(fault)),
    },
    {
      id: 'size',
      title: 'Block',
      track: '9ch',
      isNumber: true,
      cell: (fault) => (faults.block.get(fault) === NONE ? '' : formatBytes(trace.sizeOf(faults.block.get(fault)))),
    },
    {
      id: 'through',
      title: 'Through',
      track: 'minmax(8ch, 0.6fr)',
      cell: (fault) => (faults.domain.get(fault) === NONE ? '' : domainName(trace, faults.domain.get(fault))),
    },
    {
      id: 'at',
      title: 'At',
      track: 'minmax(12ch, 1fr)',
      cell: (fault) => functionOf(faults.stack.get(fault)),
      fullText: (fault) => functionOf(faults.stack.get(fault)),
    },
    { id: 'allocated', title: 'Allocated by', track: 'minmax(12ch, 1fr)', cell: allocatedBy, fullText: allocatedBy },
    {
      id: 'text',
      title: 'Recorder says',
      track: 'minmax(10ch, 1fr)',
      cell: (fault) => trace.strings.get(faults.text.get(fault)),
      fullText: (fault) => trace.strings.get(faults.text.get(fault)),
    },
  ];
}
