import { describe, expect, it } from 'vitest';
import { ensure } from '../../../base/assert';
import { openShared, openText } from '../../../formats/testing/open-trace';
import { hasSharedTraces, truthOf } from '../../../formats/testing/shared-traces';
import { moduleName } from '../../tables/code-names';
import type { EventIndex, ModuleId } from '../../tables/indices';
import type { Seen } from '../coverage/coverage-answer';
import { coverageReport } from '../coverage/coverage-report';
import { responsibleModules } from '../responsible-module';
import { Ownership } from './ownership';
import { ownersReport } from './owners-report';
import { ownersSummary } from './owners-summary';
import type { OwnersPage } from './owners-answer';
import { OwnersTree } from './owners-tree';

interface RallocTruth {
  readonly ralloc: {
    readonly ops: Readonly<Record<'ralloc' | 'rfree' | 'rsteal' | 'rrealloc' | 'radopt', number>>;
    readonly peak: number;
    readonly max_depth: number;
    readonly explicit_frees: number;
    readonly frees_by_parent: number;
  };
}

const TRACES = ['ralloc-compute', 'ralloc-gc-compute', 'ralloc-graphics'];

function study(name: string) {
  const { trace, meta } = openShared(`ralloc/${name}.hgt.zst`);
  const ownership = new Ownership(trace);
  while (!ownership.step(5000));
  return { trace, meta, ownership, summary: ensure(ownersSummary(trace, meta.totals, ownership), 'ralloc blocks') };
}

describe.skipIf(!hasSharedTraces)('owners on recorded traces', () => {
  it.each(TRACES)('R-50 %s: operations, peak, depth and frees by parent are those of the truth', (name) => {
    const { ralloc } = truthOf(`ralloc/${name}.hgt.zst`) as unknown as RallocTruth;
    const { summary } = study(name);
    expect({
      ops: {
        ralloc: summary.blocks,
        rfree: summary.explicitFrees + summary.freesByOwner,
        rsteal: summary.steals,
        rrealloc: summary.reallocations,
        radopt: summary.adoptions,
      },
      peak: summary.peakBytes,
      max_depth: summary.depth,
      explicit_frees: summary.explicitFrees,
      frees_by_parent: summary.freesByOwner,
    }).toEqual(ralloc);
    expect(summary.outsideBacking).toBe(0);
  });

  it.each(TRACES)('R-50 %s: coverage rises by what ralloc took from libc; LLVM’s part is not among it', (name) => {
    const { trace, meta, summary, ownership } = study(name);
    const { before, after, byForce } = summary.coverage;
    const coverage = ensure(coverageReport(trace, meta), 'a Vulkan program');
    expect(before.atPeak).toEqual(coverage.atPeak);
    expect(after.atPeak).toEqual(coverage.atPeakWithRalloc);
    expect(after.inTotal.callbacks).toBeGreaterThan(before.inTotal.callbacks);
    // Each block with its header of 48 bytes, rounded to malloc's 16: an account of its own.
    const taken = ownership.rows.reduce((sum, row) => sum + Math.ceil((trace.sizeOf(row) + 48) / 16) * 16, 0);
    expect(byForce.reduce((sum, { allocatedBytes }) => sum + allocatedBytes, 0)).toBe(taken);
    const modules = responsibleModules(trace);
    const givers = new Set(
      ownership.rows.map((row) => {
        const stack = trace.sites.stack.get(trace.blocks.site.get(trace.blocks.backing.get(row)));
        return moduleName(trace, modules[stack] as ModuleId);
      }),
    );
    expect([...givers]).toEqual(['libvulkan_lvp.so']);
  });

  it('R-50 ralloc-graphics: the callbacks see 9.2 % of the peak, and would see 24.4 %', () => {
    const { before, after } = study('ralloc-graphics').summary.coverage;
    const share = ({ callbacks, all }: Seen) => Math.round((callbacks / all) * 1000) / 10;
    expect([share(before.atPeak), share(after.atPeak)]).toEqual([9.2, 24.4]);
  });

  it('names its roots by who asked for them, the greatest first', () => {
    const { trace, meta } = openShared('ralloc/ralloc-graphics.hgt.zst');
    const roots = ensure(ownersReport(trace, meta), 'ralloc blocks').topRoots;
    expect(roots.map(({ peakBytes }) => peakBytes)).toEqual(
      roots.map(({ peakBytes }) => peakBytes).sort((a, b) => b - a),
    );
    expect(roots[0]).toMatchObject({ peakBytes: 308_300 });
    for (const { name, stack } of roots) expect([name.startsWith('ralloc'), stack.length > 0]).toEqual([false, true]);
  });
});

/** 1 is a root with 2 and 3 under it; 4 is under 3. */
const FAMILY = ['d libc 0 malloc', 'd ralloc 0 ralloc', '+ 1 8 d2', '+ 2 10 d2 p1', '+ 3 20 d2 p1', '+ 4 40 d2 p3'];

function owners(...records: string[]) {
  const { trace, meta } = openText(['heapglass 1', ...FAMILY, ...records, ''].join('\n'));
  return ensure(ownersReport(trace, meta), 'ralloc blocks');
}

