import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RankedTree } from '../analysis/ranked-tree';
import type { FrameId } from '../tables/indices';
import { blankPicture, hashOf } from './testing/drawn-heap';
import { frameHeight, paintFlame } from './flame';
import { layoutFlame } from './flame-layout';
import { packColour, paletteOf } from './palette';

/** A tree written down: its own value, and what it calls. */
type Drawn = readonly [self: number, ...children: Drawn[]];

function treeOf(root: Drawn): RankedTree {
  const children: number[][] = [];
  const self: number[] = [];
  const total: number[] = [];
  const visit = ([own, ...below]: Drawn): number => {
    const node = self.push(own) - 1;
    children.push([]);
    total.push(own);
    children[node] = below.map(visit);
    total[node] = own + children[node].reduce((sum, child) => sum + total[child], 0);
    children[node].sort((a, b) => total[b] - total[a]);
    return node;
  };
  visit(root);
  return {
    childrenOf: (node) => children[node],
    hasChildren: (node) => children[node].length > 0,
    frameOf: () => 0 as FrameId,
    functionOf: (node) => node,
    total: (node) => total[node],
    self: (node) => self[node],
    count: () => 1,
  };
}

/** One line a depth; a letter a node, `+` for nodes put together. */
function drawnFlame(root: Drawn, width: number, from = 0): string[] {
  const tree = treeOf(root);
  const layout = layoutFlame(tree, from, width);
  const picture = blankPicture(width, layout.depth * frameHeight(1));
  const scene = { layout, tree, classOf: () => 0, isMatch: undefined, scrolled: 0, palette: paletteOf('dark') };
  paintFlame(picture, scene);
  return Array.from({ length: layout.depth }, (_, depth) =>
    Array.from({ length: width }, (_unused, x) => {
      const id = picture.ids[depth * frameHeight(1) * width + x];
      if (id === 0) return '.';
      return layout.merged[id - 1] > 0 ? '+' : 'ABCDEFGHIJ'[layout.nodes[id - 1]];
    }).join(''),
  );
}

describe('the flame graph', () => {
  it('hangs callees below their caller, greatest first, self value last', () => {
    expect(drawnFlame([2, [1], [1, [2]]], 6)).toEqual([
      'AAAAAA', //
      'CCCB..',
      'DD....',
    ]);
  });

  it('starts at any node', () => {
    expect(drawnFlame([2, [1], [1, [2]]], 6, 2)).toEqual(['CCCCCC', 'DDDD..']);
  });

  it('puts what is too narrow together', () => {
    const narrow: Drawn[] = Array.from({ length: 40 }, () => [0.2]);
    expect(drawnFlame([0, [8], ...narrow], 16)).toEqual(['A'.repeat(16), `${'B'.repeat(8)}${'+'.repeat(8)}`]);
    const layout = layoutFlame(treeOf([0, [8], ...narrow]), 0, 16);
    expect([...layout.merged.subarray(0, layout.count)]).toEqual([0, 0, 40]);
  });

  it('has nothing to show of nothing', () => {
    expect(layoutFlame(treeOf([0]), 0, 100)).toMatchObject({ count: 0, depth: 0 });
  });

  it('keeps every frame within its caller, and neighbours apart', () => {
    const drawing = fc.memo((depth): fc.Arbitrary<Drawn> => {
      const callees = depth <= 1 ? fc.constant<Drawn[]>([]) : fc.array(drawing(depth - 1), { maxLength: 4 });
      return fc.tuple(fc.nat({ max: 50 }), callees).map(([own, below]): Drawn => [own, ...below]);
    });
    fc.assert(
      fc.property(drawing(5), fc.integer({ min: 10, max: 500 }), (root, width) => {
        const layout = layoutFlame(treeOf(root), 0, width);
        for (let depth = 0; depth < layout.depth; depth++) {
          let right = 0;
          for (let frame = layout.firsts[depth]; frame < layout.firsts[depth + 1]; frame++) {
            expect(layout.lefts[frame]).toBeGreaterThanOrEqual(right - 1e-3);
            right = layout.rights[frame];
          }
          expect(right).toBeLessThanOrEqual(width + 1e-2);
        }
      }),
    );
  });

  it('dims what a search did not find, and says where names fit', () => {
    const tree = treeOf([0, [9], [3]]);
    const layout = layoutFlame(tree, 0, 120);
    const picture = blankPicture(120, 2 * frameHeight(1));
    const palette = paletteOf('dark');
    const scene = { layout, tree, classOf: () => 0, scrolled: 0, palette };
    paintFlame(picture, { ...scene, isMatch: (node) => node === 1 });
    const brightness = (x: number) => (picture.pixels[frameHeight(1) * 120 + x] >>> 8) & 0xff;
    const ground = (packColour(palette.background) >>> 8) & 0xff;
    expect(brightness(10) - ground).toBeGreaterThan(2 * (brightness(100) - ground));
    expect(paintFlame(picture, { ...scene, isMatch: undefined }).map(({ node }) => node)).toEqual([0, 1, 2]);
    expect(hashOf(picture.pixels)).toBe('22b36101');
  });
});
