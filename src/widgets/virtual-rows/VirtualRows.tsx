import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useElementSize } from '../canvas/use-element-size';
import { rowAfterKey, rowsInView, scrollHeight } from './row-window';
import { useScrollTop } from './use-scroll-top';
import styles from './virtual-rows.module.css';

/** What assistive technology is told of a row beside its number. */
export interface RowFacts {
  readonly level?: number;
  readonly expanded?: boolean | undefined;
}

export interface VirtualRowsProps {
  readonly label: string;
  readonly role: 'grid' | 'treegrid';
  readonly rowCount: number;
  /** CSS pixels. */
  readonly rowHeight: number;
  /** CSS grid tracks that the header and all rows share. */
  readonly tracks: string;
  readonly columnCount: number;
  /** Characters that the columns need; in less room the list scrolls sideways. */
  readonly leastWidth: number;
  /** The row with the keyboard's focus; −1 = none. It is kept in view when it changes. */
  readonly active: number;
  /** A key or a click moved to a row. */
  readonly onActive: (row: number) => void;
  /** Enter or a double click on a row. */
  readonly onOpen?: ((row: number) => void) | undefined;
  /** Keys that the list does not know; true: handled. */
  readonly onKey?: ((key: string, row: number) => boolean) | undefined;
  /** Rows in view, for a caller that must fetch them. */
  readonly onView?: ((first: number, count: number) => void) | undefined;
  /** Cells of the header row. */
  readonly header: ReactNode;
  /** Cells of a row. */
  readonly renderRow: (row: number) => ReactNode;
  readonly rowFacts?: (row: number) => RowFacts;
}

/**
 * A list of up to hundreds of millions of rows of one height, of which only those in view exist. The wheel moves the
 * content pixel by pixel however long the list is; the scroll bar spans all of it.
 */
export function VirtualRows(props: VirtualRowsProps) {
  const { rowCount, rowHeight, active, onActive, onView } = props;
  const view = useRef<HTMLDivElement>(null);
  const id = useId();
  const viewHeight = useElementSize(view).height;
  const geometry = { rowCount, rowHeight, viewHeight };
  const { scroller, top } = useScrollTop(geometry, active);
  const [first, count] = rowsInView(top, geometry);

  useEffect(() => {
    onView?.(first, count);
  }, [first, count, onView]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = rowAfterKey(event.key, active, geometry);
    if (next !== undefined) onActive(next);
    else if (event.key === 'Enter' && active >= 0 && props.onOpen !== undefined) props.onOpen(active);
    else if (active < 0 || props.onKey?.(event.key, active) !== true) return;
    event.preventDefault();
    event.stopPropagation();
  };

  // With the gaps between the columns and at both ends.
  const minWidth = `calc(${props.leastWidth}ch + ${props.columnCount + 1} * var(--space-3))`;
  const rowId = (row: number): string => `${id}-${row}`;
  const isActiveInView = active >= first && active < first + count;
  const rows = Array.from({ length: count }, (_, at) => first + at);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role={props.role}
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={props.columnCount}
      aria-activedescendant={isActiveInView ? rowId(active) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={styles.header} role="rowgroup" style={{ minWidth }}>
        <div className={styles.row} role="row" aria-rowindex={1} style={{ gridTemplateColumns: props.tracks }}>
          {props.header}
        </div>
      </div>
      <div className={styles.body} role="presentation" style={{ minWidth, height: scrollHeight(geometry) }}>
        <div ref={view} className={styles.view} role="rowgroup">
          <div className={styles.rows} role="presentation" style={{ marginTop: first * rowHeight - top }}>
            {rows.map((row) => (
              <div
                // By place: rows that come take the elements of rows that go.
                key={row - first}
                id={rowId(row)}
                className={styles.row}
                role="row"
                aria-rowindex={row + 2}
                aria-selected={row === active}
                aria-level={props.rowFacts?.(row).level}
                aria-expanded={props.rowFacts?.(row).expanded}
                style={{ gridTemplateColumns: props.tracks, height: rowHeight }}
                onClick={() => {
                  onActive(row);
                }}
                onDoubleClick={() => props.onOpen?.(row)}
              >
                {props.renderRow(row)}
              </div>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
