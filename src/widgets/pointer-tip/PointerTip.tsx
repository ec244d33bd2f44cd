import { useLayoutEffect, useRef, type ReactNode } from 'react';
import styles from './pointer-tip.module.css';

const GAP = 14;

/** A small panel beside the pointer, kept inside its positioned parent. `x`, `y`: CSS pixels in the parent. */
export function PointerTip({
  x,
  y,
  children,
}: {
  readonly x: number;
  readonly y: number;
  readonly children: ReactNode;
}) {
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = tip.current;
    const parent = element?.offsetParent;
    if (!element || !parent) return;
    const beside = x + GAP + element.offsetWidth <= parent.clientWidth ? x + GAP : x - GAP - element.offsetWidth;
    const below = y + GAP + element.offsetHeight <= parent.clientHeight ? y + GAP : y - GAP - element.offsetHeight;
    element.style.transform = `translate(${Math.max(0, beside)}px, ${Math.max(0, below)}px)`;
  });
  return (
    <div ref={tip} className={styles.tip} role="presentation">
      {children}
    </div>
  );
}
