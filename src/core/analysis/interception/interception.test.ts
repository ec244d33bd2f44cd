import { describe, expect, it } from 'vitest';
import { openShared, openText } from '../../../formats/testing/open-trace';
import { hasSharedTraces } from '../../../formats/testing/shared-traces';
import type { ReadTrace } from '../../../formats/trace-reader';
import { moduleName } from '../../tables/code-names';
import type { ModuleId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { modulesByName } from '../module-identity';
import { CrossingSites } from './crossing-sites';
import { Crossings } from './crossings';
import { intercept } from './interception';
import type { Interception } from './interception-answer';
import { linkUnits } from './link-units';
import type { InterceptionMode } from './truth-table';

function idOf(trace: Trace, name: string): ModuleId {
  const id = Array.from(modulesByName(trace)).find((module) => moduleName(trace, module as ModuleId) === name);
  if (id === undefined) throw new Error(`no module ${name}`);
  return id as ModuleId;
}

function interceptIn(
  { trace }: ReadTrace,
  mode: InterceptionMode,
  modules: readonly string[],
  staticModules: readonly string[] = [],
): Interception {
  const ids = (names: readonly string[]): ModuleId[] => names.map((name) => idOf(trace, name));
  const choice = { mode, modules: ids(modules), staticModules: ids(staticModules) };
  const crossings = new Crossings(trace, linkUnits(trace, new Set(choice.staticModules)));
  while (!crossings.step(1000));
  return intercept(trace, crossings, choice);
}

/** Cells from one module to another: `driver → LLVM: 10`. */
function crossing({ trace }: ReadTrace, { cells }: Interception): Record<string, number> {
  const named = cells
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, blocks }) => [`${moduleName(trace, from)} → ${moduleName(trace, to)}`, blocks] as const);
  return Object.fromEntries(named);
}

function redOf({ trace }: ReadTrace, { cells }: Interception): string[] {
  return cells
    .filter(({ imbalanced }) => imbalanced.blocks > 0)
    .map((cell) => `${moduleName(trace, cell.from)} ${cell.outcome} ${moduleName(trace, cell.to)}`);
}

function setsOf({ trace }: ReadTrace, { balancedSets }: Interception): string[] {
  return balancedSets.map(({ modules }) =>
    modules
      .map((module) => moduleName(trace, module))
      .sort()
      .join(' '),
  );
}

/** A driver that grows a string in the C++ library and drops it inline, and the reverse; stacks name module by module. */
const STRINGS = `heapglass 1
m driver.so
m libstdc++.so.6
f 1 0x10 inlined_header
f 2 0x20 std::string::reserve
k 0 1
k 1 2
d cxx 0 operator new
+ 0x10 40 k2 d1
- 0x10 k1
+ 0x20 24 k1 d1
- 0x20 k2
`;

