import { FAULT_KINDS, type FaultKind } from '../faults/kinds';
import {
  NONE,
  type Address,
  type BlockRow,
  type DomainId,
  type EventIndex,
  type FaultRow,
  type StackId,
  type StringId,
} from '../tables/indices';
import type { FaultTable } from '../tables/happenings';

/** What is known of a fault beside its kind, event and address. */
export interface FaultDetails {
  readonly block?: BlockRow;
  readonly domain?: DomainId;
  readonly stack?: StackId;
  readonly offset?: number;
  readonly text?: StringId;
}

/** Writes the fault table. */
export class FaultLog {
  constructor(private readonly faults: FaultTable) {}

  add(kind: FaultKind, event: EventIndex, address: Address, details: FaultDetails): FaultRow {
    const faults = this.faults;
    const row = faults.add();
    faults.kind.set(row, FAULT_KINDS.indexOf(kind));
    faults.event.set(row, event);
    faults.address.set(row, address);
    faults.block.set(row, details.block ?? (NONE as BlockRow));
    faults.domain.set(row, details.domain ?? (NONE as DomainId));
    faults.stack.set(row, details.stack ?? (NONE as StackId));
    faults.offset.set(row, details.offset ?? 0);
    faults.text.set(row, details.text ?? (NONE as StringId));
    return row;
  }
}
