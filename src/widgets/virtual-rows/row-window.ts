// Browsers cap the height of an element, so a long list cannot have its true scroll height. Content pixels are the
// list's own (rows × row height); scroll pixels are what the scroll bar knows. Below the cap they are the same.

/** Well below the least cap of any browser (about 17.8 million pixels). */
export const MAX_SCROLL_HEIGHT = 8_000_000;

export interface RowGeometry {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Height of the part in view, in pixels. */
  readonly viewHeight: number;
}

/** Height of the element that makes the scroll bar, in scroll pixels. */
export function scrollHeight({ rowCount, rowHeight }: RowGeometry): number {
  return Math.min(rowCount * rowHeight, MAX_SCROLL_HEIGHT);
}

/** Content pixels per scroll pixel, so that both ends meet. */
function scale(geometry: RowGeometry): number {
  const content = geometry.rowCount * geometry.rowHeight - geometry.viewHeight;
  const scroll = scrollHeight(geometry) - geometry.viewHeight;
  return scroll <= 0 ? 1 : content / scroll;
}

/** Content position of the view's upper edge for a position of the scroll bar. */
export function topOfScroll(scrollTop: number, geometry: RowGeometry): number {
  return clampTop(scrollTop * scale(geometry), geometry);
}

export function scrollOfTop(top: number, geometry: RowGeometry): number {
  return clampTop(top, geometry) / scale(geometry);
}

export function clampTop(top: number, { rowCount, rowHeight, viewHeight }: RowGeometry): number {
  return Math.max(0, Math.min(top, rowCount * rowHeight - viewHeight));
}

/** Rows that are at least partly in view: `first` and how many. */
export function rowsInView(top: number, { rowCount, rowHeight, viewHeight }: RowGeometry): [number, number] {
  const first = Math.min(Math.floor(top / rowHeight), rowCount);
  const end = Math.min(Math.ceil((top + viewHeight) / rowHeight), rowCount);
  return [first, Math.max(0, end - first)];
}

/** Brings all of row `index` into view: the next row by the least move, one farther away to the middle. */
export function topShowing(index: number, top: number, geometry: RowGeometry): number {
  const { rowHeight, viewHeight } = geometry;
  const upper = index * rowHeight;
  const lower = upper + rowHeight - viewHeight;
  if (upper >= top && lower <= top) return clampTop(top, geometry);
  const isNear = upper > top - 1.5 * rowHeight && lower < top + 1.5 * rowHeight;
  const rowsAbove = Math.floor((viewHeight / rowHeight - 1) / 2);
  if (!isNear) return clampTop(upper - rowsAbove * rowHeight, geometry);
  return clampTop(upper < top ? upper : lower, geometry);
}

/** The row that a key leads to from row `active` (−1: none yet); undefined for a key that does not move. */
export function rowAfterKey(
  key: string,
  active: number,
  { rowCount, rowHeight, viewHeight }: RowGeometry,
): number | undefined {
  const page = Math.max(1, Math.floor(viewHeight / rowHeight) - 1);
  const steps: Readonly<Record<string, number | undefined>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -page,
    PageDown: page,
    Home: -Infinity,
    End: Infinity,
  };
  const step = steps[key];
  if (step === undefined || rowCount === 0) return undefined;
  return Math.max(0, Math.min(active + step, rowCount - 1));
}
