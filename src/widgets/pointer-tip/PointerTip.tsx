import { useLayoutEffect, useRef, type ReactNode } from 'react';
import styles from './pointer-tip.module.css';

/** Space between the pointer and the tip, in CSS pixels. */
const GAP = 14;

/** A place in the window, in CSS pixels. */
export interface WindowPoint {
  readonly x: number;
  readonly y: number;
}

/** A small panel beside the pointer, above everything else and kept inside the window. */
export function PointerTip({ at, children }: { readonly at: WindowPoint; readonly children: ReactNode }) {
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    tip.current?.showPopover();
  }, []);
  useLayoutEffect(() => {
    const element = tip.current;
    if (element === null) return;
    const x = beside(at.x, element.offsetWidth, window.innerWidth);
    const y = beside(at.y, element.offsetHeight, window.innerHeight);
    element.style.transform = `translate(${x}px, ${y}px)`;
  });
  return (
    <div ref={tip} className={styles.tip} popover="manual" role="presentation">
      {children}
    </div>
  );
}

/** Start of a tip `length` long: after the pointer, or before it where there is no room. */
function beside(pointer: number, length: number, room: number): number {
  const after = pointer + GAP;
  return after + length <= room ? after : Math.max(0, pointer - GAP - length);
}
