import { useCallback, useState } from 'react';

/** Rows fetched before and after those in view, so that short moves show no gaps. */
const MARGIN = 40;

/** The rows that a list asks for: `length` of them, the first being row `from`. */
export interface PageInView {
  readonly from: number;
  readonly length: number;
  /** For the list, which knows what is in view. */
  readonly onView: (first: number, count: number) => void;
}

/** The rows around those in view, in steps: a small move needs no new page. */
export function usePageInView(): PageInView {
  const [view, setView] = useState({ first: 0, count: 60 });
  const onView = useCallback((first: number, count: number) => {
    setView({ first, count });
  }, []);
  return {
    from: Math.max(0, Math.floor(view.first / MARGIN) * MARGIN - MARGIN),
    length: Math.ceil(view.count / MARGIN) * MARGIN + 3 * MARGIN,
    onView,
  };
}
