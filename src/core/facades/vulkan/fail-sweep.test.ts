import { describe, expect, test } from 'vitest';
import { NULL, type Pointer } from '../heap-bytes';
import { LibcMalloc } from '../libc-malloc';
import { Linear } from '../ralloc/linear';
import { Ralloc } from '../ralloc/ralloc';
import { ralloc_vk_context } from '../ralloc/ralloc-vk-context';
import { testHeap } from '../testing/facade-heap';
import { failSweep, FAIL_SWEEPS, type SweepScenario } from './fail-sweep';
import { HeapCallbacks } from './heap-callbacks';
import { vk_alloc, vk_free, vk_realloc } from './vk-alloc';
import { VkScope, type VkAllocationCallbacks } from './vk-allocation-callbacks';

function world() {
  const { heap } = testHeap();
  return { heap, table: new HeapCallbacks(heap, heap.domains.add('T', 'vk')) };
}

/** A driver's create with `count` allocations, as it should be: what it got goes back when one fails. */
const careful =
  (count: number): SweepScenario =>
  (callbacks) => {
    const taken: Pointer[] = [];
    const destroy = () => {
      for (const pointer of taken) vk_free(callbacks, pointer);
    };
    for (let i = 0; i < count; i++) {
      const pointer = vk_alloc(callbacks, 16, 8, VkScope.OBJECT);
      if (pointer === NULL) {
        destroy();
        return { outcome: 'out-of-host-memory' };
      }
      taken.push(pointer);
    }
    return { outcome: 'success', destroy };
  };

describe('R-68 the fail-N sweep', () => {
  test('R-68 a careful driver fails with the right code, round after round, and leaves nothing', () => {
    const { table } = world();
    const rounds = failSweep(FAIL_SWEEPS.object, table, careful(3));
    expect(rounds.map(({ granted, requests, outcome }) => [granted, requests, outcome])).toEqual([
      [0, 1, 'out-of-host-memory'],
      [1, 2, 'out-of-host-memory'],
      [2, 3, 'out-of-host-memory'],
      [3, 3, 'success'],
    ]);
    expect(rounds.flatMap(({ broken, live }) => [...broken, ...live])).toEqual([]);
  });

  test('R-68 an error path that leaks, a wrong error, and a driver that never asks are named by their rules', () => {
    const { table } = world();
    const leaky: SweepScenario = (callbacks) => {
      vk_alloc(callbacks, 16, 8, VkScope.OBJECT);
      return vk_alloc(callbacks, 16, 8, VkScope.OBJECT) === NULL ? { outcome: 'other-error' } : { outcome: 'success' };
    };
    const rounds = failSweep(FAIL_SWEEPS.object, table, leaky);
    expect(rounds.map(({ broken, live }) => [broken, live.length])).toEqual([
      [['VKM-52'], 0],
      [['VKM-52', 'VKM-54'], 1],
      [['VKM-54'], 2],
    ]);
    expect(failSweep(FAIL_SWEEPS.device, table, () => ({ outcome: 'success' }))).toMatchObject([
      { granted: 0, requests: 0, broken: ['VKM-58'] },
    ]);
  });

  test('R-68 after its last round it tries once with many, then gives up', () => {
    const { table } = world();
    const rounds = failSweep(FAIL_SWEEPS.device, table, careful(100));
    expect(rounds.map(({ granted }) => granted)).toEqual([...Array(20).keys(), 10_000]);
    expect(rounds.at(-1)?.outcome).toBe('success');
    const never = failSweep(FAIL_SWEEPS.surface, table, () => ({ outcome: 'other-error' }));
    expect(never.length).toBe(1025);
  });

  test('R-68 frees are not counted, and a free by reallocation to 0 goes through', () => {
    const { table, heap } = world();
    const frees = (callbacks: VkAllocationCallbacks) => {
      const pointer = vk_alloc(callbacks, 16, 8, VkScope.OBJECT);
      expect(vk_realloc(callbacks, pointer, 0, 8, VkScope.OBJECT)).toBe(NULL);
      return { outcome: 'success' } as const;
    };
    const rounds = failSweep({ rounds: 1, lastTry: 2 }, table, (callbacks) =>
      vk_alloc(callbacks, 1, 1, VkScope.OBJECT) === NULL ? { outcome: 'out-of-host-memory' } : frees(callbacks),
    );
    expect(rounds[1]).toMatchObject({ outcome: 'success', requests: 2 });
    expect([...heap.liveBlocks()].length).toBe(1);
  });

  test('R-68 a compile on the new kind of context: NULL reaches every level, and the context takes all along', () => {
    const { table, heap } = world();
    const ralloc = new Ralloc(heap, new LibcMalloc(heap));
    const linear = new Linear(ralloc);
    const compile: SweepScenario = (callbacks) => {
      const root = ralloc_vk_context(ralloc, NULL, { callbacks, scope: VkScope.COMMAND, owner: 'compile' });
      if (root === NULL) return { outcome: 'out-of-host-memory' };
      const shader = ralloc.ralloc_size(root, 100);
      const nodes = shader === NULL ? NULL : linear.linear_context(shader);
      const grown = nodes === NULL ? NULL : ralloc.reralloc_size(root, shader, 2000);
      ralloc.ralloc_free(root);
      return { outcome: grown === NULL ? 'out-of-host-memory' : 'success' };
    };
    const rounds = failSweep(FAIL_SWEEPS.object, table, compile);
    expect(rounds.map(({ outcome }) => outcome)).toEqual([...Array<string>(4).fill('out-of-host-memory'), 'success']);
    expect(rounds.flatMap(({ broken, live }) => [...broken, ...live])).toEqual([]);
    expect(heap.faults).toEqual([]);
  });
});
