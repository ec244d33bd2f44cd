import type { Bytes } from '../../tables/indices';

/** What the live bytes of a scope (0 COMMAND … 4 INSTANCE) may come to. */
export interface ScopeBudget {
  readonly scope: number;
  /** Passing it is a warning. */
  readonly softBytes?: Bytes;
  /** Passing it is an error: an allocator that keeps it would have refused. */
  readonly hardBytes?: Bytes;
}
