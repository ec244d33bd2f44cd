import { FAULT_KINDS } from '../core/faults/kinds';
import type { TraceBuilder } from '../core/pairing/trace-builder';
import { TABLE_NOT_RECORDED } from '../core/tables/happenings';
import { NONE, type Address, type DomainId, type StackId } from '../core/tables/indices';
import type { TraceDefinitions } from './heapglass-trace-definitions';
import type { TraceFields } from './heapglass-trace-fields';
import type { TraceIds } from './heapglass-trace-ids';

const Sign = { plus: 0x2b, minus: 0x2d } as const;
const SMALL_D = 0x64;
const SMALL_K = 0x6b;
const SMALL_O = 0x6f;
const GREATEST_SCOPE = 4;
const RECORDED_FAULTS = (['guard', 'redzone', 'cookie', 'unknown'] as const).map((kind) => ({
  kind: FAULT_KINDS.indexOf(kind),
  bytes: Array.from(kind, (letter) => letter.charCodeAt(0)),
}));

/**
 * Calls, and the events that are no `+`, `-` or `~`. Each method reads one record, from behind its letter and space,
 * and returns false without any effect when it is broken.
 */
export class TraceHappenings {
  constructor(
    private readonly builder: TraceBuilder,
    private readonly fields: TraceFields,
    private readonly ids: TraceIds,
    private readonly definitions: TraceDefinitions,
  ) {}

  /** `( command [oOBJECT] [dDOMAIN]` */
  beginCall(): boolean {
    const { fields, ids } = this;
    const command = fields.number();
    let object = -1;
    let table = -1;
    while (fields.space()) {
      const letter = fields.bytes[fields.at++];
      const value = fields.number();
      if (value < 0) return false;
      if (letter === SMALL_O && object < 0) object = value;
      else if (letter === SMALL_D && table < 0) table = value;
      else return false;
    }
    if (command < 0 || !fields.isAtLineEnd()) return false;
    const isTableRecorded = table >= 0;
    this.builder.beginCall(
      ids.command(command),
      ids.object(Math.max(object, NONE)),
      isTableRecorded ? ids.domain(table) : (TABLE_NOT_RECORDED as DomainId),
    );
    return true;
  }

  /** `)`, or `) result` */
  endCall(): boolean {
    if (this.fields.isAtLineEnd()) {
      this.builder.endCall(NaN);
      return true;
    }
    const result = this.fields.signed();
    if (Number.isNaN(result) || !this.fields.isAtLineEnd()) return false;
    this.builder.endCall(result);
    return true;
  }

  /** `i + size scope` or `i - size scope` */
  internal(): boolean {
    const { fields } = this;
    const sign = fields.bytes[fields.at++];
    const size = fields.nextNumber();
    const scope = fields.nextNumber();
    if ((sign !== Sign.plus && sign !== Sign.minus) || size < 0) return false;
    if (scope < 0 || scope > GREATEST_SCOPE || !fields.isAtLineEnd()) return false;
    this.builder.notification(sign === Sign.plus ? size : 0 - size, scope);
    return true;
  }

  /** `x parent domain text` */
  beginContext(): boolean {
    const parent = this.fields.number();
    const domain = this.fields.nextNumber();
    if (parent < 0 || domain < 0 || !this.definitions.isTextNext()) return false;
    this.builder.beginContext(this.ids.context(parent), this.ids.domain(domain), this.definitions.restOfLine());
    return true;
  }

  /** `X context` */
  endContext(): boolean {
    const context = this.fields.number();
    if (context < 0 || !this.fields.isAtLineEnd()) return false;
    this.builder.endContext(this.ids.context(context));
    return true;
  }

  /** `Y context parent`. The builder refuses a context's own descendant as its parent. */
  moveContext(): boolean {
    const context = this.fields.number();
    const parent = this.fields.nextNumber();
    if (context < 0 || parent < 0 || !this.fields.isAtLineEnd()) return false;
    return this.builder.moveContext(this.ids.context(context), this.ids.context(parent));
  }

  /** `^ address owner` */
  steal(): boolean {
    const block = this.fields.number();
    const owner = this.fields.nextNumber();
    if (block < 0 || owner < 0 || !this.fields.isAtLineEnd()) return false;
    this.builder.steal(block as Address, owner as Address);
    return true;
  }

  /** `A from to` */
  adopt(): boolean {
    const from = this.fields.number();
    const to = this.fields.nextNumber();
    if (from < 0 || to < 0 || !this.fields.isAtLineEnd()) return false;
    this.builder.adopt(from as Address, to as Address);
    return true;
  }

  /** `o parent text` */
  beginObject(): boolean {
    const parent = this.fields.number();
    if (parent < 0 || !this.definitions.isTextNext()) return false;
    this.builder.beginObject(this.ids.object(parent), this.definitions.restOfLine());
    return true;
  }

  /** `O object` */
  endObject(): boolean {
    const object = this.fields.number();
    if (object < 0 || !this.fields.isAtLineEnd()) return false;
    this.builder.endObject(this.ids.object(object));
    return true;
  }

  /** `r address size [kSTACK]` and `w …` */
  access(isWrite: boolean): boolean {
    const { fields } = this;
    const address = fields.number();
    const size = fields.nextNumber();
    if (address < 0 || size < 0) return false;
    let stack: number = NONE;
    if (fields.space()) {
      if (fields.bytes[fields.at++] !== SMALL_K) return false;
      stack = fields.number();
    }
    if (stack < 0 || !fields.isAtLineEnd()) return false;
    this.builder.access(isWrite, address as Address, size, this.ids.stack(stack));
    return true;
  }

  /** `g kind address offset [kSTACK ][text]` */
  recordedFault(): boolean {
    const { fields } = this;
    const kind = this.recordedFaultKind();
    const address = fields.nextNumber();
    const offset = fields.space() ? fields.signed() : NaN;
    if (kind < 0 || address < 0 || Number.isNaN(offset) || !this.definitions.isTextNext()) return false;
    const stack = this.stackOfAccess();
    this.builder.recordedFault(kind, address as Address, offset, stack, this.definitions.restOfLine());
    return true;
  }

  /** `n text` */
  mark(): boolean {
    this.builder.mark(this.definitions.restOfLine());
    return true;
  }

  private stackOfAccess(): StackId {
    const { fields } = this;
    const from = fields.at;
    if (fields.bytes[from] === SMALL_K) {
      fields.at++;
      const stack = fields.number();
      if (stack >= 0 && (fields.space() || fields.isAtLineEnd())) return this.ids.stack(stack);
    }
    fields.at = from;
    return NONE as StackId;
  }

  private recordedFaultKind(): number {
    const { bytes, at } = this.fields;
    const length = this.fields.toWordEnd() - at;
    const match = RECORDED_FAULTS.find(
      (fault) => fault.bytes.length === length && fault.bytes.every((byte, i) => bytes[at + i] === byte),
    );
    return match?.kind ?? -1;
  }
}