describe('interception', () => {
  it('R-33 a string that grows in the .so and is freed inline, and its reverse, give the two kinds of havoc', () => {
    const trace = openText(STRINGS);
    const shared = interceptIn(trace, 'linker-wrap', ['driver.so']);
    expect(redOf(trace, shared)).toEqual([
      'libstdc++.so.6 raw-to-wrapped driver.so',
      'driver.so wrapped-to-raw libstdc++.so.6',
    ]);
    expect(shared.red).toEqual({ cells: 2, blocks: 2, bytes: 64 });
  });

  it('R-31, R-32 linked statically, the same trace has no imbalance: the library is code of the driver', () => {
    const trace = openText(STRINGS);
    const isStatic = interceptIn(trace, 'linker-wrap', ['driver.so'], ['libstdc++.so.6']);
    expect(isStatic.red.blocks).toBe(0);
    expect(isStatic.cells).toMatchObject([{ blocks: 2, outcome: 'ok' }]);
  });

  it('R-02 an imbalance is found in both directions: CALLOC_STRUCT then free, and calloc then FREE', () => {
    const table = `heapglass 1
m gallium.so
m mesa-core.so
f 1 0x10 hash_table_create
f 2 0x20 hash_table_destroy
k 0 1
k 0 2
d libc 0 libc
+ 0x10 40 k1 d1
+ 0x20 40 k1 d1
- 0x10 k2
- 0x20 k2
`;
    const trace = openText(table);
    const forwards = interceptIn(trace, 'wrappers', ['gallium.so']);
    const mirrored = interceptIn(trace, 'wrappers', ['mesa-core.so']);
    expect([redOf(trace, forwards), forwards.red.blocks]).toEqual([['gallium.so wrapped-to-raw mesa-core.so'], 2]);
    expect([redOf(trace, mirrored), mirrored.red.blocks]).toEqual([['gallium.so raw-to-wrapped mesa-core.so'], 2]);
  });

  it('R-30 the mode changes what becomes of blocks, not which blocks there are', () => {
    const trace = openText(STRINGS);
    const cells = (['none', 'wrappers', 'linker-wrap', 'interpose'] as const).map((mode) =>
      crossing(trace, interceptIn(trace, mode, ['driver.so'])),
    );
    for (const each of cells) expect(each).toEqual(cells[0]);
  });

  it('R-01 only what an intercepted component asks for is seen', () => {
    const trace = openText(STRINGS);
    expect(interceptIn(trace, 'linker-wrap', ['driver.so']).seen).toEqual({
      ...{ blocks: 1, bytes: 24, allBlocks: 2, allBytes: 64 },
    });
    expect(interceptIn(trace, 'none', ['driver.so']).seen).toMatchObject({ blocks: 0, bytes: 0 });
  });

  it('R-20 with every component intercepted, and no external one, all of it is seen', () => {
    const { seen, red } = interceptIn(openText(STRINGS), 'linker-wrap', ['driver.so', 'libstdc++.so.6']);
    expect([seen.bytes / seen.allBytes, red.blocks]).toEqual([1, 0]);
  });

  it('R-36 the verdict follows from the figures: nothing, balanced, not balanced', () => {
    const trace = openText(STRINGS);
    expect(interceptIn(trace, 'none', []).verdict).toBe(
      'Nothing is intercepted: no block can go wrong, and nothing is seen of 64 B asked for. ' +
        'All or nothing within 1 group: blocks cross between 2 modules.',
    );
    expect(interceptIn(trace, 'linker-wrap', ['driver.so']).verdict).toBe(
      'Not balanced: 2 blocks (64 B) are wrapped on one side only, most of them, 1 block, from libstdc++.so.6 to driver.so ' +
        '(raw → wrapped). It takes libstdc++.so.6 as well. 24 B of 64 B (38 %) asked for are seen, but such calls carry no scope and no object.',
    );
    expect(interceptIn(trace, 'linker-wrap', ['driver.so', 'libstdc++.so.6']).verdict).toBe(
      'Balanced: no block is wrapped on one side only; 64 B of 64 B (100 %) asked for are seen, but such calls carry no scope and no object.',
    );
  });

  it('counts what tells of no crossing, and leaves functions of their own out', () => {
    const odd = `heapglass 1
m driver.so
f 1 0x10 f
k 0 1
d libc 0 libc
d vk 0 callbacks
+ 0x10 1 k1 d1
+ 0x20 2 k1 d1
- 0x20
+ 0x30 4 k1 d2
- 0x30 k1
`;
    const answer = interceptIn(openText(odd), 'none', []);
    expect(answer).toMatchObject({
      neverReleased: 1,
      notAttributed: 1,
      cells: [],
      seen: { allBlocks: 2, allBytes: 3 },
    });
  });

  it('takes the reallocation of a block for its release', () => {
    const moved = `heapglass 1\nm a.so\nm b.so\nf 1 1 f\nf 2 2 g\nk 0 1\nk 0 2\nd libc 0 libc\n+ 0x10 8 k1 d1\n~ 0x10 0x20 16 k2 d1\n- 0x20 k2\n`;
    const trace = openText(moved);
    expect(crossing(trace, interceptIn(trace, 'none', []))).toEqual({ 'a.so → b.so': 1 });
  });
});

