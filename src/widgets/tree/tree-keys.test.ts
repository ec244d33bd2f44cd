import { expect, test } from 'vitest';
import { treeStep, type TreeNode } from './tree-keys';

function row(depth: number, state: 'open' | 'closed' | 'leaf'): TreeNode {
  return { depth, hasChildren: state !== 'leaf', isOpen: state === 'open' };
}
const tree = [row(0, 'open'), row(1, 'open'), row(2, 'leaf'), row(2, 'leaf'), row(1, 'closed')];

test('right opens a closed node, and goes into an open one', () => {
  expect(treeStep('ArrowRight', tree, 4)).toEqual({ kind: 'toggle' });
  expect(treeStep('ArrowRight', tree, 0)).toEqual({ kind: 'move', by: 1 });
  expect(treeStep('ArrowRight', tree, 2)).toBeUndefined();
});

test('left closes an open node, and goes to the caller of any other', () => {
  expect(treeStep('ArrowLeft', tree, 1)).toEqual({ kind: 'toggle' });
  expect(treeStep('ArrowLeft', tree, 3)).toEqual({ kind: 'move', by: -2 });
  expect(treeStep('ArrowLeft', tree, 4)).toEqual({ kind: 'move', by: -4 });
});

test('a row that is not there yet does nothing', () => {
  expect(treeStep('ArrowLeft', tree, 9)).toBeUndefined();
});
