import { useRef } from 'react';
import { useElementSize } from '../canvas/use-element-size';
import { VirtualRows, type VirtualRowsProps } from '../virtual-rows/VirtualRows';
import { columnsIn, leastWidthOf, tracksOf, type Column } from './column';
import { HeaderCells, RowCells } from './TableCells';
import styles from './table.module.css';

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
  const { columns: all, rowAt, ...others } = props;
  const frame = useRef<HTMLDivElement>(null);
  const columns = columnsIn(all, useElementSize(frame).width);
  return (
    <div ref={frame} className={styles.frame}>
      <VirtualRows
        {...others}
        rowHeight={ROW_HEIGHT}
        tracks={tracksOf(columns)}
        columnCount={columns.length}
        leastWidth={leastWidthOf(columns)}
        header={<HeaderCells columns={columns} />}
        renderRow={(row) => <RowCells columns={columns} row={rowAt(row)} />}
      />
    </div>
  );
}
