import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useElementSize } from '../canvas/use-element-size';
import {
  clampTop,
  rowAfterKey,
  rowsInView,
  scrollHeight,
  scrollOfTop,
  topOfScroll,
  topShowing,
  type RowGeometry,
} from './row-window';
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
  const scroller = useRef<HTMLDivElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const id = useId();
  const viewHeight = useElementSize(view).height;
  const geometry = { rowCount, rowHeight, viewHeight };
  const [top, moveTo] = useScrollTop(scroller, geometry);
  const [first, count] = rowsInView(top, geometry);

  useEffect(() => {
    if (active >= 0 && viewHeight > 0) moveTo((now) => topShowing(active, now, { rowCount, rowHeight, viewHeight }));
  }, [active, rowCount, rowHeight, viewHeight, moveTo]);
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
      <div className={styles.header} role="rowgroup">
        <div className={styles.row} role="row" aria-rowindex={1} style={{ gridTemplateColumns: props.tracks }}>
          {props.header}
        </div>
      </div>
      <div className={styles.body} role="presentation" style={{ height: scrollHeight(geometry) }}>
        <div ref={view} className={styles.view} role="rowgroup">
          {rows.map((row) => (
            <div
              key={row}
              id={rowId(row)}
              className={styles.row}
              role="row"
              aria-rowindex={row + 2}
              aria-selected={row === active}
              aria-level={props.rowFacts?.(row).level}
              aria-expanded={props.rowFacts?.(row).expanded}
              style={{
                gridTemplateColumns: props.tracks,
                height: rowHeight,
                transform: `translateY(${row * rowHeight - top}px)`,
              }}
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
  );
}

/** The content position of a scrolled element, and how to move it. Ties the wheel and the scroll bar to it. */
function useScrollTop(
  scroller: React.RefObject<HTMLDivElement | null>,
  geometry: RowGeometry,
): [number, (change: (top: number) => number) => void] {
  const [top, setTop] = useState(0);
  const now = useRef({ top, geometry });
  // Where we put the scroll bar ourselves: its event is no gesture of the person.
  const placed = useRef(0);
  const shown = clampTop(top, geometry);
  useLayoutEffect(() => {
    now.current = { top: shown, geometry };
  });

  const moveTo = useCallback(
    (change: (top: number) => number) => {
      const next = clampTop(change(now.current.top), now.current.geometry);
      now.current.top = next;
      setTop(next);
      if (scroller.current === null) return;
      scroller.current.scrollTop = scrollOfTop(next, now.current.geometry);
      placed.current = scroller.current.scrollTop;
    },
    [scroller],
  );

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = (): void => {
      if (Math.abs(element.scrollTop - placed.current) < 1) return;
      placed.current = element.scrollTop;
      const next = topOfScroll(element.scrollTop, now.current.geometry);
      now.current.top = next;
      setTop(next);
    };
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.deltaY === 0) return;
      const line = now.current.geometry.rowHeight;
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? line : 1;
      const before = now.current.top;
      moveTo((at) => at + event.deltaY * unit);
      // At an end the wheel belongs to whatever is around the list.
      if (now.current.top !== before) event.preventDefault();
    };
    element.addEventListener('scroll', onScroll);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [scroller, moveTo]);

  return [shown, moveTo];
}
