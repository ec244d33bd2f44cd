import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModuleId } from '../../tables/indices';
import { connectedComponents, imbalancedBlocks, sweepSubsets, type Edge } from './balanced-sets';

const module = fc.integer({ min: 1, max: 8 }).map((id) => id as ModuleId);
const edges = fc.array(
  fc
    .record({ from: module, to: module, blocks: fc.integer({ min: 1, max: 1000 }) })
    .filter(({ from, to }) => from !== to),
  { maxLength: 10 },
);
const edge = (from: number, to: number, blocks: number): Edge => ({
  from: from as ModuleId,
  to: to as ModuleId,
  blocks,
});

describe('balanced sets', () => {
  it('R-03 a set is balanced exactly when it is a union of connected components', () => {
    fc.assert(
      fc.property(edges, fc.uniqueArray(module), (crossings, modules) => {
        const chosen = new Set(modules);
        const isUnion = connectedComponents(crossings).every(
          (component) => component.every((each) => chosen.has(each)) || !component.some((each) => chosen.has(each)),
        );
        expect(imbalancedBlocks(crossings, chosen) === 0).toBe(isUnion);
      }),
    );
  });

  it('R-03 the sweep finds nothing in the empty and in the full set, and something in a mixed one', () => {
    fc.assert(
      fc.property(edges, (crossings) => {
        const sweep = sweepSubsets(crossings);
        expect([sweep.empty, sweep.full]).toEqual([0, 0]);
        expect(sweep.balanced).toBe(2 ** connectedComponents(crossings).length);
        expect(sweep.worst.blocks > 0).toBe(crossings.length > 0);
        expect(sweep.subsets).toBe(2 ** sweep.modules.length);
      }),
    );
  });

  it('R-03 of many modules the sweep goes by components, and says so', () => {
    const chain = Array.from({ length: 20 }, (_, at) => edge(at + 1, at + 2, at + 1));
    const sweep = sweepSubsets([...chain, edge(40, 41, 3)]);
    expect(sweep).toMatchObject({ by: 'components', subsets: 2 ** 23, balanced: 4, empty: 0, full: 0 });
    expect(sweep.worst).toEqual({ modules: [20], blocks: 39 });
    expect(sweepSubsets(chain.slice(0, 4)).by).toBe('subsets');
  });
});
