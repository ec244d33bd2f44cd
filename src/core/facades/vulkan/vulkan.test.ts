import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ThreadId } from '../../tables/indices';
import { NULL } from '../heap-bytes';
import { LibcMalloc } from '../libc-malloc';
import { testHeap } from '../testing/facade-heap';
import { HeapCallbacks, type HeapCallbacksOptions } from './heap-callbacks';
import { InternalTotals } from './internal-totals';
import { VkMultialloc } from './multialloc';
import { chooseAllocator, type MemoryLifetime } from './scope-chooser';
import {
  vk_alloc,
  vk_asprintf,
  vk_default_allocator,
  vk_free,
  vk_object_alloc,
  vk_object_free,
  vk_realloc,
  vk_strdup,
  vk_zalloc,
} from './vk-alloc';
import { VkScope, type UserData } from './vk-allocation-callbacks';
import { VkCommand } from './vk-command';

const { COMMAND, OBJECT, DEVICE } = VkScope;

function world(options?: HeapCallbacksOptions) {
  const { heap, top } = testHeap();
  const table = (name: string) => new HeapCallbacks(heap, heap.domains.add(name, 'vk'), undefined, options);
  return { heap, top, t: table('T1'), table, kinds: () => heap.faults.map(({ kind }) => kind) };
}

describe('R-10 pfnAllocation', () => {
  test('R-10 size and alignment are as asked; size, alignment and scope are kept for the block', () => {
    const { t, heap } = world();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(12), (size, alignLog2) => {
        const pointer = vk_alloc(t, size, 2 ** alignLog2, OBJECT);
        expect(pointer % 2 ** alignLog2).toBe(0);
        expect(heap.blockAt(pointer)).toMatchObject({ bytes: size, alignment: 2 ** alignLog2, scope: OBJECT });
        vk_free(t, pointer);
      }),
    );
  });

  test('R-10 no room: NULL, never a throw; an alignment that is no power of two is refused', () => {
    const { t, top, kinds } = world();
    expect(vk_alloc(t, 2 ** 33, 8, OBJECT)).toBe(NULL);
    expect([0, 3, 24].map((alignment) => vk_alloc(t, 8, alignment, OBJECT))).toEqual([NULL, NULL, NULL]);
    expect(kinds()).toEqual(['bad-alignment', 'bad-alignment', 'bad-alignment']);
    top.grants = 0;
    expect(vk_alloc(t, 8, 8, OBJECT)).toBe(NULL);
  });

  test('R-10 zero bytes: a unique aligned block, or NULL where switched so; both are noted', () => {
    const { t, kinds } = world();
    const a = vk_alloc(t, 0, 64, OBJECT);
    expect([a % 64, a === vk_alloc(t, 0, 64, OBJECT)]).toEqual([0, false]);
    expect(vk_alloc(world({ zeroSize: 'null' }).t, 0, 1, OBJECT)).toBe(NULL);
    expect(kinds()).toEqual(['zero-size', 'zero-size']);
  });
});

