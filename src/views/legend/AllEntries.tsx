import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import styles from './legend.module.css';

/** From the button to the entries, and from those to the edge of the window. CSS pixels. */
const GAP = 4;

/** Says how many entries of a legend have no room, and shows all of them above everything else. */
export function AllEntries(props: { readonly label: string; readonly hidden: number; readonly children: ReactNode }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  useLayoutEffect(() => {
    if (isOpen && popover.current !== null && button.current !== null) placeBeside(popover.current, button.current);
  });
  return (
    <div
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation(); // a key of the page too
        popover.current?.hidePopover();
      }}
    >
      <button
        ref={button}
        type="button"
        className={styles.more}
        title="What all colours stand for"
        aria-label={`${props.hidden} more`}
        popoverTarget={id}
      >
        +{props.hidden}
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        className={styles.popover}
        data-is-open={isOpen}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
        }}
      >
        {isOpen && (
          <ul className={styles.column} aria-label={`${props.label}: all`}>
            {props.children}
          </ul>
        )}
      </div>
    </div>
  );
}

/** Below the button, or above it where there is no room; inside the window. */
function placeBeside(popover: HTMLElement, button: HTMLElement): void {
  const { left, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const isBelow = bottom + GAP + height <= window.innerHeight;
  popover.style.left = `${Math.max(GAP, Math.min(left, window.innerWidth - GAP - width))}px`;
  popover.style.top = `${Math.max(GAP, isBelow ? bottom + GAP : top - GAP - height)}px`;
}
