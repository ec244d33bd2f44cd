import { describe, expect, it } from 'vitest';
import type { ModuleId } from '../../tables/indices';
import type { AllocationFamily } from './allocation-family';
import { isOutOfReach, outcomeOf, type CrossingOutcome, type InterceptionMode } from './truth-table';

// The modules of table H. Linked statically, the C++ library S is code of the driver D.
const DRIVER = 1 as ModuleId;
const CXX_LIBRARY = 2 as ModuleId;
const LIBC = 3 as ModuleId;
const LLVM = 4 as ModuleId;
const NAMES = ['', 'libvulkan_lvp.so', 'libstdc++.so.6', 'libc.so.6', 'libLLVM-15.so.1'];

/** Only the driver is ours to change. */
function outcome(
  mode: InterceptionMode,
  from: ModuleId,
  to: ModuleId,
  family: AllocationFamily,
  modules: readonly ModuleId[] = [DRIVER],
): CrossingOutcome {
  return outcomeOf({ from, to, family }, { mode, modules: new Set(modules) }, (module) => isOutOfReach(NAMES[module]));
}

type Row = readonly [
  what: string,
  from: ModuleId,
  to: ModuleId,
  family: AllocationFamily,
  wrappers: CrossingOutcome,
  whenStatic: CrossingOutcome,
  whenShared: CrossingOutcome,
  interposed: CrossingOutcome,
];

// Columns: wrappers only, linker-wrap with S static, linker-wrap with S shared, interposition of the whole process.
const TABLE_H: readonly Row[] = [
  ['MALLOC in D, FREE in D', DRIVER, DRIVER, 'c', 'ok', 'ok', 'ok', 'ok'],
  ['inlined header in D, inlined header in D', DRIVER, DRIVER, 'cxx', 'raw', 'ok', 'ok', 'ok'],
  ['inlined header in D, out of line in S', DRIVER, CXX_LIBRARY, 'cxx', 'raw', 'ok', 'wrapped-to-raw', 'ok'],
  ['out of line in S, inlined header in D', CXX_LIBRARY, DRIVER, 'cxx', 'raw', 'ok', 'raw-to-wrapped', 'ok'],
  ['S, S', CXX_LIBRARY, CXX_LIBRARY, 'cxx', 'raw', 'ok', 'raw', 'ok'],
  ['libc (strdup), D', LIBC, DRIVER, 'c', 'raw', 'raw-to-wrapped', 'raw-to-wrapped', 'ok'],
  ['LLVM shared, LLVM', LLVM, LLVM, 'cxx', 'raw', 'raw', 'raw', 'ok'],
];

describe('the linker truth table', () => {
  it.each(TABLE_H)('R-33 §H %s', (_, from, to, family, wrappers, whenStatic, whenShared, interposed) => {
    const inDriver = (module: ModuleId): ModuleId => (module === CXX_LIBRARY ? DRIVER : module);
    expect(outcome('wrappers', from, to, family)).toBe(wrappers);
    expect(outcome('linker-wrap', inDriver(from), inDriver(to), family)).toBe(whenStatic);
    expect(outcome('linker-wrap', from, to, family)).toBe(whenShared);
    expect(outcome('interpose', from, to, family)).toBe(interposed);
  });

  it('R-33 §H malloc in D, free in D: source that was not changed is raw, the linker catches it', () => {
    expect(outcome('wrappers', DRIVER, DRIVER, 'c', [])).toBe('raw');
    expect(outcome('linker-wrap', DRIVER, DRIVER, 'c')).toBe('ok');
    expect(outcome('interpose', DRIVER, DRIVER, 'c', [])).toBe('ok');
  });

  it('R-30 without interception everything is raw, whatever is chosen', () => {
    for (const [, from, to, family] of TABLE_H) expect(outcome('none', from, to, family)).toBe('raw');
  });

  it('leaves alone what comes from functions of its own: callbacks, ralloc, mmap', () => {
    expect(outcome('interpose', DRIVER, LLVM, 'own')).toBe('raw');
    expect(outcome('linker-wrap', DRIVER, LLVM, 'own')).toBe('raw');
  });

  it.each(['libc.so.6', 'libc-2.31.so', 'libm.so.6', 'ld-linux-x86-64.so.2', 'ucrtbase.dll', 'jit'])(
    '%s is out of the reach of source and linker',
    (name) => {
      expect(isOutOfReach(name)).toBe(true);
    },
  );

  it.each(['libstdc++.so.6', 'libgcc_s.so.1', 'libvulkan.so.1', 'libcairo.so.2', 'vkapp', ''])('%s is not', (name) => {
    expect(isOutOfReach(name)).toBe(false);
  });
});
