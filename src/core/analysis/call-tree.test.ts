import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openShared, openText } from '../../formats/testing/open-trace';
import { hasSharedTraces, sharedTrace } from '../../formats/testing/shared-traces';
import type { ReadTrace } from '../../formats/trace-reader';
import { report } from './report';
import { frameLabel, stackFrames, type FrameText } from '../tables/code-names';
import type { EventIndex, SiteId } from '../tables/indices';
import type { SiteFigures } from '../tables/site-figures';
import type { TreePage } from './answers';
import { CallTree, ROOT } from './call-tree';
import { CallerNumbers, CallersTree } from './callers-tree';
import { LiveBlocks } from './live-blocks';
import { CalleesTree, type RankedTree } from './ranked-tree';
import { SiteTotals } from './site-totals';
import { treePage, type TreeMatches } from './tree-page';
import { leadingNodes, matchFunctions } from './tree-search';
import { liveFigures, selfValues, treeValues } from './tree-values';

function treeOf({ trace }: ReadTrace): CallTree {
  const tree = new CallTree(trace);
  while (!tree.step(1000));
  return tree;
}

function totalsOf({ trace, meta }: ReadTrace): SiteTotals {
  const totals = new SiteTotals(trace, meta.totals.peakEvent);
  while (!totals.step(1000));
  return totals;
}

function callees({ trace }: ReadTrace, tree: CallTree, figures: SiteFigures): CalleesTree {
  return new CalleesTree(tree, treeValues(tree, selfValues(trace, tree, figures, 'bytes')));
}

/** Every node open. */
function wholePage({ trace }: ReadTrace, tree: RankedTree, matches?: TreeMatches): TreePage {
  const open = new Set(Array.from({ length: 200 }, (_, index) => index - 100));
  return treePage(trace, tree, open, matches, 0, 100);
}

/** A page as a drawing: `.` per level, function, total, own, blocks. */
const drawn = (page: TreePage) =>
  page.rows.map(
    (row) =>
      `${'.'.repeat(row.depth)}${row.label} ${row.bytes} ${row.selfBytes} ${row.count}${row.isMatch ? ' *' : ''}`,
  );

const STRUCTORS = `heapglass 1
m app
m plugin.so
d libc 0 malloc
f 1 0x10 main
f 1 0x20 _ZN4NodeC1Ev
f 1 0x30 _ZN4NodeC2Ev
f 1 0x40 _ZN4NodeC1Ei
f 1 0x50 _ZN3xC1Ev
f 1 0x60 _ZN3xC2Ev
f 2 0x20 _ZN4NodeC1Ev
k 0 1
k 1 2
k 1 3
k 1 4
k 1 5
k 1 6
k 1 7
+ 0x1000 1 d1 k2
+ 0x1010 2 d1 k3
+ 0x1020 4 d1 k4
+ 0x1030 8 d1 k5
+ 0x1040 16 d1 k6
+ 0x1050 32 d1 k7
`;

const PROGRAM = `heapglass 1
m app
m /usr/lib/libtree.so
d libc 0 malloc
f 1 0x10 main	main.c:3
f 1 0x20 load	load.c:8
f 2 0x30 grow
f 2 0x38 grow
f 2 0x40
k 0 1
k 1 2
k 2 3
k 2 4
k 1 5
+ 0x100 100 k3 d1
+ 0x200 10 k4 d1
+ 0x300 7 k5 d1
+ 0x400 1 d1
- 0x300
+ 0x500 5 k2 d1
`;

