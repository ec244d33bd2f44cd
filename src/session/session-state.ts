import type { BlockRow, DomainId, EventIndex, StackId } from '../core/tables/indices';

export const GROUPINGS = ['domain', 'scope', 'thread', 'module'] as const;
export const COLOURINGS = [...GROUPINGS, 'age', 'size', 'state'] as const;
export const HEAPS = ['recorded', 'simulated'] as const;
export const METRICS = ['live', 'peak', 'allocated', 'leaked', 'temporary'] as const;
export const TREE_MODES = ['table', 'callers', 'flame'] as const;

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
  readonly heap?: (typeof HEAPS)[number];
  readonly colourBy?: (typeof COLOURINGS)[number];
  readonly camera?: { readonly start: number; readonly bytesPerRow: number; readonly rowOffset: number };
  readonly metric?: (typeof METRICS)[number];
  readonly treeMode?: (typeof TREE_MODES)[number];
  readonly flameRoot?: number;
  readonly search?: string;
  readonly tab?: string;
  readonly eventFilter?: { readonly kinds: string; readonly domain?: DomainId; readonly stack?: StackId };
}
