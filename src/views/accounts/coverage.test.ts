import { expect, test } from 'vitest';
import { DOMAIN_KINDS } from '../../core/tables/domains';
import type { Bytes, DomainId } from '../../core/tables/indices';
import { Trace } from '../../core/tables/trace';
import type { AccountRow } from '../../worker/protocol';
import { coverage } from './coverage';

/** A trace with these domains, from id 1, and their accounts at some instant. */
function accountsOf(...domains: { kind: (typeof DOMAIN_KINDS)[number]; backing: number; bytes: number }[]) {
  const trace = new Trace();
  const rows = domains.map(({ kind, backing, bytes }): AccountRow => {
    const id = trace.domains.add();
    trace.domains.kind.set(id, DOMAIN_KINDS.indexOf(kind));
    trace.domains.backing.set(id, backing as DomainId);
    const live = bytes as Bytes;
    return {
      ...{ id, name: kind, kind, liveBytes: live, liveBlocks: 1 },
      ...{ peakBytes: live, allocatedBytes: live, allocations: 1 },
    };
  });
  return { trace, rows };
}

test('callbacks are a part of everything recorded; memory inside other memory counts once', () => {
  const { trace, rows } = accountsOf(
    { kind: 'libc', backing: 0, bytes: 900 },
    { kind: 'vk', backing: 0, bytes: 100 },
    { kind: 'ralloc', backing: 1, bytes: 500 },
  );
  expect(coverage(trace, rows)).toEqual({ callbacks: 100, all: 1000 });
});

test('a program without Vulkan callbacks has no coverage to speak of', () => {
  const { trace, rows } = accountsOf({ kind: 'libc', backing: 0, bytes: 900 });
  expect(coverage(trace, rows)).toBeUndefined();
});
