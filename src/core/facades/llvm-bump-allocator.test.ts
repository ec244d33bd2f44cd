import { expect, test } from 'vitest';
import { NULL } from './heap-bytes';
import { LlvmBumpAllocator } from './llvm-bump-allocator';
import { testHeap } from './testing/facade-heap';
import { HeapCallbacks } from './vulkan/heap-callbacks';

function llvm(bytes = 2 ** 24) {
  const { heap, top } = testHeap({ bytes });
  return { heap, top, allocator: new LlvmBumpAllocator(LlvmBumpAllocator.mallocOf(heap)) };
}

test('R-45 slabs of 4096 bytes; every 128 slabs their size doubles', () => {
  const { allocator } = llvm();
  const cumulative: number[] = [];
  for (let slabs = 1; slabs <= 512; slabs++) {
    const before = allocator.totalMemory;
    while (allocator.totalMemory === before) allocator.Allocate(4096, 1);
    if (slabs % 128 === 0) cumulative.push(allocator.totalMemory / 1024);
  }
  expect(cumulative).toEqual([512, 1536, 3584, 7680]);
});

test('R-45 pieces lie one behind the other, aligned; what is too large for a slab gets its own', () => {
  const { allocator, top } = llvm();
  const a = allocator.Allocate(10, 1);
  expect(allocator.Allocate(8, 8)).toBe(a + 16);
  allocator.Allocate(4096, 8);
  expect(top.requests.map(({ bytes }) => bytes)).toEqual([4096, 4103]);
  expect(allocator.Allocate(1, 1)).toBe(a + 24);
});

test('R-45 Reset keeps the first slab; the destructor keeps nothing', () => {
  const { allocator, heap } = llvm();
  const first = allocator.Allocate(100, 1);
  for (let i = 0; i < 100; i++) allocator.Allocate(4000, 1);
  allocator.Reset();
  expect([...heap.liveBlocks()].length).toBe(1);
  expect(allocator.Allocate(100, 1)).toBe(first);
  allocator.destroy();
  expect([...heap.liveBlocks()]).toEqual([]);
  expect(heap.faults).toEqual([]);
});

test('R-45 no room: NULL', () => {
  const { allocator, top } = llvm();
  top.grants = 0;
  expect(allocator.Allocate(1, 1)).toBe(NULL);
});

test('R-45 its memory never carries a scope or a table, and to hand it one is a type error', () => {
  const { heap, allocator } = llvm();
  const callbacks = new HeapCallbacks(heap, heap.domains.add('table', 'vk'));

  // @ts-expect-error LLVM takes the global malloc, never a VkAllocationCallbacks
  expect(() => new LlvmBumpAllocator(callbacks).Allocate(1, 1)).toThrow(TypeError); // eslint-disable-line @typescript-eslint/no-unsafe-class-instance-assignment -- the mistake that is shown
  allocator.Allocate(1, 1);
  expect([...heap.liveBlocks()].map(([, { domain, scope }]) => [domain.name, scope])).toEqual([['LLVM', 5]]);
});