describe('R-10 pfnReallocation', () => {
  test('R-10 of NULL it is pfnAllocation, to 0 it is pfnFree and gives NULL, both at once do nothing', () => {
    const { t, heap, top, kinds } = world();
    const pointer = vk_realloc(t, NULL, 32, 8, OBJECT);
    expect(heap.blockAt(pointer)?.bytes).toBe(32);
    expect(vk_realloc(t, pointer, 0, 8, OBJECT)).toBe(NULL);
    expect([top.allocations, top.frees]).toEqual([1, 1]);
    expect(vk_realloc(t, NULL, 0, 8, OBJECT)).toBe(NULL);
    expect([top.allocations, top.frees, kinds()]).toEqual([1, 1, ['realloc-null-zero']]);
  });

  test('R-10 the first min(old, new) bytes are kept, moved or not', () => {
    const { t, heap } = world();
    const pointer = vk_alloc(t, 64, 16, OBJECT);
    for (let i = 0; i < 64; i++) heap.bytes.setU8(pointer + i, i);
    vk_alloc(t, 1, 1, OBJECT);
    const larger = vk_realloc(t, pointer, 4000, 16, OBJECT);
    expect(larger).not.toBe(pointer);
    expect([...heap.bytes.read(larger, 64)]).toEqual(Array.from({ length: 64 }, (_, i) => i));
    const smaller = vk_realloc(t, larger, 10, 16, OBJECT);
    expect(heap.bytes.u8(smaller + 9)).toBe(9);
    expect(heap.blockAt(pointer)).toBeUndefined();
  });

  test('R-10 where it fails the old block stays, contents and all', () => {
    const { t, heap, top } = world();
    const pointer = vk_alloc(t, 8, 8, OBJECT);
    heap.bytes.setU32(pointer, 77);
    top.grants = 0;
    expect(vk_realloc(t, pointer, 5000, 8, OBJECT)).toBe(NULL);
    expect([heap.bytes.u32(pointer), heap.blockAt(pointer)?.bytes]).toEqual([77, 8]);
    vk_free(t, pointer);
    expect(heap.faults).toEqual([]);
  });

  test('R-10 the alignment must be repeated and is kept; the scope becomes the newest', () => {
    const { t, heap, kinds } = world();
    const pointer = vk_realloc(t, vk_alloc(t, 8, 64, COMMAND), 16, 8, DEVICE);
    expect(heap.blockAt(pointer)).toMatchObject({ alignment: 64, scope: DEVICE });
    expect(kinds()).toEqual(['realloc-alignment-changed', 'realloc-scope-changed']);
  });
});

describe('R-10 pfnFree and compatibility', () => {
  test('R-10 NULL is safe, and never reaches the callback from vk_free', () => {
    const { t, top, kinds } = world();
    t.pfnFree(t.pUserData, NULL);
    const { pUserData, pfnAllocation, pfnReallocation } = t;
    vk_free({ pUserData, pfnAllocation, pfnReallocation, pfnFree: () => expect.unreachable() }, NULL);
    expect([top.frees, kinds()]).toEqual([0, []]);
  });

  test('R-10 an incompatible table cannot release or resize a block; a compatible one can, whatever its functions', () => {
    const { heap, t, table, kinds } = world();
    const twin = new HeapCallbacks(heap, heap.domains.add('T1 too', 'vk', { compatibleWith: t.domain }), 9 as UserData);
    const other = table('T2');
    const pointer = vk_alloc(t, 8, 8, OBJECT);
    vk_free(other, pointer);
    expect(vk_realloc(other, pointer, 16, 8, OBJECT)).toBe(NULL);
    expect(kinds()).toEqual(['foreign-release', 'foreign-release']);
    vk_free(twin, vk_realloc(twin, pointer, 16, 8, OBJECT));
    expect([kinds().length, [...heap.liveBlocks()]]).toEqual([2, []]);
  });
});

describe('R-42 R-11 the chooser', () => {
  const { t: object, table } = world();
  const [device, instance, cache] = [table('device'), table('instance'), table('cache')];
  const named = { object, device, instance };
  const lifetimes: MemoryLifetime[] = ['command', 'object', 'cache', 'device', 'instance'];
  const order: Record<MemoryLifetime, (keyof typeof named)[]> = {
    command: ['object', 'device', 'instance'],
    object: ['object', 'device', 'instance'],
    cache: ['device', 'instance'],
    device: ['device', 'instance'],
    instance: ['instance'],
  };
  const cases = lifetimes.flatMap((lifetime) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
      lifetime,
      given: (['object', 'device', 'instance'] as const).filter((_, i) => (bits & (1 << i)) !== 0),
    })),
  );

  test.each(cases)('R-42 $lifetime memory with tables of $given', ({ lifetime, given }) => {
    const chain = Object.fromEntries(given.map((name) => [name, named[name]]));
    const nearest = order[lifetime].find((name) => given.includes(name));
    const chosen = chooseAllocator(lifetime, chain);
    expect(chosen?.from).toBe(nearest);
    expect(chosen?.callbacks === (nearest && named[nearest])).toBe(true);
    expect(chosen?.scope).toBe(nearest && VkScope[upper(lifetime)]);
  });

  test('R-42 there are 40 cases; a cache with a table of its own comes before the device', () => {
    expect(cases.length).toBe(40);
    expect(chooseAllocator('cache', { cache, device })?.from).toBe('cache');
    expect(chooseAllocator('object', { cache, device })?.from).toBe('device');
  });
});