describe('the call tree', () => {
  const opened = openText(PROGRAM);
  const tree = treeOf(opened);
  const { allocated, temporary, leaked } = totalsOf(opened);

  it('merges stacks that go through the same functions, the greatest first', () => {
    expect(drawn(wholePage(opened, callees(opened, tree, allocated)))).toEqual([
      'main 122 0 4',
      '.load 115 5 3',
      '..grow 110 110 2',
      '.libtree.so+0x40 7 7 1',
      'no stack recorded 1 1 1',
    ]);
  });

  it('has the variants of a constructor as one, but no other functions that differ in a digit, and no other module', () => {
    const built = openText(STRUCTORS);
    expect(drawn(wholePage(built, callees(built, treeOf(built), totalsOf(built).allocated)))).toEqual([
      'main 63 0 6',
      '.Node::Node() 32 32 1',
      '.xC2() 16 16 1',
      '.xC1() 8 8 1',
      '.Node::Node(int) 4 4 1',
      '.Node::Node() 3 3 2',
    ]);
  });

  it('leaves out what is worth nothing', () => {
    expect(drawn(wholePage(opened, callees(opened, tree, temporary)))).toEqual([]);
    expect(drawn(wholePage(opened, callees(opened, tree, leaked)))).not.toContain('.libtree.so+0x40 7 7 1');
  });

  it('counts, where asked to, only what was allocated in a range of events', () => {
    const range = { from: 1 as EventIndex, to: 3 as EventIndex };
    const within = new SiteTotals(opened.trace, opened.meta.totals.peakEvent, { range });
    while (!within.step(1));
    expect(drawn(wholePage(opened, callees(opened, tree, within.allocated)))).toEqual([
      'main 17 0 2',
      '.load 10 0 1',
      '..grow 10 10 1',
      '.libtree.so+0x40 7 7 1',
      'no stack recorded 1 1 1',
    ]);
    const live = new LiveBlocks(opened.trace).rowsAt(4 as EventIndex);
    expect(callees(opened, tree, liveFigures(opened.trace, live, range)).total(ROOT)).toBe(11);
  });

  it('shows only nodes that are open, and any slice of them', () => {
    const page = treePage(opened.trace, callees(opened, tree, allocated), new Set(), undefined, 1, 5);
    expect(page).toMatchObject({ total: 2, whole: 123, rows: [{ label: 'no stack recorded', hasChildren: false }] });
  });

  it('finds names in any case, and opens the way to them', () => {
    const functions = matchFunctions(opened.trace, tree.functions, 'LOAD.C');
    const leads = leadingNodes(tree, functions);
    const matches = { functions, leadsToMatch: (node: number) => leads[node] === 1 };
    const page = treePage(opened.trace, callees(opened, tree, allocated), new Set(), matches, 0, 9);
    expect(drawn(page)).toEqual(['main 122 0 4', '.load 115 5 3 *']);
  });

  it('upside down starts where memory is allocated', () => {
    const numbers = new CallerNumbers(tree.functions.frame.length);
    const callers = new CallersTree(tree, numbers, selfValues(opened.trace, tree, allocated, 'bytes'));
    expect(drawn(wholePage(opened, callers))).toEqual([
      'grow 110 110 2',
      '.load 110 0 2',
      '..main 110 0 2',
      'libtree.so+0x40 7 7 1',
      '.main 7 0 1',
      'load 5 5 1',
      '.main 5 0 1',
      'no stack recorded 1 1 1',
    ]);
  });

  it('has inlined functions as nodes of their own', () => {
    const inlined = openText(
      'v 10400 3\nX app\ns 3 app\ns 4 main\ns 5 outer\ns 5 inner\ns 1 c\n' +
        'i 10 1 2 5 1\ni 20 1 4 5 7 3 5 8\nt 1 0\nt 2 1\na 40 2\n+ 0\n',
    );
    expect(drawn(wholePage(inlined, callees(inlined, treeOf(inlined), totalsOf(inlined).allocated)))).toEqual([
      'main 64 0 1',
      '.outer 64 0 1',
      '..inner 64 64 1',
    ]);
  });
});

