import { useMemo, useState } from 'react';
import { NONE, type EventIndex, type FaultRow } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import { useCursor } from '../../store/app-context';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { ListAndDetails } from '../../widgets/list-and-details/ListAndDetails';
import { TableRows } from '../../widgets/table/TableRows';
import { useGoTo } from '../links/use-go-to';
import { useTables } from '../links/use-tables';
import { faultColumns } from './fault-columns';
import { FaultSites } from './FaultSites';

/** Everything that went wrong, in order, with both sites of the one chosen. */
export function Faults() {
  const tables = useTables();
  const { trace } = tables;
  const columns = useMemo(() => faultColumns(tables.trace), [tables]);
  const [chosen, setChosen] = useState(-1);
  const cursor = useCursor();
  const goTo = useGoTo();
  if (trace.faults.count === 0) {
    return (
      <EmptyState>
        No fault in what was read: nothing freed twice, freed through another allocator or written past its end, as far
        as the recording can tell.
      </EmptyState>
    );
  }
  const active = activeRow(trace, chosen, cursor);
  const choose = (row: number): void => {
    setChosen(row);
    goTo(trace.faults.event.get(faultAt(row)), trace.faults.block.get(faultAt(row)));
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
          onActive={choose}
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