const upper = (lifetime: MemoryLifetime) => lifetime.toUpperCase() as Uppercase<MemoryLifetime>;

describe('commands', () => {
  const THREAD = 7 as ThreadId;

  function commands() {
    const w = world();
    w.heap.caller = { ...w.heap.caller, thread: THREAD };
    const own = new LibcMalloc(w.heap, w.heap.domains.add("implementation's own", 'libc'));
    return { ...w, own };
  }

  test('R-11 no table up the chain: no callback, and the bytes count as the implementation’s own', () => {
    const { heap, own } = commands();
    const command = new VkCommand(heap, {}, own, THREAD);
    const pointer = command.alloc('object', 100, 8);
    expect(heap.blockAt(pointer)).toMatchObject({ bytes: 100, scope: 5, domain: own.domain });
    command.free('object', pointer);
    command.end();
    expect([heap.faults, [...heap.liveBlocks()]]).toEqual([[], []]);
  });

  test('R-41 R-42 two instances, interleaved command by command, never meet', () => {
    const { heap, table, own } = commands();
    const chains = [{ instance: table('I1') }, { instance: table('I2'), object: table('O2') }];
    const open = chains.map((chain) => new VkCommand(heap, chain, own, THREAD));
    for (let i = 0; i < 20; i++) open[i % 2].alloc(i % 3 === 0 ? 'instance' : 'object', 8 + i, 8);
    const homes = [...heap.liveBlocks()].map(([, { domain }]) => domain.name);
    expect(homes).toEqual(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 'I1' : i % 3 === 0 ? 'I2' : 'O2')));
  });

  test('R-43 every live block has exactly one domain, and the domains’ bytes add up to the live bytes', () => {
    const { heap, table, own } = commands();
    const chain = { instance: table('I'), device: table('D') };
    const command = new VkCommand(heap, chain, own, THREAD);
    const bytes = [16, 80, 24].map((size, i) => {
      command.alloc((['command', 'device', 'instance'] as const)[i], size, 8);
      return size;
    });
    own.malloc(1000);
    const byDomain = new Map<string, number>();
    for (const [, block] of heap.liveBlocks()) {
      byDomain.set(block.domain.name, (byDomain.get(block.domain.name) ?? 0) + block.bytes);
    }
    expect([...byDomain]).toEqual([
      ['D', bytes[0] + bytes[1]],
      ['I', bytes[2]],
      ["implementation's own", 1000],
    ]);
  });

  test('R-10 COMMAND memory that outlives its command, a call after it, and one from another thread are faults', () => {
    const { heap, t, own, kinds } = commands();
    const command = new VkCommand(heap, { object: t }, own, THREAD);
    const kept = command.alloc('command', 8, 8);
    command.free('command', command.alloc('command', 8, 8));
    command.end();
    expect(heap.faults).toMatchObject([{ kind: 'command-scope-escaped', pointer: kept }]);
    command.free('command', kept);
    const next = new VkCommand(heap, { object: t }, own, THREAD);
    heap.caller = { ...heap.caller, thread: 8 as ThreadId };
    next.alloc('object', 8, 8);
    expect(kinds().slice(1)).toEqual(['outside-command', 'foreign-thread']);
  });

  test('R-35 what linker interception sees has no scope, only sizes', () => {
    const { heap, own } = commands();
    for (let i = 0; i < 10; i++) own.malloc(i);
    expect([...heap.liveBlocks()].filter(([, { scope }]) => scope !== 5)).toEqual([]);
  });
});

