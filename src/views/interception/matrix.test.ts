import { expect, test } from 'vitest';
import type { BlockRow, ModuleId } from '../../core/tables/indices';
import type { InterceptedCell, Interception } from '../../worker/protocol';
import { layOutMatrix } from './matrix';

function cell(from: number, to: number, blocks: number, isRed = false): InterceptedCell {
  return {
    ...{ from: from as ModuleId, to: to as ModuleId, blocks, bytes: 10 * blocks, first: 1 as BlockRow, optOuts: 0 },
    outcome: isRed ? 'wrapped-to-raw' : 'raw',
    imbalanced: isRed ? { blocks, bytes: 10 * blocks } : { blocks: 0, bytes: 0 },
  };
}

function answer(count: number, cells: readonly InterceptedCell[]): Interception {
  return {
    choice: { mode: 'none', modules: [], staticModules: [] },
    modules: Array.from({ length: count }, (_, at) => ({
      ...{ module: (at + 1) as ModuleId, blocks: 1, bytes: 100 - at, isOutOfReach: false },
    })),
    cells,
    red: { cells: 0, blocks: 0, bytes: 0 },
    seen: { blocks: 0, bytes: 0, allBlocks: 0, allBytes: 0 },
    balancedSets: [],
    sweep: {
      modules: [],
      subsets: 1,
      balanced: 1,
      empty: 0,
      full: 0,
      worst: { modules: [], blocks: 0 },
      by: 'subsets',
    },
    ...{ neverReleased: 0, notAttributed: 0, verdict: '' },
  };
}

test('modules that blocks cross between stand first', () => {
  const { modules, cells } = layOutMatrix(answer(3, [cell(1, 1, 50), cell(3, 2, 4)]));
  expect(modules.map(({ module }) => module?.module)).toEqual([2, 3, 1]);
  expect(cells[1][0]).toMatchObject({ blocks: 4 });
  expect(cells[2][2]).toMatchObject({ blocks: 50 });
});

test('modules that are too many share a row and a column, and no block is lost', () => {
  const crossings = [cell(1, 2, 9), cell(3, 4, 2), cell(5, 4, 3, true), cell(5, 5, 1)];
  const { modules, cells } = layOutMatrix(answer(5, crossings), 3);
  expect(modules.map(({ folded }) => folded)).toEqual([0, 0, 3]);
  expect(cells.flat().reduce((sum, each) => sum + (each?.blocks ?? 0), 0)).toBe(15);
  expect(cells[2][2]).toEqual({
    ...{ blocks: 6, bytes: 60, outcome: 'wrapped-to-raw', imbalanced: { blocks: 3, bytes: 30 }, optOuts: 0 },
  });
});
