import type { BlockRow, Bytes, DomainId, EventIndex, StackId } from '../tables/indices';
import type { GroupBy } from './groups';

// What the analysis answers, as it crosses to the page and to the command line.

/** Which figures a call tree shows. */
export type TreeMetric = 'live' | 'peak' | 'allocated' | 'leaked' | 'temporary';
/** `callees`: from the outermost function inwards; `callers`: from the functions that allocate outwards. */
export type TreeDirection = 'callees' | 'callers';

/** A row of a call tree, flattened for display. */
export interface TreeRow {
  readonly node: number;
  readonly depth: number;
  readonly label: string;
  readonly module: string;
  readonly file: string;
  /** The metric with everything called from here: bytes, for `temporary` calls. */
  readonly bytes: Bytes;
  /** The same without what was called from here. */
  readonly selfBytes: Bytes;
  /** Blocks; for `allocated` requests that gave memory. */
  readonly count: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  readonly isMatch: boolean;
}

export interface TreePage {
  readonly total: number;
  /** Bytes (or calls, for `temporary`) of the whole tree: what shares are of. */
  readonly whole: number;
  readonly rows: readonly TreeRow[];
}

/** A domain or a scope at an instant, with its figures over the whole trace. */
export interface AccountRow {
  /** Domain id, or scope value. */
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly liveBytes: Bytes;
  readonly liveBlocks: number;
  readonly peakBytes: Bytes;
  readonly allocatedBytes: Bytes;
  readonly allocations: number;
}

/** Where a finding leads: set by a click on it. Absent fields stay as they are. */
export interface FindingTarget {
  readonly cursor?: EventIndex;
  readonly block?: BlockRow;
  readonly tab?: string;
  readonly metric?: TreeMetric;
  readonly groupBy?: GroupBy;
  readonly search?: string;
}

/** A computed sentence about the trace. */
export interface Finding {
  readonly id:
    | 'peak'
    | 'outlived'
    | 'freed-elsewhere'
    | 'faults'
    | 'accesses'
    | 'unreached'
    | 'grows'
    | 'footprint'
    | 'kept'
    | 'unknown';
  readonly severity: 'error' | 'warning' | 'information';
  readonly text: string;
  readonly target: FindingTarget;
}

export interface EventFilter {
  /** Letters of heapglass-trace.md to show; empty = all. */
  readonly kinds: string;
  readonly domain?: DomainId;
  readonly stack?: StackId;
}