const README: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
  [
    'vulkan/lvp-compute-cold.hgt.zst',
    {
      'libstdc++.so.6 → libLLVM-15.so.1': 89,
      'libc.so.6 → libvulkan_lvp.so': 58,
      'libLLVM-15.so.1 → libvulkan_lvp.so': 20,
      'libvulkan_lvp.so → libLLVM-15.so.1': 1,
    },
  ],
  [
    'vulkan/lvp-graphics.hgt.zst',
    {
      'libstdc++.so.6 → libLLVM-15.so.1': 1062,
      'libc.so.6 → libvulkan_lvp.so': 58,
      'libLLVM-15.so.1 → libvulkan_lvp.so': 283,
      'libvulkan_lvp.so → libLLVM-15.so.1': 10,
    },
  ],
];

describe.skipIf(!hasSharedTraces)('interception of recorded programs', () => {
  it.each(README)('%s crosses by innermost module as often as the recordings’ notes say', (path, expected) => {
    const trace = openShared(path);
    expect(crossing(trace, interceptIn(trace, 'none', []))).toMatchObject(expected);
  });

  it('R-32, R-34 lavapipe’s shared C++ library breaks the linker’s way; static it does not, but libc still does', () => {
    const trace = openShared('vulkan/lvp-compute-cold.hgt.zst');
    const ours = ['libvulkan_lvp.so', 'libLLVM-15.so.1'];
    const shared = interceptIn(trace, 'linker-wrap', ours);
    const isStatic = interceptIn(trace, 'linker-wrap', ours, ['libstdc++.so.6']);
    expect(redOf(trace, shared)).toContain('libstdc++.so.6 raw-to-wrapped libLLVM-15.so.1');
    expect(redOf(trace, isStatic).filter((pair) => pair.includes('stdc++'))).toEqual([]);
    expect(redOf(trace, isStatic)).toContain('libc.so.6 raw-to-wrapped libvulkan_lvp.so');
    expect(isStatic.verdict).toContain('No choice that holds them is balanced: blocks cross to');
  });

  it('R-03, R-36 what hangs together: nothing with the driver is balanced short of the whole process', () => {
    const trace = openShared('vulkan/lvp-compute-cold.hgt.zst');
    const answer = interceptIn(trace, 'none', []);
    expect(setsOf(trace, answer).slice(0, 2)).toEqual([
      'jit ld-linux-x86-64.so.2 libLLVM-15.so.1 libc.so.6 libstdc++.so.6 libvulkan_lvp.so',
      'libVkLayer_MESA_device_select.so libvulkan.so.1',
    ]);
    expect(answer.sweep).toMatchObject({ by: 'subsets', subsets: 256, balanced: 4, empty: 0, full: 0 });
    expect(interceptIn(trace, 'interpose', []).red.blocks).toBe(0);
    expect(interceptIn(trace, 'linker-wrap', ['libvulkan.so.1', 'libVkLayer_MESA_device_select.so']).red.blocks).toBe(
      0,
    );
  });

  it('R-35 with the linker’s way everything of the process is seen, and no call says its scope', () => {
    const { verdict, seen } = interceptIn(openShared('vulkan/lvp-compute-cold.hgt.zst'), 'interpose', []);
    expect(seen.bytes).toBe(seen.allBytes);
    expect(verdict).toMatch(
      /^Balanced: .* \(100 %\) asked for are seen, but such calls carry no scope and no object\.$/,
    );
  });

  it('names both sites of a cell: their blocks are the cell’s', () => {
    const trace = openShared('vulkan/lvp-graphics.hgt.zst');
    const { cells } = interceptIn(trace, 'none', []);
    const units = linkUnits(trace.trace, new Set());
    for (const cell of cells.filter(({ from, to }) => from !== to)) {
      const sites = new CrossingSites(trace.trace, units, cell.from, cell.to);
      while (!sites.step(10_000));
      const { total, pairs } = sites.found(Infinity);
      expect(pairs).toHaveLength(total);
      expect(pairs.reduce((sum, { blocks }) => sum + blocks, 0)).toBe(cell.blocks);
      expect(pairs.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(cell.bytes);
    }
  });
});
