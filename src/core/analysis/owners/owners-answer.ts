import type { BlockRow, Bytes, EventIndex, StackId } from '../../tables/indices';
import type { InForce, Seen } from '../coverage/coverage-answer';

// Who owns whom among ralloc's blocks, as it crosses to the page and the command line.

/** A block that at some time had no owner, and what it held with all that was under it. */
export interface OwnerRoot {
  readonly block: BlockRow;
  readonly stack: StackId;
  readonly peakBytes: Bytes;
  /** The first event after which it held that. */
  readonly peakEvent: EventIndex;
}

/** What was in force where a root was made, and what its blocks took from libc, headers included. */
export interface InheritedBytes {
  readonly inForce: InForce;
  readonly roots: number;
  readonly allocatedBytes: Bytes;
  readonly atPeak: Bytes;
}

/**
 * What the callbacks would see if every ralloc root took the table in force where it was made and its blocks inherited
 * it. A root made outside every command, or inside one that was given NULL, stays with libc. A command whose
 * table was not recorded counts as having one.
 */
export interface InheritedCoverage {
  readonly before: { readonly atPeak: Seen; readonly inTotal: Seen };
  readonly after: { readonly atPeak: Seen; readonly inTotal: Seen };
  readonly byForce: readonly InheritedBytes[];
}

/** Blocks of ralloc over a whole trace. Bytes are what was asked of ralloc. */
export interface OwnersSummary {
  readonly blocks: number;
  /** Blocks that ever owned another one. */
  readonly owners: number;
  readonly roots: number;
  /** Levels of the deepest tree; a root alone is 1. */
  readonly depth: number;
  readonly peakBytes: Bytes;
  readonly peakEvent: EventIndex;
  readonly reallocations: number;
  readonly steals: number;
  readonly adoptions: number;
  readonly explicitFrees: number;
  /** Frees of blocks that their owner's free took along. */
  readonly freesByOwner: number;
  /** Blocks that lay in no live block of their backing domain. */
  readonly outsideBacking: number;
  /** The greatest first. */
  readonly topRoots: readonly OwnerRoot[];
  readonly coverage: InheritedCoverage;
}

/** One row of the owners' tree at an instant. */
export interface OwnerRow {
  /** The block as it stands then. */
  readonly block: BlockRow;
  /** Names the row while the tree changes: the block's first row. */
  readonly node: number;
  readonly depth: number;
  /** The function that asked for it; the trace's text, empty when unknown. */
  readonly label: string;
  readonly ownBytes: Bytes;
  /** With everything under it. */
  readonly bytes: Bytes;
  readonly blocks: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
}

export interface OwnersPage {
  /** Rows of the tree flattened with the nodes that are open. */
  readonly total: number;
  readonly from: number;
  readonly rows: readonly OwnerRow[];
  /** Over all roots; a share in the table is of this. */
  readonly bytes: Bytes;
  readonly blocks: number;
}
