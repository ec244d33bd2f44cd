import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ILP32_DEBUG, ILP32_RELEASE, LP64_DEBUG, LP64_RELEASE, type Abi } from '../c-layout';
import { NULL, type Pointer } from '../heap-bytes';
import { LibcMalloc } from '../libc-malloc';
import { testHeap, type TestHeapOptions } from '../testing/facade-heap';
import { Ralloc } from './ralloc';
import { CANARY, rallocHeader, TOMBSTONE } from './ralloc-headers';

const ABIS: [string, Abi][] = [
  ['ILP32 debug', ILP32_DEBUG],
  ['ILP32 release', ILP32_RELEASE],
  ['LP64 debug', LP64_DEBUG],
  ['LP64 release', LP64_RELEASE],
];

function world(options: TestHeapOptions = {}) {
  const { heap, top } = testHeap(options);
  const libc = new LibcMalloc(heap);
  return { heap, top, libc, r: new Ralloc(heap, libc) };
}

/** r with a, b, c under it; a1, a2 under a. */
function family({ r }: ReturnType<typeof world>) {
  const root = r.ralloc_context(NULL);
  const [a, b, c] = [1, 2, 3].map((size) => r.ralloc_size(root, size * 10));
  const [a1, a2] = [4, 5].map((size) => r.ralloc_size(a, size * 10));
  return { root, a, b, c, a1, a2 };
}

/** Names of the blocks in the order in which their destructors are called. */
function watch(r: Ralloc, blocks: Record<string, Pointer>): string[] {
  const order: string[] = [];
  for (const [name, pointer] of Object.entries(blocks)) r.ralloc_set_destructor(pointer, () => order.push(name));
  return order;
}

describe('the golden cases of ralloc (mesa-allocators.md §1, §9.1)', () => {
  test('R-48 the header: 48, 48, 24, 32 bytes; with an allocator 48, 64, 24, 32', () => {
    const sizes = [LP64_RELEASE, LP64_DEBUG, ILP32_RELEASE, ILP32_DEBUG].map((abi) =>
      [false, true].map((carries) => rallocHeader(abi, carries).size),
    );
    expect(sizes).toEqual([
      [48, 48],
      [48, 64],
      [24, 24],
      [32, 32],
    ]);
  });

  test.each(ABIS)('R-48 %s: free goes newest first, children before their parent', (_, abi) => {
    const w = world({ abi });
    const blocks = family(w);
    const order = watch(w.r, { r: blocks.root, a: blocks.a, b: blocks.b, c: blocks.c, a1: blocks.a1, a2: blocks.a2 });
    w.r.ralloc_free(blocks.root);
    expect(order).toEqual(['c', 'b', 'a2', 'a1', 'a', 'r']);
    expect([...w.heap.liveBlocks()]).toEqual([]);
    expect(w.heap.faults).toEqual([]);
  });

  test('R-48 a destructor is called when the children are gone and the block itself is not', () => {
    const w = world();
    const { root, a, a1 } = family(w);
    let seen: [boolean, boolean] | undefined;
    w.r.ralloc_set_destructor(a, () => {
      seen = [w.heap.homeOf(a) !== undefined, w.heap.homeOf(a1) !== undefined];
    });
    w.r.ralloc_free(root);
    expect(seen).toEqual([true, false]);
  });

  test('R-48 what was stolen to NULL survives its old parent, with all under it', () => {
    const w = world();
    const { root, a, a1, a2 } = family(w);
    w.r.ralloc_steal(NULL, a);
    w.r.ralloc_free(root);
    expect(w.r.ralloc_parent(a)).toBe(NULL);
    expect(w.r.children(a)).toEqual([a2, a1]);
    expect([...w.heap.liveBlocks()].length).toBe(3);
  });

  test("R-48 adopted children stand in front of the new parent's own, in order; the old parent stays, empty", () => {
    const w = world();
    const { root, a, b, c } = family(w);
    const x = w.r.ralloc_context(NULL);
    const x1 = w.r.ralloc_size(x, 1);
    w.r.ralloc_adopt(x, root);
    expect(w.r.children(x)).toEqual([c, b, a, x1]);
    expect(w.r.children(root)).toEqual([]);
    const order = watch(w.r, { a, b, c, x1, x });
    w.r.ralloc_free(x);
    expect(order).toEqual(['c', 'b', 'a', 'x1', 'x']);
  });

  test('R-48 reralloc to 0 is no free: the block stays a context, with its children', () => {
    const w = world();
    const { root, a, a1, a2 } = family(w);
    const context = w.r.reralloc_size(root, a, 0);
    expect(w.r.children(context)).toEqual([a2, a1]);
    expect(w.r.ralloc_parent(a1)).toBe(context);
    expect(w.r.ralloc_size(context, 1)).not.toBe(NULL);
  });

  test.each(ABIS)('R-48 %s: the bytes of a block are Mesa’s', (_, abi) => {
    const { r, heap } = world({ abi });
    const parent = r.ralloc_context(NULL);
    const block = r.ralloc_size(parent, 100);
    const { offset, size, alignment } = r.headers.layout;
    const start = block - size;
    const p = abi.pointerBytes;
    if (abi.debug) expect([heap.bytes.u32(start), heap.bytes.u32(start + 4)]).toEqual([CANARY, 100]);
    expect(offset.parent).toBe(abi.debug ? 8 : 0);
    expect([offset.child, offset.prev, offset.next].map((at) => at - offset.parent)).toEqual([p, 2 * p, 3 * p]);
    expect(heap.bytes.pointer(start + offset.parent)).toBe(parent - size);
    expect(heap.bytes.pointer(parent - size + offset.child)).toBe(start);
    expect(heap.blockAt(start as Pointer)?.bytes).toBe(Math.ceil((100 + size) / alignment) * alignment);
    expect(block % alignment).toBe(0);
  });
});