describe('owners', () => {
  it('counts roots, owners and levels', () => {
    expect(owners()).toMatchObject({ blocks: 4, owners: 2, roots: 1, depth: 3, peakBytes: 78, peakEvent: 3 });
  });

  it('a steal takes along what is under the block, an adoption what is under the other', () => {
    const { topRoots, roots, depth, steals, adoptions } = owners('^ 3 0', '+ 5 0 d2', 'A 3 5', '^ 2 4');
    expect({ roots, depth, steals, adoptions }).toEqual({ roots: 3, depth: 3, steals: 2, adoptions: 1 });
    expect(topRoots.map(({ peakBytes }) => peakBytes)).toEqual([78, 60, 50]);
  });

  it('a reallocated block keeps what it owns', () => {
    expect(owners('~ 3 9 100', '+ 6 1 d2 p9')).toMatchObject({ reallocations: 1, depth: 3, roots: 1, peakBytes: 159 });
  });

  it('without stacks, a free just before its owner’s was by the owner', () => {
    expect(owners('- 2 d2', '+ 6 1 d2', '- 4 d2', '- 3 d2', '- 1 d2')).toMatchObject({
      explicitFrees: 2,
      freesByOwner: 2,
    });
  });

  it('a block stolen by what is under it stays where it was', () => {
    expect(owners('^ 1 4', '- 4 d2')).toMatchObject({ roots: 1, steals: 1, depth: 3 });
  });

  it('inherits what was in force where the root was made, not where a block was', () => {
    const force = owners('c vkCreateDevice', '@ 1', '( 1 d1', '+ 6 1 d2 p1', '+ 7 1 d2', ') 0', '+ 8 1 d2 p7');
    const roots = force.coverage.byForce.map(({ inForce, roots: count }) => [inForce, count]);
    expect(roots).toEqual([
      ['table', 1],
      ['null', 0],
      ['not-recorded', 0],
      ['no-command', 1],
    ]);
  });
});

describe('the tree at an instant', () => {
  const ALL = new Set([1, 2, 3, 4, 5]);

  /** Rows after `event`, each as depth, bytes, blocks and bytes with all under it. */
  function rows(event: number, open: ReadonlySet<number>, ...records: string[]) {
    const { trace } = openText(['heapglass 1', ...FAMILY, ...records, ''].join('\n'));
    const ownership = new Ownership(trace);
    while (!ownership.step(1));
    return new OwnersTree(trace, ownership, event as EventIndex).page(open, 0, 100);
  }
  const figures = (page: OwnersPage) => page.rows.map(({ depth, ownBytes, blocks, bytes }) => [depth, ownBytes, blocks, bytes]); // prettier-ignore

  it('has what is live, the greatest first, open where a person opened it', () => {
    expect(figures(rows(3, ALL))).toEqual([
      [0, 8, 4, 78],
      [1, 20, 2, 60],
      [2, 40, 1, 40],
      [1, 10, 1, 10],
    ]);
    expect(rows(3, new Set([1]))).toMatchObject({ total: 3, bytes: 78, blocks: 4, rows: [{}, { isOpen: false }, {}] });
    expect(figures(rows(1, ALL))).toEqual([
      [0, 8, 2, 18],
      [1, 10, 1, 10],
    ]);
    expect(rows(-1, ALL)).toEqual({ total: 0, from: 0, rows: [], bytes: 0, blocks: 0 });
  });

  it('R-48 follows steals and reallocations to the instant, not beyond', () => {
    const records = ['^ 3 0', '~ 3 9 100', '- 2 d2'];
    expect(figures(rows(4, new Set(), ...records))).toEqual([
      [0, 20, 2, 60],
      [0, 8, 2, 18],
    ]);
    expect(figures(rows(6, new Set(), ...records))).toEqual([
      [0, 100, 2, 140],
      [0, 8, 1, 8],
    ]);
    expect(rows(5, new Set(), ...records).rows[0].node).toBe(rows(4, new Set(), ...records).rows[0].node);
  });

  it('gives any window of a long list', () => {
    const { trace } = openText(['heapglass 1', ...FAMILY, ''].join('\n'));
    const ownership = new Ownership(trace);
    while (!ownership.step(Infinity));
    const page = new OwnersTree(trace, ownership, 3 as EventIndex).page(ALL, 2, 1);
    expect([page.total, page.from, figures(page)]).toEqual([4, 2, [[2, 40, 1, 40]]]);
  });

  it.skipIf(!hasSharedTraces)('of ralloc-graphics at its peak adds up to the peak', () => {
    const { trace, ownership, summary } = study('ralloc-graphics');
    const page = new OwnersTree(trace, ownership, summary.peakEvent).page(new Set(), 0, 1e6);
    expect(page.bytes).toBe(summary.peakBytes);
    expect(page.rows.reduce((sum, { blocks }) => sum + blocks, 0)).toBe(page.blocks);
  });
});

it('says nothing of a trace without ralloc', () => {
  const { trace, meta } = openText('heapglass 1\nd libc 0 malloc\n+ 1 8 d1\n');
  expect(ownersReport(trace, meta)).toBeUndefined();
});
