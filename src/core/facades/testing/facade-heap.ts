import { NO_ROOM } from '../../engines/engine';
import { reservePool } from '../../engines/testing/engine-contract';
import { Tlsf } from '../../engines/tlsf';
import type { Layer } from '../../layers/layer';
import { SiteTable } from '../../tables/domains';
import { ILP32_DEBUG, type Abi } from '../c-layout';
import { HostHeap, type HostHeapOptions } from '../host-heap';

export interface TestHeapOptions extends HostHeapOptions {
  readonly abi?: Abi;
  readonly bytes?: number;
}

/** A heap for the façades' stories: a small pool, the default engine, and a count of what reached it. */
export function testHeap({ abi = ILP32_DEBUG, bytes = 2 ** 21, ...options }: TestHeapOptions = {}) {
  const memory = reservePool(bytes);
  const top = new CountedLayer(new Tlsf(memory));
  return { heap: new HostHeap(memory, top, new SiteTable(), abi, options), top };
}

/** Passes everything on, counts it, and refuses from a given request on. */
export class CountedLayer implements Layer {
  allocations = 0;
  reallocations = 0;
  frees = 0;
  /** Requests still granted. */
  grants = Infinity;
  readonly requests: { bytes: number; alignLog2: number }[] = [];

  constructor(private readonly below: Layer) {}

  alloc: Layer['alloc'] = (bytes, alignLog2, site, context) => {
    if (this.grants-- <= 0) return NO_ROOM;
    this.allocations++;
    this.requests.push({ bytes, alignLog2 });
    return this.below.alloc(bytes, alignLog2, site, context);
  };

  realloc: Layer['realloc'] = (block, bytes, alignLog2, site, context) => {
    if (this.grants-- <= 0) return NO_ROOM;
    this.reallocations++;
    return this.below.realloc(block, bytes, alignLog2, site, context);
  };

  free: Layer['free'] = (block, domain, stack) => {
    this.frees++;
    this.below.free(block, domain, stack);
  };

  saveState(): Uint8Array {
    return this.below.saveState();
  }

  restoreState(state: Uint8Array): void {
    this.below.restoreState(state);
  }

  reset(): void {
    this.below.reset();
  }
}
