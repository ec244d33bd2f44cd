import type { DomainId, SiteId, StackId, StringId } from './indices';
import { Table } from './table';

/** Kinds of allocator domain, in the spelling of `heapglass-trace.md`. The index is the stored value. */
export const DOMAIN_KINDS = [
  'other', 'libc', 'cxx', 'cxx-array', 'aligned', 'vk', 'internal', 'ralloc', 'linear', 'gc', 'slab', 'mmap', 'pool',
] as const; // prettier-ignore
export type DomainKindName = (typeof DOMAIN_KINDS)[number];

/** Scope names of VkSystemAllocationScope, by value. */
export const SCOPES = ['COMMAND', 'OBJECT', 'CACHE', 'DEVICE', 'INSTANCE'] as const;
/** In `sites.scope`: no scope was recorded. */
export const NO_SCOPE = 5;

/** Running figures of a domain or a scope, exact at the end of what was read. Units: bytes, blocks, calls. */
export abstract class AccountTable<Row extends number> extends Table<Row> {
  readonly liveBytes = this.f64();
  readonly liveBlocks = this.f64();
  readonly peakBytes = this.f64();
  readonly allocatedBytes = this.f64();
  readonly allocations = this.f64();
}

/** Allocator domains. Row 0 is the unnamed domain: kind `other`, no backing. */
export class DomainTable extends AccountTable<DomainId> {
  readonly name = this.u32<StringId>();
  /** Index into {@link DOMAIN_KINDS}. */
  readonly kind = this.u8();
  /** The domain that this one takes its memory from; 0 = the system. */
  readonly backing = this.u32<DomainId>();

  constructor() {
    super(1);
  }
}

/** Accounts of the five scopes (rows 0 … 4, `vk` blocks only). */
export class ScopeTable extends AccountTable<number> {
  constructor() {
    super(0);
  }
}

/** What a block was asked for with. Row 0: nothing is known. */
export class SiteTable extends Table<SiteId> {
  readonly stack = this.u32<StackId>();
  readonly domain = this.u32<DomainId>();
  /** 0 … 4, or {@link NO_SCOPE}. */
  readonly scope = this.u8({ empty: NO_SCOPE });
  /** log2 of the alignment asked for; 0 = the domain's default. */
  readonly alignLog2 = this.u8();
  /** 1: the memory was asked for zeroed. */
  readonly zeroed = this.u8();

  constructor() {
    super(1);
  }
}
