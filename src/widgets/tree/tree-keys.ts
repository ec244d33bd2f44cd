/** What is to be known of a row of a tree that is flattened for display. */
export interface TreeNode {
  /** 0 = a root. */
  readonly depth: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
}

/** What a key does to the active row of a tree: opens or closes it, or moves to another row. */
export type TreeStep = { readonly kind: 'toggle' } | { readonly kind: 'move'; readonly by: number };

/** The tree keys of the ARIA practices. `rows`: what is known of the rows around row `at`, as an index into them. */
export function treeStep(key: string, rows: readonly TreeNode[], at: number): TreeStep | undefined {
  const row = rows[at] as TreeNode | undefined;
  if (row === undefined) return undefined;
  if (key === 'ArrowRight' && row.hasChildren) return row.isOpen ? { kind: 'move', by: 1 } : { kind: 'toggle' };
  if (key !== 'ArrowLeft') return undefined;
  if (row.isOpen && row.hasChildren) return { kind: 'toggle' };
  for (let above = at - 1; above >= 0; above--) {
    if (rows[above].depth < row.depth) return { kind: 'move', by: above - at };
  }
  return undefined;
}
