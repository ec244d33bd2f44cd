import { describe, expect, it } from 'vitest';
import { openShared, openText } from '../../formats/testing/open-trace';
import { hasSharedTraces } from '../../formats/testing/shared-traces';
import type { DomainId, EventIndex } from '../tables/indices';
import { accountsOf } from './accounts';
import { LiveBlocks } from './live-blocks';
import { report } from './report';

describe('accounts', () => {
  it('are of the instant, beside figures of the whole trace', () => {
    const { trace } = openText(
      'heapglass 1\nd vk 0 callbacks\nd libc 0\nd cxx 0 never used\n+ 0x10 5 d1 v1\n+ 0x20 7 d1 v3\n- 0x10\n+ 0x30 9\n',
    );
    const accounts = accountsOf(trace, new LiveBlocks(trace).rowsAt(2 as EventIndex));
    expect(accounts.domains).toEqual([
      { id: 0, name: 'unnamed', kind: 'other', liveBytes: 0, liveBlocks: 0, peakBytes: 9, allocatedBytes: 9, allocations: 1 },
      { id: 1, name: 'callbacks', kind: 'vk', liveBytes: 7, liveBlocks: 1, peakBytes: 12, allocatedBytes: 12, allocations: 2 },
    ]); // prettier-ignore
    expect(accounts.scopes.map(({ name, liveBytes, peakBytes }) => [name, liveBytes, peakBytes])).toEqual([
      ['OBJECT', 0, 5],
      ['DEVICE', 7, 7],
    ]);
  });

  it('list the unnamed domain where no other is defined', () => {
    const { trace } = openText('heapglass 1\n+ 0x10 9\n');
    const { domains } = accountsOf(trace, new LiveBlocks(trace).rowsAt(0 as EventIndex));
    expect(domains.map(({ name, liveBytes }) => [name, liveBytes])).toEqual([['unnamed', 9]]);
  });

  describe.skipIf(!hasSharedTraces)('of a recorded trace', () => {
    it.each(['ralloc/ralloc-gc-compute.hgt.zst', 'faults/lvp-fault-leak-pipeline.hgt.zst'])('%s', (path) => {
      const { trace, meta } = openShared(path);
      const live = new LiveBlocks(trace);
      const said = report(trace, meta);
      const atEnd = accountsOf(trace, live.rowsAt((trace.events.length - 1) as EventIndex));
      expect(atEnd.domains.map((row) => [row.name, row.liveBytes])).toEqual(
        said.byDomain.map((row) => [row.name, row.liveBytesAtEnd]),
      );
      expect(atEnd.scopes.map((row) => [row.name, row.liveBytes, row.peakBytes])).toEqual(
        said.byScope.map((row) => [row.scope, row.liveBytesAtEnd, row.peakBytes]),
      );
      const atPeak = accountsOf(trace, live.rowsAt(meta.totals.peakEvent)).domains;
      const total = atPeak
        .filter((row) => trace.domains.backing.get(row.id as DomainId) === 0)
        .reduce((sum, row) => sum + row.liveBytes, 0);
      expect(total).toBe(meta.totals.peakBytes);
    });
  });
});
