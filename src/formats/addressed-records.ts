import type { TraceBuilder } from '../core/pairing/trace-builder';
import type { RequestAttributes } from '../core/pairing/trace-sink';
import type { Address, DomainId, StackId } from '../core/tables/indices';
import { NONE } from '../core/tables/indices';
import type { HexFields } from './hex-fields';

/** `+ <size> <trace> <pointer>` and `- <pointer>`: events of raw files, and of interpreted ones of version 0. */
export class AddressedRecords {
  private readonly request: RequestAttributes;

  constructor(
    private readonly builder: TraceBuilder,
    private readonly domain: DomainId,
  ) {
    this.request = {
      stack: NONE as StackId,
      domain,
      alignLog2: -1,
      scope: -1,
      context: -1,
      object: -1,
      owner: -1,
      zeroed: -1,
    };
  }

  /** `stacks`: how many are defined. */
  readAllocation(fields: HexFields, stacks: number): 'read' | 'broken' | 'bad-id' {
    const size = fields.number();
    const stack = fields.number();
    const address = fields.number();
    if (size < 0 || stack < 0 || address <= 0) {
      this.builder.brokenEvent();
      return 'broken';
    }
    const isKnown = stack <= stacks;
    this.request.stack = (isKnown ? stack : NONE) as StackId;
    this.builder.allocate(address as Address, size, this.request);
    return isKnown ? 'read' : 'bad-id';
  }

  readFree(fields: HexFields): 'read' | 'broken' {
    const address = fields.number();
    if (address < 0) {
      this.builder.brokenEvent();
      return 'broken';
    }
    this.builder.free(address as Address, this.domain, NONE as StackId);
    return 'read';
  }
}
