import type { Bytes, EventIndex } from './indices';

/** What a format recorded and what it did not. A view that would have to invent data says so instead. */
export interface Fidelity {
  /** Name in reports: `heapglass-trace-1`, `heaptrack`. */
  readonly format: string;
  /** Name for people: `Heapglass trace`, `heaptrack, interpreted, version 3`. */
  readonly label: string;
  readonly addresses: boolean;
  /** `assumed`: which block a free ended is not recorded; ages, lifetimes and places rest on "newest first". */
  readonly orderOfFrees: 'recorded' | 'assumed';
  readonly clock: 'ns' | 'us' | 'ms' | 'none';
  readonly threads: boolean;
  readonly stacks: boolean;
  readonly releaseStacks: boolean;
  readonly scopes: boolean;
  readonly calls: boolean;
  /** Recording began while the program ran: frees of blocks taken before are no faults. */
  readonly attached: boolean;
  /** Mean bytes between samples; 0 = every event is there. */
  readonly sampledBytes: number;
  readonly pointerBytes: number;
  readonly pageBytes: number;
}

/** Something in the file that could not be read as meant, with the first place where it happened. */
export interface TraceWarning {
  readonly kind:
    'broken' | 'bad-id' | 'cut' | 'unknown-record' | 'outside-backing' | 'truncated' | 'checksum' | 'corrupt';
  readonly count: number;
  /** Line (from 1) and byte offset in the decompressed text; 0 and −1 where they do not apply. */
  readonly line: number;
  readonly offset: number;
  /** One sentence: what happened, where, and what follows. */
  readonly text: string;
}

/** Counts over a whole trace, with the meanings of `heapglass-trace.md`. */
export interface Totals {
  readonly events: number;
  readonly allocations: number;
  readonly frees: number;
  readonly reallocations: number;
  readonly failed: number;
  readonly freesOfNull: number;
  readonly allocatedBytes: Bytes;
  readonly peakBytes: Bytes;
  /** −1 when nothing was ever live. */
  readonly peakEvent: EventIndex;
  readonly liveBytes: Bytes;
  readonly liveBlocks: number;
  readonly temporary: number;
  readonly unknownFrees: number;
}

/** The small facts of a trace: what crosses between threads as a message. */
export interface TraceMeta {
  readonly header: Readonly<Record<string, string>>;
  readonly fidelity: Fidelity;
  readonly totals: Totals;
  /** Counts by reason: `broken`, `badIds`, `cut`, `outsideBacking`, `unknownRecords`. Reasons that did not occur are absent. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly warnings: readonly TraceWarning[];
}
