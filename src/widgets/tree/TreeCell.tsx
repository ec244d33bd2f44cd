import type { ReactNode } from 'react';
import type { TreeNode } from './tree-keys';
import styles from './tree-cell.module.css';

/** The first cell of a tree's row: indented, with what opens and closes it. */
export function TreeCell(props: {
  readonly node: TreeNode;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}) {
  const { depth, hasChildren, isOpen } = props.node;
  return (
    // Deep levels stand below each other: the name needs room, too.
    <span className={styles.cell} style={{ paddingInlineStart: `min(${depth * 0.8}em, 60%)` }}>
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
