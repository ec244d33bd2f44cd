import type { ReactNode } from 'react';
import type { TreeNode } from './tree-keys';
import styles from './tree-cell.module.css';

/** Levels that are indented; deeper ones stand below each other. */
const MOST_INDENTS = 40;

/** The first cell of a tree's row: indented, with what opens and closes it. */
export function TreeCell(props: {
  readonly node: TreeNode;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}) {
  const { depth, hasChildren, isOpen } = props.node;
  return (
    <span className={styles.cell} style={{ paddingInlineStart: `${Math.min(depth, MOST_INDENTS) * 0.8}em` }}>
      {hasChildren ? (
        // The row itself says whether it is open; arrow keys do the same.
        <button
          type="button"
          className={styles.twisty}
          aria-hidden="true"
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            props.onToggle();
          }}
        >
          {isOpen ? '▾' : '▸'}
        </button>
      ) : (
        <span className={styles.twisty} />
      )}
      <span className={styles.label}>{props.children}</span>
    </span>
  );
}
