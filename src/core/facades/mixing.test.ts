import { describe, expect, test } from 'vitest';
import { reservePool } from '../engines/testing/engine-contract';
import { Tlsf } from '../engines/tlsf';
import { GIVERS, mixing, RELEASERS, type Giver, type Releaser } from '../faults/mixing-matrix';
import { CookieLayer } from '../layers/cookie-layer';
import { SiteTable } from '../tables/domains';
import { ILP32_DEBUG, ILP32_RELEASE, LP64_DEBUG, LP64_RELEASE, type Abi } from './c-layout';
import { Gc } from './gc/gc';
import { NULL, type Pointer } from './heap-bytes';
import { HostHeap } from './host-heap';
import { LibcMalloc } from './libc-malloc';
import { LlvmBumpAllocator } from './llvm-bump-allocator';
import { Linear } from './ralloc/linear';
import { Ralloc } from './ralloc/ralloc';
import { SlabChildPool } from './slab/slab-child-pool';
import { SlabParentPool } from './slab/slab-parent-pool';
import { HeapCallbacks } from './vulkan/heap-callbacks';
import { vk_alloc, vk_free } from './vulkan/vk-alloc';
import { VkScope } from './vulkan/vk-allocation-callbacks';
import { CubbyHoleAlignedMemory } from './wrappers/aligned-memory';
import { StdcOsMemory } from './wrappers/stdc-os-memory';
import { Wrappers } from './wrappers/wrappers';

/** All façades on one heap, with the cookie layer below them. */
function world(abi: Abi) {
  const memory = reservePool(2 ** 20, true);
  const sites = new SiteTable();
  const cookieFaults: string[] = [];
  const report = { cookieFault: (kind: string) => cookieFaults.push(kind) };
  const engine = new Tlsf(memory);
  const cookies = new CookieLayer(engine, memory, (site) => sites.domain.get(site), report, { secret: 42 });
  const heap = new HostHeap(memory, cookies, sites, abi);
  const wrapped = heap.domains.add('MALLOC', 'other');
  const wrappers = new Wrappers(new StdcOsMemory(heap, wrapped, new CubbyHoleAlignedMemory(heap, wrapped)), heap.bytes);
  const libc = new LibcMalloc(heap);
  const [t1, t2] = ['T1', 'T2'].map((name) => new HeapCallbacks(heap, heap.domains.add(name, 'vk')));
  const ralloc = new Ralloc(heap, libc);
  const root = ralloc.ralloc_context(NULL);
  const linear = new Linear(ralloc);
  const gc = new Gc(ralloc);
  const slab = new SlabChildPool(new SlabParentPool(heap, libc, 32, 4));
  const llvm = LlvmBumpAllocator.mallocOf(heap);

  const give: Record<Giver, () => Pointer> = {
    wrapper: () => wrappers.MALLOC(32),
    raw: () => libc.malloc(32),
    aligned: () => wrappers.align_malloc(32, 64),
    vk: () => vk_alloc(t1, 32, 8, VkScope.OBJECT),
    ralloc: () => ralloc.ralloc_size(root, 32),
    linear: () => {
      const context = linear.linear_context(root);
      linear.linear_alloc_child(context, 8);
      return linear.linear_alloc_child(context, 32);
    },
    gc: () => gc.gc_alloc_size(gc.gc_context(root), 32, 4),
    slab: () => slab.slab_alloc(),
    external: () => llvm.malloc(32),
  };
  const release: Record<Exclude<Releaser, 'linear'>, (pointer: Pointer) => void> = {
    FREE: (pointer) => {
      wrappers.FREE(pointer);
    },
    free: (pointer) => {
      libc.free(pointer);
    },
    align_free: (pointer) => {
      wrappers.align_free(pointer);
    },
    pfnFree: (pointer) => {
      vk_free(t1, pointer);
    },
    'pfnFree-other': (pointer) => {
      vk_free(t2, pointer);
    },
    ralloc_free: (pointer) => {
      ralloc.ralloc_free(pointer);
    },
    gc_free: (pointer) => {
      gc.gc_free(pointer);
    },
    slab_free: (pointer) => {
      slab.slab_free(pointer);
    },
  };
  return { heap, give, release, cookieFaults };
}

const CELLS = GIVERS.flatMap((giver) =>
  RELEASERS.flatMap((releaser) => (releaser === 'linear' ? [] : [{ giver, releaser, mix: mixing(giver, releaser) }])),
);
const FAULTS = {
  ok: [],
  none: [],
  foreign: ['foreign-release'],
  interior: ['interior-release'],
  silent: ['silent-loss'],
};
const ABIS = [ILP32_DEBUG, ILP32_RELEASE, LP64_DEBUG, LP64_RELEASE];

describe('R-28 the mixing matrix through the façades', () => {
  test.each(CELLS)('R-28 memory of $giver through $releaser: $mix', ({ giver, releaser, mix }) => {
    for (const abi of ABIS) {
      const { heap, give, release, cookieFaults } = world(abi);
      const pointer = give[giver]();
      const isHandedOut = () => heap.homeOf(pointer) !== undefined;
      expect(isHandedOut()).toBe(true);
      release[releaser](pointer);
      expect(heap.faults.map(({ kind }) => kind)).toEqual(FAULTS[mix]);
      // What is refused stays, and the layers below never hear of it.
      expect(isHandedOut()).toBe(mix !== 'ok');
      // LLVM's blocks are malloc's own to the matrix, and another domain's to a cookie.
      expect(cookieFaults).toEqual(giver === 'external' && releaser === 'free' ? ['mismatched-free'] : []);
    }
  });

  test('R-28 every fault names both domains', () => {
    const { heap, give, release } = world(ILP32_DEBUG);
    for (const giver of GIVERS) release['pfnFree-other'](give[giver]());
    const names = heap.faults.map(({ home, through }) => [home, through].map((id) => heap.domains.get(id)?.name));
    expect(names).toEqual(
      ['MALLOC', 'malloc', 'align_malloc', 'T1', 'ralloc', 'linear', 'gc', 'slab', 'LLVM'].map((home) => [home, 'T2']),
    );
  });
});
