import type { ReactNode } from 'react';

/** A column of a table over rows of one type. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** CSS grid track: `6ch`, `minmax(12ch, 1fr)`. */
  readonly track: string;
  /** Left out of a table of less width, in CSS pixels. */
  readonly fromWidth?: number;
  /** Right-aligned figures. */
  readonly isNumber?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** The whole text of a cell that may be cut off, shown when the pointer rests on it. */
  readonly fullText?: (row: Row) => string;
}

export function tracksOf(columns: readonly Column<never>[]): string {
  return columns.map((column) => column.track).join(' ');
}

/** The columns for which a table of `width` CSS pixels has room. */
export function columnsIn<Row>(columns: readonly Column<Row>[], width: number): readonly Column<Row>[] {
  return columns.filter(({ fromWidth = 0 }) => width >= fromWidth);
}

/** The least width of a row in characters, gaps left out: of each track the first length. */
export function leastWidthOf(columns: readonly Column<never>[]): number {
  return columns.reduce((sum, { track }) => sum + Number(/\d+(?=ch)/.exec(track)?.[0] ?? 0), 0);
}