describe('traps of ralloc', () => {
  test('R-48 the payload is not zeroed, rzalloc’s is; a grown tail only by rerzalloc', () => {
    const { r, heap } = world();
    const dirty = r.ralloc_size(NULL, 64);
    heap.bytes.fill(dirty, 0xff, 64);
    r.ralloc_free(dirty);
    expect(heap.bytes.u8(r.ralloc_size(NULL, 64) + 40)).toBe(0xff);
    const zeroed = r.rzalloc_size(NULL, 8);
    heap.bytes.fill(zeroed, 0x11, 8);
    const grown = r.rerzalloc_size(NULL, zeroed, 8, 400);
    expect(heap.bytes.u32(grown + 4)).toBe(0x11111111);
    expect(heap.bytes.read((grown + 8) as Pointer, 392)).toEqual(new Uint8Array(392));
  });

  test('R-48 resizing moves a block between its siblings: every link is patched, the debug size is not', () => {
    const w = world();
    const { root, a, b, c, a1, a2 } = family(w);
    const moved = w.r.reralloc_size(root, b, 5000);
    expect(moved).not.toBe(b);
    expect(w.r.children(root)).toEqual([c, moved, a]);
    const bigA = w.r.reralloc_size(root, a, 5000);
    expect([a1, a2].map((child) => w.r.ralloc_parent(child))).toEqual([bigA, bigA]);
    expect(w.r.headers.debugSize(w.r.headers.of(bigA))).toBe(10);
  });

  test('R-48 where there is no room: NULL, and the old block with its children is as it was', () => {
    const w = world();
    const { root, a, a1, a2 } = family(w);
    w.top.grants = 0;
    expect(w.r.ralloc_size(root, 1)).toBe(NULL);
    expect(w.r.reralloc_size(root, a, 5000)).toBe(NULL);
    expect(w.r.rerzalloc_size(root, a, 10, 5000)).toBe(NULL);
    expect(w.r.children(a)).toEqual([a2, a1]);
    expect(w.heap.faults).toEqual([]);
  });

  test('R-48 faithful: rerzalloc without room is the crash that Mesa has', () => {
    const w = world({ faithful: true });
    const p = w.r.rzalloc_size(NULL, 8);
    w.top.grants = 0;
    w.r.rerzalloc_size(NULL, p, 8, 5000);
    expect(w.heap.faults.map(({ kind }) => kind)).toEqual(['null-write']);
  });

  test('R-48 products are checked, sums are not: faithful ralloc hands out a block that is too short', () => {
    const safe = world();
    expect(safe.r.ralloc_array_size(NULL, 2 ** 16, 2 ** 16)).toBe(NULL);
    expect(safe.r.ralloc_size(NULL, 2 ** 32 - 8)).toBe(NULL);
    const faithful = world({ faithful: true });
    const short = faithful.r.ralloc_size(NULL, 2 ** 32 - 8);
    expect(faithful.heap.blockAt((short - 32) as Pointer)?.bytes).toBe(24);
  });

  test('R-48 reralloc with a context that is not the parent is reported', () => {
    const w = world();
    const { a, b } = family(w);
    w.r.reralloc_size(a, b, 40);
    expect(w.heap.faults).toMatchObject([{ kind: 'wrong-parent', pointer: b }]);
  });

  test('R-48 stealing an ancestor into its descendant loses a loop: refused, and done only when faithful', () => {
    const safe = world();
    const { root, a, a1 } = family(safe);
    safe.r.ralloc_steal(a1, a);
    expect(safe.r.ralloc_parent(a)).toBe(root);
    const faithful = world({ faithful: true });
    const lost = family(faithful);
    faithful.r.ralloc_steal(lost.a1, lost.a);
    expect(faithful.r.ralloc_parent(lost.a)).toBe(lost.a1);
    expect([safe, faithful].map(({ heap }) => heap.faults[0].kind)).toEqual(['steal-cycle', 'steal-cycle']);
    faithful.r.ralloc_free(lost.root);
    expect([...faithful.heap.liveBlocks()].length).toBe(3);
  });

  test('R-48 the canary becomes a tombstone when the block goes; Mesa leaves it', () => {
    const seen = [false, true].map((faithful) => {
      const w = world({ faithful });
      const block = w.r.ralloc_size(NULL, 8);
      const free = w.top.free;
      let canary = 0;
      w.top.free = (...call) => {
        canary = w.heap.bytes.u32(block - 32);
        free(...call);
      };
      w.r.ralloc_free(block);
      return canary;
    });
    expect(seen).toEqual([TOMBSTONE, CANARY]);
  });

  test('R-28 what is not ralloc’s is refused, and so is a second free', () => {
    const w = world();
    const raw = w.libc.malloc(64);
    const mine = w.r.ralloc_size(NULL, 8);
    w.r.ralloc_free(raw);
    w.libc.free(mine);
    w.r.ralloc_free(mine);
    w.r.ralloc_free(mine);
    w.r.ralloc_free(4 as Pointer);
    expect(w.heap.faults.map(({ kind }) => kind)).toEqual([
      'foreign-release',
      'interior-release',
      'double-release',
      'unknown-release',
    ]);
  });

  test('R-48 a tree a hundred thousand deep goes without recursion', () => {
    const w = world({ bytes: 2 ** 24 });
    const root = w.r.ralloc_context(NULL);
    let at = root;
    for (let i = 0; i < 100_000; i++) at = w.r.ralloc_context(at);
    w.r.ralloc_free(root);
    expect(w.top.frees).toBe(100_001);
  });
});

