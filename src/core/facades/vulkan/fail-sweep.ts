import { NULL, type Pointer } from '../heap-bytes';
import type { VkAllocationCallbacks } from './vk-allocation-callbacks';

/**
 * A fail-N sweep, as the conformance tests do it (vulkan-host-memory.md §8): in round N the first N requests succeed and
 * all later ones fail; N = 0, 1, 2 … until the scenario succeeds.
 */
export interface FailSweepConfiguration {
  /** Rounds before the last try. */
  readonly rounds: number;
  /** Requests granted in the last try, after which the sweep gives up. */
  readonly lastTry: number;
}

/** The conformance tests' limits: for objects in general, for devices, and for surfaces. */
export const FAIL_SWEEPS = {
  object: { rounds: 40, lastTry: 10_000 },
  device: { rounds: 20, lastTry: 10_000 },
  surface: { rounds: 1024, lastTry: 10_000 },
} as const satisfies Record<string, FailSweepConfiguration>;

export type SweepOutcome = 'success' | 'out-of-host-memory' | 'other-error';

/** What is swept: makes something through the callbacks, and takes it down again where that succeeded. */
export type SweepScenario = (callbacks: VkAllocationCallbacks) => SweepScenarioResult;
export interface SweepScenarioResult {
  readonly outcome: SweepOutcome;
  readonly destroy?: () => void;
}

export interface SweepRound {
  /** Requests that were granted before all others failed. */
  readonly granted: number;
  /** Requests made, failed ones included. */
  readonly requests: number;
  readonly outcome: SweepOutcome;
  /** Blocks that still lived when the scenario had failed, or had been taken down. */
  readonly live: readonly Pointer[];
  /** What the round shows, by rule; empty = in order. */
  readonly broken: readonly ('VKM-52' | 'VKM-54' | 'VKM-58')[];
}

/** Runs `scenario` round after round on `callbacks`, a table that itself refuses nothing. */
export function failSweep(
  { rounds, lastTry }: FailSweepConfiguration,
  callbacks: VkAllocationCallbacks,
  scenario: SweepScenario,
): SweepRound[] {
  const done: SweepRound[] = [];
  for (let n = 0; n <= rounds; n++) {
    const round = runRound(n === rounds ? lastTry : n, callbacks, scenario);
    done.push(round);
    if (round.outcome === 'success') break;
  }
  return done;
}

function runRound(granted: number, callbacks: VkAllocationCallbacks, scenario: SweepScenario): SweepRound {
  const injector = new FailInjector(callbacks, granted);
  const { outcome, destroy } = scenario(injector);
  const refused = injector.requests > granted;
  if (outcome === 'success') destroy?.();
  const live = [...injector.live];
  const broken: SweepRound['broken'][number][] = [];
  if (outcome === 'other-error' && refused) broken.push('VKM-52');
  if (live.length > 0) broken.push('VKM-54');
  if (granted === 0 && outcome === 'success' && !refused) broken.push('VKM-58');
  return { granted, requests: injector.requests, outcome, live, broken };
}

/** Grants the first requests and refuses all later ones. Frees are not counted, nor are reallocations to 0. */
class FailInjector implements VkAllocationCallbacks {
  readonly live = new Set<Pointer>();
  requests = 0;

  constructor(
    private readonly table: VkAllocationCallbacks,
    private readonly granted: number,
  ) {}

  get pUserData() {
    return this.table.pUserData;
  }

  readonly pfnAllocation: VkAllocationCallbacks['pfnAllocation'] = (user, size, alignment, scope) =>
    this.isRefused() ? NULL : this.note(this.table.pfnAllocation(user, size, alignment, scope));

  readonly pfnReallocation: VkAllocationCallbacks['pfnReallocation'] = (user, original, size, alignment, scope) => {
    if (size > 0 && this.isRefused()) return NULL;
    const pointer = this.table.pfnReallocation(user, original, size, alignment, scope);
    if (size === 0 || pointer !== NULL) this.live.delete(original);
    return this.note(pointer);
  };

  readonly pfnFree: VkAllocationCallbacks['pfnFree'] = (user, memory) => {
    this.live.delete(memory);
    this.table.pfnFree(user, memory);
  };

  private isRefused(): boolean {
    return ++this.requests > this.granted;
  }

  private note(pointer: Pointer): Pointer {
    if (pointer !== NULL) this.live.add(pointer);
    return pointer;
  }
}
