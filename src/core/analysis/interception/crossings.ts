import { WIDE } from '../../tables/blocks';
import { CHUNK_MASK, CHUNK_SHIFT } from '../../tables/column';
import { denseChunks } from '../../tables/dense-chunks';
import type { BlockRow, ModuleId, SiteId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { FAMILIES, familyOfSites, type AllocationFamily } from './allocation-family';
import type { LinkUnits } from './link-units';

/** Blocks of one family that one module's code allocated and one module's code (another's, or its own) released. */
export interface Crossing {
  readonly from: ModuleId;
  readonly to: ModuleId;
  readonly family: AllocationFamily;
  readonly blocks: number;
  readonly bytes: number;
  /** The first of them: it shows both sites. */
  readonly first: BlockRow;
}

/** What one module's code allocated of one family, released or not. */
export interface ModuleRequests {
  readonly module: ModuleId;
  readonly family: AllocationFamily;
  readonly blocks: number;
  readonly bytes: number;
}

/**
 * The crossings matrix of a complete trace: who allocated and who released, *by innermost module* (see
 * {@link linkUnits}). It tells only of blocks whose release (a free, or a reallocation) was recorded with its stack.
 */
export class Crossings {
  /** Blocks that nothing released, and blocks whose allocation or release has no module. */
  neverReleased = 0;
  notAttributed = 0;

  private readonly size: number;
  private readonly families: Uint8Array;
  /** Unit of the allocating code, by site. */
  private readonly unitOfSite: Uint16Array;
  // By (family × size + from) × size + to:
  private readonly blocks: Float64Array;
  private readonly bytes: Float64Array;
  private readonly first: Uint32Array;
  // By family × size + unit:
  private readonly requests: Float64Array;
  private readonly requestedBytes: Float64Array;
  private next = 1;

  constructor(
    private readonly trace: Trace,
    private readonly units: LinkUnits,
  ) {
    this.size = units.modules.length;
    this.families = familyOfSites(trace);
    this.unitOfSite = Uint16Array.from(
      { length: Math.max(1, trace.sites.length) },
      (_, site) => units.ofStack[trace.sites.stack.get(site as SiteId)],
    );
    const cells = FAMILIES.length * this.size * this.size;
    this.blocks = new Float64Array(cells);
    this.bytes = new Float64Array(cells);
    this.first = new Uint32Array(cells);
    this.requests = new Float64Array(FAMILIES.length * this.size);
    this.requestedBytes = new Float64Array(FAMILIES.length * this.size);
  }

  /** Takes in up to `maxRows` more block rows; true when all are in. */
  step(maxRows: number): boolean {
    const until = Math.min(this.trace.blocks.length, this.next + maxRows);
    while (this.next < until) this.takeIn(Math.min(until, ((this.next >>> CHUNK_SHIFT) + 1) << CHUNK_SHIFT));
    return this.next >= this.trace.blocks.length;
  }

  /** Cells with blocks, those with the most first. */
  cells(): Crossing[] {
    const crossings: Crossing[] = [];
    for (let cell = 0; cell < this.blocks.length; cell++) {
      if (this.blocks[cell] === 0) continue;
      const pair = cell % (this.size * this.size);
      crossings.push({
        from: this.units.modules[Math.floor(pair / this.size)],
        to: this.units.modules[pair % this.size],
        family: FAMILIES[Math.floor(cell / (this.size * this.size))],
        blocks: this.blocks[cell],
        bytes: this.bytes[cell],
        first: this.first[cell] as BlockRow,
      });
    }
    return crossings.sort((a, b) => b.blocks - a.blocks || b.bytes - a.bytes || a.first - b.first);
  }

  /** What every module's code asked for; module 0: not known. */
  byModule(): ModuleRequests[] {
    return Array.from(this.requests, (blocks, at) => ({
      module: this.units.modules[at % this.size],
      family: FAMILIES[Math.floor(at / this.size)],
      blocks,
      bytes: this.requestedBytes[at],
    })).filter(({ blocks }) => blocks > 0);
  }

  /** Takes in rows `next … end`, which lie in one chunk. */
  private takeIn(end: number): void {
    const { trace, units, unitOfSite, families, size } = this;
    const chunk = this.next >>> CHUNK_SHIFT;
    const sites = denseChunks(trace.blocks.site)[chunk];
    const sizes = denseChunks(trace.blocks.size)[chunk];
    const deaths = denseChunks(trace.blocks.death)[chunk];
    const releases = trace.blocks.releaseStack.chunks[chunk];
    const events = trace.events.length;
    for (let row = this.next; row < end; row++) {
      const at = row & CHUNK_MASK;
      const site = sites[at];
      const bytes = sizes[at] === WIDE ? trace.sizeOf(row as BlockRow) : sizes[at];
      const from = unitOfSite[site];
      const to = releases === undefined ? 0 : units.ofStack[releases[at]];
      const request = families[site] * size + from;
      this.requests[request]++;
      this.requestedBytes[request] += bytes;
      if (deaths[at] >= events) this.neverReleased++;
      else if (from === 0 || to === 0) this.notAttributed++;
      else {
        const cell = request * size + to;
        if (this.blocks[cell]++ === 0) this.first[cell] = row;
        this.bytes[cell] += bytes;
      }
    }
    this.next = end;
  }
}

/** Whether a trace tells which code released: without it there are no crossings to be seen. */
export function hasReleaseStacks(trace: Trace): boolean {
  return trace.blocks.releaseStack.byteLength > 0;
}
