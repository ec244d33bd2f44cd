import { describe, expect, test } from 'vitest';
import { NO_SCOPE } from '../../tables/domains';
import type { ThreadId } from '../../tables/indices';
import { ILP32_RELEASE } from '../c-layout';
import { Gc } from '../gc/gc';
import { NULL, type Pointer } from '../heap-bytes';
import { LibcMalloc } from '../libc-malloc';
import { SlabChildPool } from '../slab/slab-child-pool';
import { SlabParentPool } from '../slab/slab-parent-pool';
import { testHeap, type TestHeapOptions } from '../testing/facade-heap';
import { HeapCallbacks } from '../vulkan/heap-callbacks';
import { VkScope, type VkAllocationCallbacks } from '../vulkan/vk-allocation-callbacks';
import { Linear } from './linear';
import { Ralloc } from './ralloc';
import { ralloc_steal_copy } from './ralloc-steal-copy';
import { RallocStrings } from './ralloc-strings';
import { ralloc_vk_context, type VkContext } from './ralloc-vk-context';

const { COMMAND, OBJECT } = VkScope;

function world(options: TestHeapOptions = {}) {
  const { heap, top } = testHeap(options);
  const libc = new LibcMalloc(heap);
  const r = new Ralloc(heap, libc);
  const tables = ['T1', 'T2'].map((name) => new HeapCallbacks(heap, heap.domains.add(name, 'vk')));
  const root = (table: VkAllocationCallbacks, scope: VkContext['scope'] = OBJECT, ctx = NULL) =>
    ralloc_vk_context(r, ctx, { callbacks: table, scope, owner: 'VkPipeline 0x5' });
  const homes = () => [...heap.liveBlocks()].map(([, { domain }]) => domain.name);
  return { heap, top, libc, r, t1: tables[0], t2: tables[1], root, homes, kinds: () => heap.faults.map((f) => f.kind) };
}

/** The table, and how often each of its functions was called. */
function counting(table: HeapCallbacks) {
  const calls = { allocations: 0, reallocations: 0, frees: 0 };
  const counted: VkAllocationCallbacks = {
    pUserData: table.pUserData,
    pfnAllocation: (...call) => (calls.allocations++, table.pfnAllocation(...call)),
    pfnReallocation: (...call) => (calls.reallocations++, table.pfnReallocation(...call)),
    pfnFree: (...call) => {
      calls.frees++;
      table.pfnFree(...call);
    },
  };
  return { counted, calls };
}

describe('the RFC’s new kind of context', () => {
  test('R-48 R-49 three levels, linear and gc: every request goes through the table, and as many frees', () => {
    const { r, heap, top, t1, root, homes } = world();
    const linear = new Linear(r);
    const gc = new Gc(r);
    const { counted, calls } = counting(t1);
    const top1 = root(counted);
    const second = r.ralloc_context(top1);
    const third = r.reralloc_size(second, r.ralloc_size(second, 10), 5000);
    const lin = linear.linear_context(third);
    for (let i = 0; i < 2; i++) linear.linear_alloc_child(lin, 1500);
    gc.gc_alloc_size(gc.gc_context(second), 24, 4);
    new RallocStrings(r).ralloc_asprintf(third, 'text');
    expect(new Set(homes())).toEqual(new Set(['T1']));
    expect(calls).toEqual({ allocations: top.allocations, reallocations: 1, frees: 0 });
    expect(calls.allocations).toBe(8);
    r.ralloc_free(top1);
    expect([calls.frees, homes(), heap.faults]).toEqual([8, [], []]);
  });

  test('R-48 alignment is that of headers and is repeated; the scope goes with every request; resize to 0 is no free', () => {
    const { r, heap, t1, root, kinds } = world();
    const block = r.ralloc_size(root(t1, COMMAND), 100);
    const header = r.headers.of(block) as number as Pointer;
    expect(heap.blockAt(header)).toMatchObject({ alignment: 8, scope: COMMAND });
    const moved = r.reralloc_size(r.ralloc_parent(block), block, 0);
    expect(heap.blockAt(r.headers.of(moved) as number as Pointer)?.bytes).toBe(32);
    expect(kinds()).toEqual([]);
  });

  test('R-48 in a release build the allocator costs no byte', () => {
    const { r } = world({ abi: ILP32_RELEASE });
    expect(r.headers.layout.size).toBe(24);
  });

  test('R-48 the struct is copied: the caller’s may change or die', () => {
    const { r, t1, root, homes } = world();
    const { pUserData, pfnAllocation, pfnReallocation, pfnFree } = t1;
    const struct = { pUserData, pfnAllocation, pfnReallocation, pfnFree };
    const ctx = root(struct);
    struct.pfnAllocation = () => NULL;
    expect(r.ralloc_size(ctx, 8)).not.toBe(NULL);
    expect(homes()).toEqual(['T1', 'T1']);
  });

  test('R-49 no parent: libc. A table may begin below a context of libc', () => {
    const { r, t1, root, homes } = world();
    const plain = r.ralloc_context(NULL);
    r.ralloc_context(root(t1, OBJECT, plain));
    expect(homes()).toEqual(['malloc', 'T1', 'T1']);
    r.ralloc_free(plain);
    expect(homes()).toEqual([]);
  });

  test('R-49 a string appended to NULL escapes the table, and is reported', () => {
    const { r, t1, root, homes, kinds } = world();
    root(t1);
    new RallocStrings(r).ralloc_asprintf_append({ pointer: NULL }, 'escaped');
    expect([homes(), kinds()]).toEqual([['T1', 'malloc'], ['orphan-string']]);
  });

  test('R-49 slab does not inherit: its pages are malloc’s whatever the context', () => {
    const { heap, libc, t1, root, homes } = world();
    root(t1);
    new SlabChildPool(new SlabParentPool(heap, libc, 16, 4)).slab_alloc();
    expect(homes()).toEqual(['T1', 'malloc']);
  });

  test('R-48 a failed pfnAllocation is NULL from ralloc', () => {
    const { r, t1, root, top } = world();
    const ctx = root(t1);
    top.grants = 0;
    expect([r.ralloc_size(ctx, 8), root(t1), r.ralloc_context(ctx)]).toEqual([NULL, NULL, NULL]);
  });

  test('R-48 a context bound to its command’s thread reports callbacks from another', () => {
    const { r, heap, t1, kinds } = world();
    const thread = 3 as ThreadId;
    heap.caller = { ...heap.caller, thread };
    const ctx = ralloc_vk_context(r, NULL, { callbacks: t1, scope: OBJECT, owner: '', thread });
    r.ralloc_size(ctx, 8);
    expect(kinds()).toEqual([]);
    heap.caller = { ...heap.caller, thread: 4 as ThreadId };
    r.ralloc_size(ctx, 8);
    expect(kinds()).toEqual(['foreign-thread']);
  });
});