describe.skipIf(!hasSharedTraces)('the call tree of a recorded trace', () => {
  it.each(['ralloc/ralloc-gc-compute.hgt.zst', 'vulkan/lvp-compute-late.hgt.zst', 'heaptrack/ht-sqlite-small.zst'])(
    'adds up to the report: %s',
    (path) => {
      const opened = openShared(path);
      const { trace, meta } = opened;
      const tree = treeOf(opened);
      const totals = totalsOf(opened);
      const said = report(trace, meta);
      const rootOf = (figures: SiteFigures) => {
        const ranked = callees(opened, tree, figures);
        return { bytes: ranked.total(ROOT), blocks: ranked.count(ROOT) };
      };
      expect(rootOf(totals.allocated)).toEqual({
        bytes: said.allocatedBytes,
        blocks: said.allocations + said.reallocations,
      });
      expect(rootOf(totals.peak).bytes).toBe(said.peakBytes);
      expect(rootOf(totals.leaked)).toEqual({ bytes: said.liveAtEnd.bytes, blocks: said.liveAtEnd.blocks });
      expect(rootOf(totals.temporary).blocks).toBe(said.temporary);
      const live = new LiveBlocks(trace);
      expect(rootOf(liveFigures(trace, live.rowsAt(meta.totals.peakEvent)))).toEqual(rootOf(totals.peak));
    },
  );

  describe.each(['ht-sqlite-small', 'ht-lavapipe-compute'])('%s', (name) => {
    const opened = openShared(`heaptrack/${name}.zst`);
    const tree = treeOf(opened);
    const totals = totalsOf(opened);

    /** heaptrack_print's collapsed stacks, without the files that it adds to the functions. */
    const flame = (metric: string) => {
      const text = gunzipSync(sharedTrace(`heaptrack/${name}.flame-${metric}.txt.gz`)).toString();
      return summed(text.trim().split('\n').map((line) => {
        const end = line.lastIndexOf(' ');
        const labels = line.slice(0, end).replace(/;$/, '').split(';');
        return [labels.map((label) => withoutTemplates(label.replace(/ \([^() ]+\)$/, ''))).join(';'), Number(line.slice(end))];
      })); // prettier-ignore
    };

    const byStack = (values: ArrayLike<number>, pathOf: (frames: FrameText[]) => string) =>
      summed(
        Array.from(values, (value, site) => {
          const stack = opened.trace.sites.stack.get(site as SiteId);
          return [pathOf(stackFrames(opened.trace, stack)), value];
        }),
      );

    it('has the calls of heaptrack_print, stack by stack', () => {
      expect(byStack(totals.allocated.count, asHeaptrackPrints)).toEqual(flame('alloc'));
    });

    it('has the bytes at the peak of heaptrack_print, stack by stack', () => {
      expect(byStack(totals.peak.bytes, asHeaptrackPrints)).toEqual(flame('peak'));
    });

    it('has the leaks of heaptrack_print, and those that it suppresses', () => {
      const leaked = byStack(totals.leaked.bytes, asHeaptrackPrints);
      const theirs = flame('leaked');
      expect(theirs.size).toBeGreaterThan(0);
      for (const [path, bytes] of theirs) expect(leaked.get(path), path).toBe(bytes);
    });

    it('puts every stack where its functions lead', () => {
      const { self } = selfValues(opened.trace, tree, totals.allocated, 'bytes');
      const paths = summed(Array.from(self, (value, node) => [pathOf(node), value]));
      expect(paths).toEqual(
        byStack(totals.allocated.bytes, (frames) =>
          frames
            .map((frame) => frame.label)
            .reverse()
            .join(';'),
        ),
      );
    });

    function pathOf(node: number): string {
      const path: string[] = [];
      for (let at = node; at !== ROOT; at = tree.parent[at]) {
        path.unshift(frameLabel(opened.trace, tree.functions.frame[tree.functionOf[at]]));
      }
      return path.join(';');
    }
  });
});

/** heaptrack_print shortens template arguments to `<>`. */
function withoutTemplates(label: string): string {
  const shorter = label.replace(/<[^<>]*>/g, '');
  return shorter === label ? label : withoutTemplates(shorter);
}

/**
 * Outermost first, but the functions inlined at one place innermost first; what lies outside of a place whose innermost
 * function is `main` is left out, and so is `operator new`.
 */
function asHeaptrackPrints(frames: FrameText[]): string {
  const places: string[][] = [[]];
  for (const frame of frames) {
    places[places.length - 1].push(withoutTemplates(frame.label));
    if (!frame.isInlined) places.push([]);
  }
  places.pop();
  if (places[0]?.[0].startsWith('operator new')) places.shift();
  const main = places.findIndex(([innermost]) => innermost === 'main');
  return (main < 0 ? places : places.slice(0, main + 1)).reverse().flat().join(';');
}

/** Values by path, without zeros. */
function summed(pairs: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [path, value] of pairs) if (value !== 0) sums.set(path, (sums.get(path) ?? 0) + value);
  return sums;
}
