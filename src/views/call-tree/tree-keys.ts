import type { TreeRow } from '../../worker/protocol';

/** What a key does to the active row of a tree: opens or closes it, or moves to another row. */
export type TreeStep = { readonly kind: 'toggle' } | { readonly kind: 'move'; readonly by: number };

/** What the keys need to know of a row. */
type Row = Pick<TreeRow, 'depth' | 'hasChildren' | 'isOpen'>;

/** The tree keys of the ARIA practices. `rows`: what is known of the rows around row `at`, as an index into them. */
export function treeStep(key: string, rows: readonly Row[], at: number): TreeStep | undefined {
  const row = rows[at] as Row | undefined;
  if (row === undefined) return undefined;
  if (key === 'ArrowRight' && row.hasChildren) return row.isOpen ? { kind: 'move', by: 1 } : { kind: 'toggle' };
  if (key !== 'ArrowLeft') return undefined;
  if (row.isOpen && row.hasChildren) return { kind: 'toggle' };
  for (let above = at - 1; above >= 0; above--) {
    if (rows[above].depth < row.depth) return { kind: 'move', by: above - at };
  }
  return undefined;
}