describe('steals across allocators', () => {
  test('R-49 a block stolen from T1’s tree to T2’s is freed through T1, and reported when stolen', () => {
    const { r, heap, t1, t2, root, kinds } = world();
    const [one, two] = [counting(t1), counting(t2)];
    const [tree1, tree2] = [root(one.counted), root(two.counted)];
    const block = r.ralloc_size(tree1, 8);
    r.ralloc_steal(tree2, block);
    r.ralloc_free(tree2);
    expect([one.calls.frees, two.calls.frees]).toEqual([1, 1]);
    expect(kinds()).toEqual(['steal-across-allocators']);
    expect(heap.faults[0].pointer).toBe(block);
  });

  test('R-49 children that a stolen block gets later come from its own allocator', () => {
    const { r, t1, t2, root, homes } = world();
    const block = r.ralloc_size(root(t1), 8);
    r.ralloc_steal(root(t2), block);
    r.ralloc_size(block, 8);
    expect(homes()).toEqual(['T1', 'T1', 'T2', 'T1']);
  });

  test('R-49 COMMAND memory stolen under an OBJECT owner breaks the contract of scopes; to a root it breaks nothing', () => {
    const { r, t1, root, kinds } = world();
    const compile = root(t1, COMMAND);
    const [a, b, c] = [1, 2, 3].map((size) => r.ralloc_size(compile, size));
    r.ralloc_steal(NULL, a);
    r.ralloc_steal(root(t1, COMMAND), b);
    expect(kinds()).toEqual([]);
    r.ralloc_steal(root(t1, OBJECT), c);
    expect(kinds()).toEqual(['steal-out-of-scope']);
  });

  test('R-49 adoption reports each child that changes its allocator’s world', () => {
    const { r, t1, t2, root, kinds } = world();
    const old = root(t1);
    for (const size of [1, 2]) r.ralloc_size(old, size);
    r.ralloc_adopt(root(t2), old);
    expect(kinds()).toEqual(['steal-across-allocators', 'steal-across-allocators']);
  });

  test('R-49 copy on steal: the tree, its order, contents and destructors come along, the old blocks go back to T1', () => {
    const { r, heap, t1, t2, root, kinds, homes } = world();
    const source = root(t1, COMMAND);
    const block = r.ralloc_size(source, 8);
    const [x, y] = [r.ralloc_size(block, 16), r.ralloc_size(block, 16)];
    heap.bytes.setU32(y, 4711);
    const destroyed: Pointer[] = [];
    r.ralloc_set_destructor(x, (payload) => destroyed.push(payload));
    const target = root(t2, OBJECT);
    const moved = ralloc_steal_copy(r, target, block);
    const [block2, x2, y2] = [block, x, y].map((old) => moved?.get(old) ?? NULL);
    expect(r.children(target)).toEqual([block2]);
    expect(r.children(block2)).toEqual([y2, x2]);
    expect([heap.bytes.u32(y2), destroyed, kinds()]).toEqual([4711, [], []]);
    expect(homes()).toEqual(['T1', 'T2', 'T2', 'T2', 'T2']);
    expect(r.allocatorOf(x2)).toMatchObject({ scope: OBJECT });
    r.ralloc_free(target);
    expect(destroyed).toEqual([x2]);
  });

  test('R-49 copy on steal to NULL is libc’s; without room, or with a linear or gc context inside, nothing changes', () => {
    const { r, top, t1, root, homes } = world();
    const block = r.ralloc_size(root(t1), 8);
    r.ralloc_size(block, 8);
    top.grants = 1;
    expect(ralloc_steal_copy(r, NULL, block)).toBeUndefined();
    expect(homes()).toEqual(['T1', 'T1', 'T1']);
    top.grants = Infinity;
    const moved = ralloc_steal_copy(r, NULL, block)?.get(block) ?? NULL;
    expect(homes()).toEqual(['T1', 'malloc', 'malloc']);
    expect(r.allocatorOf(moved).scope).toBe(NO_SCOPE);
    new Linear(r).linear_context(moved);
    new Gc(r).gc_context(moved);
    expect(ralloc_steal_copy(r, root(t1), moved)).toBeUndefined();
  });
});
