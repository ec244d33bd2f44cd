import { describe, expect, test } from 'vitest';
import type { BlockRow, DomainId, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { Hit } from './hits';
import { guarded, replayed, traceOf } from './testing/layered';

const MIB = 2 ** 20;

type Seen = Pick<Hit, 'kind' | 'event' | 'block' | 'offset'>;
const seen = ({ kind, event, block, offset }: Hit): Seen => ({ kind, event, block, offset });

function placeOf(trace: Trace, row: number): number {
  return trace.placement.word.get(row as BlockRow) * 4;
}

describe('an access is a hit at its event', () => {
  test('R-60 a write and a read at the end hit the guard; one byte before it they do not', () => {
    const trace = traceOf(['+ 0x1000 64 d1', 'w 0x103f 1', 'w 0x1040 1', 'r 0x1040 1', '- 0x1000']);
    const heap = replayed(trace, guarded());
    expect(heap.hits.map(seen)).toEqual([
      { kind: 'guard', event: 2, block: 1, offset: 64 },
      { kind: 'guard', event: 3, block: 1, offset: 64 },
    ]);
    expect(heap.hits.map(({ access, evidence }) => [access, evidence])).toEqual([
      ['write', 'checked'],
      ['read', 'checked'],
    ]);
  });

  test('R-60 with the stack of the access, and the block for its own', () => {
    const stacks = ['f 0 0 main', 'k 0 1', 'f 0 1 overflow', 'k 1 2'];
    const trace = traceOf([...stacks, '+ 0x1000 64 d1 k1', 'w 0x1040 4 k2']);
    const [hit] = replayed(trace, guarded()).hits;
    expect([hit.stack, trace.sites.stack.get(trace.blocks.site.get(hit.block))]).toEqual([2, 1]);
    expect(hit.bytes).toBe(4);
  });

  test('R-60 an access across the end begins to be wrong at the end', () => {
    const trace = traceOf(['+ 0x1000 64 d1', 'w 0x1038 16']);
    expect(replayed(trace, guarded()).hits.map(seen)).toEqual([{ kind: 'guard', event: 1, block: 1, offset: 64 }]);
  });

  test('R-60 the guard before a block meets an underflow, the guard behind it does not', () => {
    const events = ['+ 0x1000 4096 d1', 'w 0xfff 1', '- 0x1000'];
    expect(replayed(traceOf(events), guarded({ side: 'before' })).hits.map(seen)).toEqual([
      { kind: 'guard', event: 1, block: 1, offset: -1 },
    ]);
    expect(replayed(traceOf(events), guarded({ side: 'both' })).hits).toHaveLength(1);
    expect(replayed(traceOf(['+ 0x1000 64 d1', 'w 0xfff 1']), guarded()).hits).toEqual([]);
  });

  test('R-61 size 13, alignment 16: a write at 13 is found at the free, one at 16 at once', () => {
    const at = (offset: number): readonly Seen[] => {
      const events = ['+ 0x1000 13 d1', `w ${0x1000 + offset} 1`, 'n later', '- 0x1000'];
      return replayed(traceOf(events), guarded()).hits.map(seen);
    };
    expect(at(12)).toEqual([]);
    expect(at(13)).toEqual([{ kind: 'slack-changed', event: 3, block: 1, offset: 13 }]);
    expect(at(15)).toEqual([{ kind: 'slack-changed', event: 3, block: 1, offset: 15 }]);
    expect(at(16)).toEqual([{ kind: 'guard', event: 1, block: 1, offset: 16 }]);
  });

  test('R-61 a read of slack leaves no mark: nothing finds it', () => {
    const trace = traceOf(['+ 0x1000 13 d1', 'r 0x100d 1', '- 0x1000']);
    expect(replayed(trace, guarded()).hits).toEqual([]);
  });

  test('R-61 flush: not a byte between block and guard', () => {
    const trace = traceOf(['+ 0x1000 13 d1', 'r 0x100d 1', '- 0x1000']);
    expect(replayed(trace, guarded({ alignment: 1 })).hits.map(seen)).toEqual([
      { kind: 'guard', event: 1, block: 1, offset: 13 },
    ]);
  });

  test('R-63 an access after the free hits, with both sites, until the block leaves the quarantine', () => {
    const stacks = ['f 0 0 main', 'k 0 1', 'f 0 1 release', 'k 1 2', 'f 0 2 use', 'k 1 3'];
    const events = [...stacks, '+ 0x1000 64 d1 k1', '- 0x1000 k2', 'r 0x1000 1 k3', '+ 0x2000 64 d1', '- 0x2000'];
    const trace = traceOf([...events, '+ 0x3000 64 d1', '- 0x3000', 'r 0x1000 1 k3', 'r 0x3000 1']);
    const { hits } = replayed(trace, guarded({ quarantineBytes: 16_384 }));
    expect(hits.map(seen)).toEqual([
      { kind: 'freed', event: 2, block: 1, offset: 0 },
      { kind: 'unallocated', event: 7, block: 1, offset: 0 },
      { kind: 'freed', event: 8, block: 3, offset: 0 },
    ]);
    expect([hits[0].stack, trace.blocks.releaseStack.get(1 as BlockRow)]).toEqual([3, 2]);
  });

  test('R-63 without a quarantine the place is given again, and the access looks right', () => {
    const trace = traceOf(['+ 0x1000 64 d1', '- 0x1000', '+ 0x2000 64 d1', 'r 0x1000 1']);
    expect(replayed(trace, guarded()).hits).toEqual([]);
    expect(replayed(trace, guarded({ quarantineBytes: MIB })).hits.map(seen)).toEqual([
      { kind: 'freed', event: 3, block: 1, offset: 0 },
    ]);
  });

  test('R-60 an overflow in memory that was used before is that of the block beside it', () => {
    const earlier = ['+ 0x1000 4096 d1', '- 0x1000'];
    const trace = traceOf([...earlier, '+ 0x1000 64 d1', '+ 0x1050 64 d1', 'w 0x1040 1', 'r 0x1800 1', '- 0x1000']);
    expect(replayed(trace, guarded({ quarantineBytes: MIB })).hits.map(seen)).toEqual([
      { kind: 'guard', event: 4, block: 2, offset: 64 },
      { kind: 'freed', event: 5, block: 1, offset: 2048 },
    ]);
  });

  test('R-63 beside a block that was there before the other went, it is an access after the free', () => {
    const trace = traceOf(['+ 0x1000 64 d1', '+ 0x1050 64 d1', '- 0x1000', 'r 0x103f 1']);
    const { hits } = replayed(trace, guarded({ quarantineBytes: MIB }));
    expect(hits.map(seen)).toEqual([{ kind: 'freed', event: 3, block: 1, offset: 63 }]);
  });

  test('accesses without a block in reach are counted as not checked', () => {
    const heap = replayed(traceOf(['+ 0x1000 64 d1', 'r 0x900000 8', 'r 0x1000 8']), guarded());
    expect(heap.accesses).toEqual({ checked: 1, unchecked: 1 });
    expect(heap.hits).toEqual([]);
  });

  test('with all layers off, accesses are checked against the blocks alone', () => {
    const trace = traceOf(['+ 0x1000 64 d1', 'r 0x1000 64', 'w 0x1040 1', '- 0x1000', 'r 0x1000 1']);
    const { engine } = guarded();
    expect(replayed(trace, { engine }).hits.map(seen)).toEqual([
      { kind: 'unallocated', event: 2, block: 1, offset: 64 },
      { kind: 'unallocated', event: 4, block: 1, offset: 0 },
    ]);
  });
});

describe('where guarded blocks lie', () => {
  test('R-14 every block of the chosen domains ends at its guard, no other does', () => {
    const sizes = [1, 16, 100, 4096, 5000, 40_000];
    const trace = traceOf(
      sizes.flatMap((size, i) => [`+ ${0x100000 * (2 * i + 1)} ${size} d1`, `+ ${0x100000 * (2 * i + 2)} ${size} d2`]),
    );
    const heap = replayed(trace, guarded({ domains: [2 as DomainId] }));
    expect(heap.figures().guards?.blocks).toBe(sizes.length);
    sizes.forEach((size, index) => {
      const end = placeOf(trace, 2 * index + 2) + Math.ceil(size / 16) * 16;
      expect(end % 4096).toBe(0);
      expect(heap.stateAt(end)).toBe('guard');
      expect(heap.stateAt(end + 4095)).toBe('guard');
    });
  });

  test('R-14 with both sides every block stands between two guards', () => {
    const trace = traceOf(['+ 0x10000 4096 d1', '+ 0x20000 24 d1']);
    const heap = replayed(trace, guarded({ side: 'both' }));
    const whole = placeOf(trace, 1);
    expect([whole - 1, whole + 4096].map((at) => heap.stateAt(at))).toEqual(['guard', 'guard']);
    const small = placeOf(trace, 2);
    expect([small - 1, small + 24, small + 32].map((at) => heap.stateAt(at))).toEqual(['slack', 'slack', 'guard']);
  });

  test('alignments are kept, through a reallocation too', () => {
    const trace = traceOf(['+ 0x100000 40 d1 a64', '+ 0x200000 100 d1 a16384', '~ 0x100000 0x300000 9000']);
    for (const side of ['after', 'before', 'both'] as const) {
      replayed(trace, guarded({ side }));
      expect([placeOf(trace, 1) % 64, placeOf(trace, 2) % 16_384, placeOf(trace, 3) % 64]).toEqual([0, 0, 0]);
    }
  });

  test('R-62 a thousand blocks of 64 bytes take 8 000 KiB, of which half is never written', () => {
    const trace = traceOf(Array.from({ length: 1000 }, (_, i) => `+ ${0x100000 + i * 64} 64 d1`));
    const figures = replayed(trace, guarded()).figures();
    expect(figures.footprint).toBeGreaterThanOrEqual(8000 * 1024);
    expect(figures.footprint).toBeLessThan(8040 * 1024);
    expect(figures.guards).toMatchObject({ blocks: 1000, guard: 4000 * 1024, slack: 4000 * 1024 - 64_000 });
    expect(figures.blocks).toBe(64_000);
  });

  test('R-62 a sampling switch guards the first of so many', () => {
    const trace = traceOf(Array.from({ length: 1000 }, (_, i) => `+ ${0x100000 + i * 64} 64 d1`));
    expect(replayed(trace, guarded({ every: 100 })).figures().guards?.blocks).toBe(10);
  });

  test('pages are as long as the trace’s', () => {
    const trace = traceOf(['+ 0x10000 100 d1']);
    replayed(trace, guarded({ pageBytes: 65_536 }));
    expect((placeOf(trace, 1) + 112) % 65_536).toBe(0);
  });

  test('a block of no bytes begins at its guard, and each is another', () => {
    const trace = traceOf(['+ 0x10000 0 d1', '+ 0x20000 0 d1', 'r 0x10000 1']);
    const heap = replayed(trace, guarded());
    expect(placeOf(trace, 1)).not.toBe(placeOf(trace, 2));
    expect(heap.hits.map(seen)).toEqual([{ kind: 'guard', event: 2, block: 1, offset: 0 }]);
  });

  test('a full heap takes back what the quarantine holds', () => {
    const events = Array.from({ length: 40 }, (_, i) => [
      `+ ${0x10000 * (i + 1)} 4096 d1`,
      `- ${0x10000 * (i + 1)}`,
    ]).flat();
    const heap = replayed(traceOf(events), guarded({ quarantineBytes: MIB }), { limits: [128 * 1024] });
    expect(heap.facts().refused).toBe(0);
    heap.seek(-1 as EventIndex);
    expect(heap.figures().footprint).toBeLessThan(4096);
  });
});
