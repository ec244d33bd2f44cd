import { describe, expect, test } from 'vitest';
import { openShared, openText } from '../../formats/testing/open-trace';
import { hasSharedTraces } from '../../formats/testing/shared-traces';
import { FAULT_KINDS } from '../faults/kinds';
import { NO_LAYERS, type AllocatorConfiguration } from '../layers/configuration';
import type { FaultRow } from '../tables/indices';
import type { Trace } from '../tables/trace';
import type { Hit } from './hits';
import { SimulatedHeap } from './simulated-heap';

const COOKIES: AllocatorConfiguration = { ...NO_LAYERS, cookies: { secret: 7 } };

function replay(trace: Trace, configuration: AllocatorConfiguration): SimulatedHeap {
  const heap = SimulatedHeap.reserve(trace, { configuration, limits: [2 ** 28] });
  if (!heap.ok) throw new Error('no memory for the test');
  while (!heap.value.step(10_000));
  return heap.value;
}

function faultsOf({ faults }: Trace): Pick<Hit, 'kind' | 'event' | 'block'>[] {
  const known = ['double-free', 'unknown-free', 'mismatched-free'];
  return Array.from({ length: faults.count }, (_, index) => (index + 1) as FaultRow)
    .map((row) => ({
      kind: FAULT_KINDS[faults.kind.get(row)] as Hit['kind'],
      event: faults.event.get(row),
      block: faults.block.get(row),
    }))
    .filter(({ kind }) => known.includes(kind));
}

describe('with cookies on, a replay finds the bad frees that reading found', () => {
  test('R-28 of one block twice, of another domain, and of a pointer from elsewhere', () => {
    const events = ['+ 0x100 40 d1', '- 0x100', '- 0x100', '+ 0x200 8 d1', '- 0x200 d2', '- 0x900'];
    const { trace } = openText(['heapglass 1', 'd libc 0', 'd vk 0', ...events, ''].join('\n'));
    const heap = replay(trace, COOKIES);
    expect(heap.hits.map(({ kind, event, block }) => ({ kind, event, block }))).toEqual(faultsOf(trace));
    expect(heap.hits.map(({ kind }) => kind)).toEqual(['double-free', 'mismatched-free', 'unknown-free']);
    expect(heap.facts().refused).toBe(0);
  });

  test
    .skipIf(!hasSharedTraces)
    .each(['fault-mismatch', 'fault-double-free', 'fault-bad-free', 'fault-clean', 'fault-legal'])(
    'R-28 %s',
    (name) => {
      const { trace } = openShared(`faults/${name}.hgt.zst`);
      const heap = replay(trace, COOKIES);
      expect(heap.hits.map(({ kind, event, block }) => ({ kind, event, block }))).toEqual(faultsOf(trace));
    },
  );
});
