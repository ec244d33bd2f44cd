import { useEffect, useState, type RefObject } from 'react';

export interface ElementSize {
  /** CSS pixels; 0 until the element was laid out. */
  readonly width: number;
  readonly height: number;
}

/** The content size of `element`, kept up to date. */
export function useElementSize(element: RefObject<Element | null>): ElementSize {
  const [size, setSize] = useState<ElementSize>({ width: 0, height: 0 });
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver((entries) => {
      const box = entries.at(-1)?.contentRect;
      if (box !== undefined) setSize({ width: box.width, height: box.height });
    });
    observer.observe(element.current);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return size;
}
