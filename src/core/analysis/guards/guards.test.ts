import { describe, expect, test } from 'vitest';
import { openShared, openText } from '../../../formats/testing/open-trace';
import { hasLargeTraces, hasSharedTraces } from '../../../formats/testing/shared-traces';
import { guardOptionsFor, type GuardOptions } from '../../layers/guard-options';
import { guarded, heapOf, traceOf } from '../../replay/testing/layered';
import { DOMAIN_KINDS } from '../../tables/domains';
import type { DomainId, EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { guardCost } from './guard-cost';
import { predictedHits, recordedHits } from './guard-evidence';

const MEGA = 1e6;

function domainsOf({ domains }: Trace, kind: (typeof DOMAIN_KINDS)[number]): DomainId[] {
  return Array.from({ length: domains.length }, (_, domain) => domain as DomainId).filter(
    (domain) => DOMAIN_KINDS[domains.kind.get(domain)] === kind,
  );
}

function after(options: Partial<GuardOptions> = {}): GuardOptions {
  const { guard } = guarded(options);
  if (guard === undefined) throw new Error('guards are on');
  return guard;
}

describe('what guards cost', () => {
  test('R-62 data pages and a guard page a block; the guard pages are reserved only', () => {
    const trace = traceOf(['+ 0x10000 64 d1', '+ 0x20000 5000 d1', '- 0x10000', '+ 0x30000 10 d2']);
    expect(guardCost(trace, after())).toEqual({
      ...{ blocks: 3, mostBlocks: 2, peakBytes: 5064, guardedPeakBytes: 20_480, guardedPeakEvent: 1 },
      reservedBytes: 8192,
    });
    expect(guardCost(trace, after({ domains: [2 as DomainId] }))).toMatchObject({ blocks: 1, guardedPeakBytes: 8192 });
    expect(guardCost(trace, after({ side: 'both' }))).toMatchObject({
      guardedPeakBytes: 28_672,
      reservedBytes: 16_384,
    });
  });

  test('R-62 is what the guard layer holds, at its greatest', () => {
    const events = [64, 5000, 0, 13, 4096].flatMap((size, i) => [`+ ${0x10000 * (i + 1)} ${size} d1`]);
    const trace = traceOf([...events, '- 0x20000', '~ 0x10000 0x90000 9000']);
    const heap = heapOf(trace, guarded());
    let most = 0;
    for (let cursor = 0; cursor < trace.events.length; cursor++) {
      heap.seek(cursor as EventIndex);
      const { requested, guards } = heap.figures();
      most = Math.max(most, requested + (guards?.guard ?? 0) + (guards?.slack ?? 0));
    }
    expect(guardCost(trace, after()).guardedPeakBytes).toBe(most);
  });

  test.skipIf(!hasSharedTraces)('R-62 lvp-compute-cold: callbacks 2.7 → 12.1 MB, everything 8.6 → 66.4 MB', () => {
    const { trace } = openShared('vulkan/lvp-compute-cold.hgt.zst');
    const callbacks = guardCost(trace, after({ domains: domainsOf(trace, 'vk') }));
    const everything = guardCost(trace, after());
    const inMega = [callbacks, everything].map((cost) =>
      [cost.peakBytes, cost.guardedPeakBytes].map((bytes) => Math.round(bytes / (MEGA / 10)) / 10),
    );
    expect(inMega).toEqual([
      [2.7, 12.1],
      [8.6, 66.4],
    ]);
  });

  test.skipIf(!hasLargeTraces)(
    'R-62 compute-uber: 144 MB → 4.0 GB',
    () => {
      const { trace } = openShared('large/lvp-compute-uber.hgt.zst');
      const { peakBytes, guardedPeakBytes } = guardCost(trace, after());
      expect(Math.round(peakBytes / MEGA)).toBe(144);
      expect(Math.round(guardedPeakBytes / (100 * MEGA)) / 10).toBe(4);
    },
    300_000,
  );
});

describe.skipIf(!hasSharedTraces)('the three overflows of fault-overflow', () => {
  test('R-60 are recorded, with offset and length', () => {
    const { trace } = openShared('faults/fault-overflow.hgt.zst');
    expect(recordedHits(trace).map(({ event, offset, bytes }) => [event, offset, bytes])).toEqual([
      [2232, 1021, 1],
      [2772, 1031, 8],
      [3018, 37, 1],
    ]);
  });

  test('R-61 flush guards would catch 3, guards after 8-byte alignment 1, after 16-byte alignment 0', () => {
    const { trace } = openShared('faults/fault-overflow.hgt.zst');
    const caught = ([1, 8, 16] as const).map((alignment) => predictedHits(trace, after({ alignment })).length);
    expect(caught).toEqual([3, 1, 0]);
    expect(predictedHits(trace, after({ alignment: 1, side: 'before' }))).toEqual([]);
  });
});

test('R-60 what a recorder says of the access that met its guard is kept', () => {
  const texts = ['write', 'read', 'read after free', 'something else'];
  const events = texts.map((text) => `g guard 0x1000 64 ${text}`);
  const { trace } = openText(['heapglass 1', '+ 0x1000 64', ...events, ''].join('\n'));
  expect(recordedHits(trace).map(({ kind, access }) => [kind, access])).toEqual([
    ['guard', 'write'],
    ['guard', 'read'],
    ['freed', 'read'],
    ['guard', 'unknown'],
  ]);
});

test('guards for a trace take its pages and its alignment; pages that cannot be are 4 KiB', () => {
  const { meta } = openText(['heapglass 1', 'h page 16384', 'h pointer 4', ''].join('\n'));
  expect(guardOptionsFor(meta.fidelity, 'after')).toMatchObject({ pageBytes: 16_384, alignment: 8 });
  expect(guardOptionsFor({ ...meta.fidelity, pageBytes: 5000 }, 'after').pageBytes).toBe(4096);
});