describe('helpers of Mesa’s runtime', () => {
  test('R-10 vk_zalloc zeroes; strings have alignment 1', () => {
    const { heap, t } = world();
    const dirty = vk_alloc(t, 64, 8, OBJECT);
    heap.bytes.fill(dirty, 0xff, 64);
    vk_free(t, dirty);
    expect(heap.bytes.read(vk_zalloc(heap.bytes, t, 64, 8, OBJECT), 64)).toEqual(new Uint8Array(64));
    const text = vk_asprintf(heap.bytes, t, 'name', OBJECT);
    const copy = vk_strdup(heap.bytes, t, text, OBJECT);
    expect([heap.bytes.string(copy), heap.blockAt(copy)?.alignment]).toEqual(['name', 1]);
  });

  test('R-42 an object is freed through the table given at destroy: asymmetry shows', () => {
    const { heap, t, table, kinds } = world();
    const device = table('device');
    const own = vk_object_alloc(device, t, 100);
    expect(heap.blockAt(own)).toMatchObject({ alignment: 8, scope: OBJECT, domain: t.domain });
    vk_object_free(device, undefined, own);
    expect(kinds()).toEqual(['foreign-release']);
    vk_object_free(device, t, own);
    vk_object_free(device, undefined, vk_object_alloc(device, undefined, 8));
    expect([kinds().length, [...heap.liveBlocks()]]).toEqual([1, []]);
  });

  test('R-10 the default allocator is malloc, and cannot serve more than malloc’s alignment', () => {
    const { heap, kinds } = world();
    const libc = new LibcMalloc(heap);
    const table = vk_default_allocator(heap, libc);
    const pointer = vk_alloc(table, 8, 8, OBJECT);
    libc.free(pointer);
    expect(vk_alloc(table, 8, 64, OBJECT)).toBe(NULL);
    expect([kinds(), table.internal]).toEqual([['over-aligned'], undefined]);
  });

  test('R-10 vk_multialloc: aligned members in one block; empty ones are NULL and take no room', () => {
    const { heap, t } = world();
    const multi = new VkMultialloc();
    for (const [size, alignment] of [
      [0, 64],
      [3, 1],
      [8, 8],
      [1, 32],
    ] as const)
      multi.add(size, alignment);
    const members = multi.alloc(t, OBJECT) ?? [];
    const [none, a, b, c] = members;
    expect([none, b - a, c - a]).toEqual([NULL, 8, 32]);
    expect(heap.blockAt(a)).toMatchObject({ bytes: 33, alignment: 32 });
    vk_free(t, b);
    expect(heap.faults).toMatchObject([{ kind: 'inside-release', pointer: b }]);
    vk_free(t, a);
  });

  test('R-10 vk_multialloc takes 16 members; all empty it asks for 0 bytes with alignment 1', () => {
    const { t, kinds, top } = world();
    const multi = new VkMultialloc();
    expect(Array.from({ length: 17 }, () => multi.add(0, 8)).indexOf(false)).toBe(16);
    multi.alloc(t, OBJECT);
    expect([kinds(), top.requests]).toEqual([['zero-size'], [{ bytes: 0, alignLog2: 0 }]]);
    top.grants = 0;
    expect(multi.alloc(t, OBJECT)).toBeUndefined();
  });

  test('R-10 internal notifications keep totals by scope, which never go below zero', () => {
    const internal = new InternalTotals();
    const { t, kinds } = world({ internal });
    t.internal?.pfnInternalAllocation(t.pUserData, 4096, 0, OBJECT);
    t.internal?.pfnInternalAllocation(t.pUserData, 100, 0, DEVICE);
    t.internal?.pfnInternalFree(t.pUserData, 96, 0, OBJECT);
    expect([internal.total(OBJECT), internal.total(DEVICE), internal.peak]).toEqual([4000, 100, 4196]);
    t.internal?.pfnInternalFree(t.pUserData, 200, 0, DEVICE);
    t.internal?.pfnInternalAllocation(t.pUserData, 1, 1, DEVICE);
    expect([internal.total(DEVICE), kinds()]).toEqual([1, ['internal-negative', 'bad-internal-type']]);
  });
});
