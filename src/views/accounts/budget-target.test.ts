import { expect, test } from 'vitest';
import { openText } from '../../formats/testing/open-trace';
import type { EventIndex } from '../../core/tables/indices';
import { isOfWholeProcess, measureText, residentSetAt, targetLabel } from './budget-target';

test('a budget says what it measures: other measures than requests are of the whole process', () => {
  expect(['heap', 'footprint', 'rss', 'OBJECT', 'domain:malloc'].map(measureText)).toEqual([
    'requested',
    'simulated footprint',
    'resident set',
    'requested',
    'requested',
  ]);
  expect(['heap', 'footprint', 'rss', 'total', 'OBJECT'].map(isOfWholeProcess)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(['rss', 'domain:malloc'].map(targetLabel)).toEqual(['All allocators', 'malloc']);
});

test('the resident set at an instant is that of the last sample by then', () => {
  const { trace } = openText('heapglass 1\n+ 0x10 8\nR 1000\n+ 0x20 8\n+ 0x30 8\nR 3000\n');
  const at = (event: number) => residentSetAt(trace, event as EventIndex);
  expect([-1, 0, 1, 2].map(at)).toEqual([undefined, 1000, 1000, 3000]);
});
