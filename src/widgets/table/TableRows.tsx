import { VirtualRows, type VirtualRowsProps } from '../virtual-rows/VirtualRows';
import { leastWidthOf, tracksOf, type Column } from './column';
import { HeaderCells, RowCells } from './TableCells';

const ROW_HEIGHT = 20;

type FromColumns = 'rowHeight' | 'tracks' | 'columnCount' | 'leastWidth' | 'header' | 'renderRow';

/** A table of any length over rows of one type, of which only those in view exist. */
export function TableRows<Row>(
  props: Omit<VirtualRowsProps, FromColumns> & {
    readonly columns: readonly Column<Row>[];
    /** Undefined: the row is still on its way. */
    readonly rowAt: (row: number) => Row | undefined;
  },
) {
  const { columns, rowAt, ...others } = props;
  return (
    <VirtualRows
      {...others}
      rowHeight={ROW_HEIGHT}
      tracks={tracksOf(columns)}
      columnCount={columns.length}
      leastWidth={leastWidthOf(columns)}
      header={<HeaderCells columns={columns} />}
      renderRow={(row) => <RowCells columns={columns} row={rowAt(row)} />}
    />
  );
}
