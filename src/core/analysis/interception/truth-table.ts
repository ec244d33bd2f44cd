import type { ModuleId } from '../../tables/indices';
import type { AllocationFamily } from './allocation-family';

/**
 * How calls are caught. `wrappers`: the source of the chosen modules calls MALLOC, CALLOC and FREE in place of C's
 * functions. `linker-wrap`: the chosen modules are linked with `ld --wrap` for C's and C++'s functions. `interpose`:
 * the whole process gets other functions before it starts (LD_PRELOAD and its like), whatever is chosen.
 */
export const INTERCEPTION_MODES = ['none', 'wrappers', 'linker-wrap', 'interpose'] as const;
export type InterceptionMode = (typeof INTERCEPTION_MODES)[number];

/** What a person chose to intercept, by modules' first ids. */
export interface InterceptionChoice {
  readonly mode: InterceptionMode;
  readonly modules: readonly ModuleId[];
  /** Libraries linked statically into whatever calls them; all others are shared. */
  readonly staticModules: readonly ModuleId[];
}

/** What became of a block: both sides wrapped, one of them, or neither (raw: nothing of it is seen). */
export type CrossingOutcome = 'ok' | 'raw' | 'wrapped-to-raw' | 'raw-to-wrapped';

/** Which modules no rebuild of the program intercepts: see {@link isOutOfReach}. */
export type Reach = (module: ModuleId) => boolean;

const C_RUNTIME =
  /^(?:(?:libc|libm|libdl|libpthread|librt)(?:-[\d.]+)?\.so(?:\.|$)|ld(?:-[\w.-]+)?\.so(?:\.|$)|libsystem_|(?:ucrtbase|msvcrt)\.dll$)/i;
/** Recorders name code so that was made at run time. */
const GENERATED_CODE = 'jit';

/**
 * Modules that neither source nor linker of the program reaches: the C library and the dynamic loader, which are linked
 * already and whose calls of their own `malloc` are bound inside them, and code made at run time.
 */
export function isOutOfReach(moduleName: string): boolean {
  return C_RUNTIME.test(moduleName) || moduleName === GENERATED_CODE;
}

/** Whether calls of `family` by code of `module` are caught. */
export function isIntercepted(
  module: ModuleId,
  family: AllocationFamily,
  chosen: { readonly mode: InterceptionMode; readonly modules: ReadonlySet<ModuleId> },
  outOfReach: Reach,
): boolean {
  if (family === 'own') return false;
  switch (chosen.mode) {
    case 'none':
      return false;
    case 'interpose':
      return true;
    case 'wrappers':
      // `operator new` and `delete`, also those that headers inline, are no calls of the wrappers.
      return family === 'c' && chosen.modules.has(module) && !outOfReach(module);
    case 'linker-wrap':
      return chosen.modules.has(module) && !outOfReach(module);
  }
}

/**
 * What becomes of blocks allocated by `from` and released by `to`: the linker truth table of the RFC's thread (row H of
 * the requirements). In source, memory that the C library hands out is released with plain `free`, under an opt-out.
 */
export function outcomeOf(
  crossing: { readonly from: ModuleId; readonly to: ModuleId; readonly family: AllocationFamily },
  chosen: { readonly mode: InterceptionMode; readonly modules: ReadonlySet<ModuleId> },
  outOfReach: Reach,
): CrossingOutcome {
  const { from, to, family } = crossing;
  const allocates = isIntercepted(from, family, chosen, outOfReach);
  const releases = isIntercepted(to, family, chosen, outOfReach);
  if (allocates && releases) return 'ok';
  if (allocates) return 'wrapped-to-raw';
  if (!releases || needsOptOut(crossing, chosen.mode, outOfReach)) return 'raw';
  return 'raw-to-wrapped';
}

/** Whether source that uses the wrappers has to release this with plain `free`, under a `third-party` opt-out. */
export function needsOptOut(
  { from, to, family }: { readonly from: ModuleId; readonly to: ModuleId; readonly family: AllocationFamily },
  mode: InterceptionMode,
  outOfReach: Reach,
): boolean {
  return mode === 'wrappers' && family === 'c' && outOfReach(from) && !outOfReach(to);
}

export function isImbalance(outcome: CrossingOutcome): boolean {
  return outcome === 'wrapped-to-raw' || outcome === 'raw-to-wrapped';
}
