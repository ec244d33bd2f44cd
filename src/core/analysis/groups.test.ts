import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openShared, openText } from '../../formats/testing/open-trace';
import { hasLargeTraces, hasSharedTraces } from '../../formats/testing/shared-traces';
import type { ReadTrace } from '../../formats/trace-reader';
import type { BlockRow } from '../tables/indices';
import { peakHolders } from './findings/peak-finding';
import { groupBlocks, groupOf, type GroupBy } from './groups';
import { isRuntimeLibrary } from './responsible-module';
import { SiteTotals } from './site-totals';

function totalsOf({ trace, meta }: ReadTrace): SiteTotals {
  const totals = new SiteTotals(trace, meta.totals.peakEvent);
  while (!totals.step(1000));
  return totals;
}

/** The group of every block, in order. */
function groupsOf(opened: ReadTrace, by: GroupBy): string[] {
  const grouping = groupBlocks(opened.trace, totalsOf(opened), by);
  return Array.from(
    { length: opened.trace.blocks.count },
    (_, index) => grouping.names[groupOf(grouping, opened.trace, (index + 1) as BlockRow)],
  );
}

describe('groups', () => {
  it('by scope are those of Vulkan callbacks; all other memory has none', () => {
    const opened = openText('heapglass 1\nd vk 0 callbacks\nd libc 0\n+ 0x10 1 d1 v3\n+ 0x20 1 d2 v3\n+ 0x30 1 d1\n');
    expect(groupsOf(opened, 'scope')).toEqual(['DEVICE', 'no scope', 'no scope']);
  });

  it('by thread follow the thread that allocated', () => {
    const opened = openText('heapglass 1\nT 7 main\n+ 0x10 9\n@ 7\n+ 0x20 1\n@ 8\n+ 0x30 2\n@ 7\n+ 0x40 1\n');
    expect(groupsOf(opened, 'thread')).toEqual(['no thread recorded', 'main 7', 'thread 8', 'main 7']);
  });

  it('by module name the innermost one that is no runtime library', () => {
    const opened = openText(
      'heapglass 1\nm /usr/bin/app\nm /lib/libc.so.6\nm /lib/libstdc++.so.6\nf 1 1\nf 2 2\nf 3 3\n' +
        'k 0 1\nk 1 2\nk 2 3\nk 0 3\n+ 0x10 1 k3\n+ 0x20 1 k4\n+ 0x30 1\n',
    );
    expect(groupsOf(opened, 'module')).toEqual(['app', 'libstdc++.so.6', 'unknown module']);
  });

  it('are twelve at most, the greatest at the peak first, and "other" for the rest', () => {
    const domains = Array.from({ length: 20 }, (_, i) => `d pool 0 pool ${i}\n+ 0x${i + 1}0 ${i + 1} d${i + 1}\n`);
    const opened = openText(`heapglass 1\n${domains.join('')}`);
    const { names } = groupBlocks(opened.trace, totalsOf(opened), 'domain');
    expect(names).toEqual([...Array.from({ length: 12 }, (_, i) => `pool ${19 - i}`), 'other']);
    expect(groupsOf(opened, 'domain').slice(6, 10)).toEqual(['other', 'other', 'pool 8', 'pool 9']);
  });

  it.each(['libc.so.6', 'libc-2.31.so', '/lib64/ld-linux-x86-64.so.2', 'ld.so.1', 'libm.so.6', 'libgcc_s.so.1'])(
    'takes %s for a runtime library',
    (name) => {
      expect(isRuntimeLibrary(name)).toBe(true);
    },
  );

  it.each(['libcurl.so.4', 'libmount.so', 'ld', 'libLLVM-15.so.1', 'libcrypto.so.3'])('but not %s', (name) => {
    expect(isRuntimeLibrary(name)).toBe(false);
  });
});

interface ModuleTruth {
  readonly byResponsibleModule: { readonly live_at_total_peak: Readonly<Record<string, number>> };
}

// The truths leave mmap out; these traces have little of it, so that their peak is the same.
describe.skipIf(!hasSharedTraces)('responsible modules at the peak', () => {
  it.each([
    'vulkan/lvp-compute-cold',
    'faults/lvp-fault-leak-pipeline',
    'ralloc/ralloc-gc-compute',
    'faults/fault-mismatch',
    ...(hasLargeTraces ? ['large/lvp-compute-uber'] : []),
  ])('hold what the truth says: %s', (path) => {
    const opened = openShared(`${path}.hgt.zst`);
    const truth = JSON.parse(readFileSync(`../shared/traces/${path}.truth.json`, 'utf8')) as ModuleTruth;
    const held = peakHolders(opened.trace, totalsOf(opened), 'module').map(({ name, bytes }) => [name, bytes]);
    const expected = Object.entries(truth.byResponsibleModule.live_at_total_peak).filter(([, bytes]) => bytes > 0);
    expect(Object.fromEntries(held)).toEqual(Object.fromEntries(expected));
  });
});