describe('ralloc against a model', () => {
  const step = fc.record({
    what: fc.constantFrom('size', 'size', 'size', 'resize', 'steal', 'adopt', 'free'),
    on: fc.nat(1000),
    to: fc.nat(1000),
    bytes: fc.nat(300),
  });

  test('R-48 any mix of operations keeps the tree, the order of children and the blocks', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), fc.constantFrom(...ABIS), (steps, [, abi]) => {
        const w = world({ abi });
        const model = new Model();
        for (const { what, on, to, bytes } of steps) {
          const a = model.pick(on);
          const b = model.pick(to);
          if (what === 'size') model.add(w.r.ralloc_size(a, bytes), a);
          else if (a === NULL) continue;
          else if (what === 'resize') model.move(a, w.r.reralloc_size(w.r.ralloc_parent(a), a, bytes));
          else if (what === 'free') {
            w.r.ralloc_free(a);
            model.free(a);
          } else if (b !== a && !model.isUnder(b, a) && what === 'steal') {
            w.r.ralloc_steal(b, a);
            model.steal(b, a);
          } else if (b !== a && b !== NULL && !model.isUnder(b, a) && what === 'adopt') {
            w.r.ralloc_adopt(b, a);
            model.adopt(b, a);
          }
        }
        expect(w.heap.faults).toEqual([]);
        for (const [block, children] of model.children) {
          if (block !== NULL) expect(w.r.children(block)).toEqual(children);
        }
        expect([...w.heap.liveBlocks()].length).toBe(model.children.size - 1);
      }),
      { numRuns: 60 },
    );
  });
});

/** What a ralloc tree should be: children of each block, newest first; those of NULL are the roots. */
class Model {
  readonly children = new Map<Pointer, Pointer[]>([[NULL, []]]);

  pick(seed: number): Pointer {
    const blocks = [...this.children.keys()];
    return blocks[seed % blocks.length];
  }

  add(block: Pointer, parent: Pointer): void {
    this.children.set(block, []);
    this.of(parent).unshift(block);
  }

  move(from: Pointer, to: Pointer): void {
    const own = this.of(from);
    this.children.delete(from);
    this.children.set(to, own);
    for (const list of this.children.values()) list.splice(0, list.length, ...list.map((b) => (b === from ? to : b)));
  }

  steal(parent: Pointer, block: Pointer): void {
    this.detach(block);
    this.of(parent).unshift(block);
  }

  adopt(to: Pointer, from: Pointer): void {
    this.of(to).unshift(...this.of(from));
    this.children.set(from, []);
  }

  free(block: Pointer): void {
    this.detach(block);
    const going = [block];
    for (const gone of going) {
      going.push(...this.of(gone));
      this.children.delete(gone);
    }
  }

  isUnder(block: Pointer, above: Pointer): boolean {
    return this.of(above).some((child) => child === block || this.isUnder(block, child));
  }

  private detach(block: Pointer): void {
    for (const list of this.children.values()) list.splice(0, list.length, ...list.filter((b) => b !== block));
  }

  private of(block: Pointer): Pointer[] {
    return this.children.get(block) ?? [];
  }
}
