import { NULL, type Pointer } from '../heap-bytes';
import type { Ralloc } from './ralloc';
import { NO_HEADER, type Header } from './ralloc-headers';

/**
 * Steals a block by copying: it and all under it get memory from the allocator of `ctx` (libc where that is NULL), and
 * the old blocks go back to the allocators that gave them. That is the only way in which memory can change its table
 * or its scope. Pointers into the old blocks are the caller's to mend: the result maps old payloads to new ones.
 *
 * `undefined`, and nothing has changed: no room, or a linear or gc context is in the tree, which no copy can move. Mesa
 * could offer this in debug builds at most: a release header does not know its block's size.
 */
export function ralloc_steal_copy(ralloc: Ralloc, ctx: Pointer, pointer: Pointer): Map<Pointer, Pointer> | undefined {
  const root = ralloc.headerOf(pointer);
  const parent = ctx === NULL ? NO_HEADER : ralloc.headerOf(ctx);
  if (root === undefined || parent === undefined || ralloc.headers.isUnder(parent, root)) return undefined;
  const tree = oldestFirst(ralloc, root);
  if (tree.some((header) => ralloc.unmovable.has(ralloc.headers.payload(header)))) return undefined;
  const moved = copyTree(ralloc, parent, root, tree);
  if (moved === undefined) return undefined;
  for (const header of tree) moveDestructor(ralloc, header, moved);
  ralloc.ralloc_free(pointer);
  return moved;
}

/** The blocks of a tree, each after its parent, and siblings the oldest first, so that copies are linked in order. */
function oldestFirst(ralloc: Ralloc, root: Header): Header[] {
  const tree = [root];
  for (const header of tree) tree.push(...[...ralloc.headers.children(header)].reverse());
  return tree;
}

function copyTree(
  ralloc: Ralloc,
  parent: Header,
  root: Header,
  tree: readonly Header[],
): Map<Pointer, Pointer> | undefined {
  const { headers, heap } = ralloc;
  const number = parent === NO_HEADER ? 0 : headers.allocator(parent);
  const moved = new Map<Pointer, Pointer>();
  for (const header of tree) {
    const newParent = moved.get(headers.payload(headers.parent(header)));
    const bytes = (heap.blockAt(header as number as Pointer)?.bytes ?? 0) - headers.layout.size;
    const above = header === root || newParent === undefined ? parent : headers.of(newParent);
    const copy = ralloc.blockFrom(number, above, bytes);
    if (copy === NULL) {
      const begun = moved.get(headers.payload(root));
      if (begun !== undefined) ralloc.ralloc_free(begun);
      return undefined;
    }
    heap.bytes.copy(copy, headers.payload(header), bytes);
    moved.set(headers.payload(header), copy);
  }
  return moved;
}

function moveDestructor(ralloc: Ralloc, header: Header, moved: ReadonlyMap<Pointer, Pointer>): void {
  const { headers } = ralloc;
  const copy = moved.get(headers.payload(header));
  if (copy !== undefined) headers.setDestructor(headers.of(copy), headers.destructor(header));
  headers.setDestructor(header, 0);
}
