import { useRef } from 'react';
import { useElementSize } from '../canvas/use-element-size';
import { columnsIn, tracksOf, type Column } from './column';
import styles from './table.module.css';

/** Header cells of a grid. */
export function HeaderCells({ columns }: { readonly columns: readonly Column<never>[] }) {
  return columns.map((column) => (
    <span key={column.id} role="columnheader" className={column.isNumber ? styles.number : styles.text}>
      {column.title}
    </span>
  ));
}

/** Cells of one row; undefined: the row is still on its way. */
export function RowCells<Row>({
  columns,
  row,
}: {
  readonly columns: readonly Column<Row>[];
  readonly row: Row | undefined;
}) {
  return columns.map((column) => (
    <span
      key={column.id}
      role="gridcell"
      className={column.isNumber ? styles.number : styles.text}
      title={row === undefined ? undefined : column.fullText?.(row)}
    >
      {row === undefined ? ' ' : column.cell(row)}
    </span>
  ));
}

/** A table short enough to be there whole. Reads like one: caption, header, rows. */
export function ShortTable<Row>(props: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const columns = columnsIn(props.columns, useElementSize(frame).width);
  const template = { gridTemplateColumns: tracksOf(columns) };
  return (
    <div ref={frame} className={styles.table} role="table" aria-label={props.label}>
      <div className={styles.head} role="row" style={template}>
        <HeaderCells columns={columns} />
      </div>
      {props.rows.map((row) => (
        <div key={props.rowKey(row)} className={styles.row} role="row" style={template}>
          {columns.map((column) => (
            <span
              key={column.id}
              role="cell"
              className={column.isNumber ? styles.number : styles.text}
              title={column.fullText?.(row)}
            >
              {column.cell(row)}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
