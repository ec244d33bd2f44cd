import type { EngineName } from '../core/tables/engine-names';
import type { BudgetChoice } from '../core/tables/budget-choice';
import type { BlockRow, DomainId, EventIndex, ModuleId, StackId } from '../core/tables/indices';

export const GROUPINGS = ['domain', 'scope', 'thread', 'module'] as const;
export const COLOURINGS = [...GROUPINGS, 'age', 'size', 'state', 'pages'] as const;
export const TIMELINE_SCALES = ['linear', 'log'] as const;
export const HEAPS = ['recorded', 'simulated'] as const;
export const METRICS = ['live', 'peak', 'allocated', 'leaked', 'temporary'] as const;
export const INTERCEPTION_MODES = ['none', 'wrappers', 'linker-wrap', 'interpose'] as const;
export const TREE_MODES = ['table', 'callers', 'flame'] as const;

export const RULES_SHOWN = ['error', 'warning', 'information', 'kept', 'not-checked'] as const;

/** Both ends included. */
export interface EventSpan {
  readonly from: EventIndex;
  readonly to: EventIndex;
}

/** What of a view travels in a link. What is absent is as it is on a trace just opened. */
export interface SessionState {
  readonly cursor?: EventIndex;
  readonly selected?: BlockRow;
  readonly range?: EventSpan;
  readonly timeline?: EventSpan;
  readonly groupBy?: (typeof GROUPINGS)[number];
  readonly scale?: (typeof TIMELINE_SCALES)[number];
  readonly heap?: (typeof HEAPS)[number];
  readonly engine?: EngineName;
  /** Layers over the engine, as `layersText` writes them. */
  readonly layers?: string;
  readonly colourBy?: (typeof COLOURINGS)[number];
  readonly camera?: { readonly start: number; readonly bytesPerRow: number; readonly rowOffset: number };
  readonly metric?: (typeof METRICS)[number];
  readonly treeMode?: (typeof TREE_MODES)[number];
  readonly flameRoot?: number;
  readonly budgets?: readonly BudgetChoice[];
  /** What the list of rules shows, and the known idioms that are not accepted, by id. */
  readonly rules?: { readonly shown: readonly (typeof RULES_SHOWN)[number][]; readonly strict: readonly string[] };
  readonly search?: string;
  readonly tab?: string;
  readonly interception?: {
    readonly mode: (typeof INTERCEPTION_MODES)[number];
    readonly modules: readonly ModuleId[];
    readonly staticModules: readonly ModuleId[];
  };
  readonly eventFilter?: { readonly kinds: string; readonly domain?: DomainId; readonly stack?: StackId };
}
