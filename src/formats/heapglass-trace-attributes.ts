import type { RequestAttributes } from '../core/pairing/trace-sink';
import type { Address, ContextId, DomainId, ObjectId, StackId } from '../core/tables/indices';
import type { TraceFields } from './heapglass-trace-fields';

const SPACE = 0x20;
const Letter = { a: 0x61, d: 0x64, k: 0x6b, o: 0x6f, p: 0x70, v: 0x76, x: 0x78, z: 0x7a } as const;
const GREATEST_SCOPE = 4;

/** The attributes of `+`, `-` and `~`. One object serves all lines. */
export class TraceAttributes implements RequestAttributes {
  stack: StackId | -1 = -1;
  domain: DomainId | -1 = -1;
  alignLog2 = -1;
  scope = -1;
  context: ContextId | -1 = -1;
  object: ObjectId | -1 = -1;
  owner: Address | -1 = -1;
  zeroed = -1;

  /** Reads all that is left of the line; false when it is broken. */
  read(fields: TraceFields): boolean {
    this.stack = this.domain = this.context = this.object = this.owner = -1;
    this.alignLog2 = this.scope = this.zeroed = -1;
    while (fields.bytes[fields.at] === SPACE) {
      const letter = fields.bytes[fields.at + 1];
      fields.at += 2;
      if (letter === Letter.z ? !this.setZeroed() : !this.set(letter, fields.number())) return false;
    }
    return fields.isAtLineEnd();
  }

  private setZeroed(): boolean {
    if (this.zeroed !== -1) return false;
    this.zeroed = 1;
    return true;
  }

  /** Sets an attribute that has a number; false when that is not one, or the attribute stood there already. */
  private set(letter: number, value: number): boolean {
    if (value < 0) return false;
    switch (letter) {
      case Letter.k:
        if (this.stack !== -1) return false;
        this.stack = value as StackId;
        return true;
      case Letter.d:
        if (this.domain !== -1) return false;
        this.domain = value as DomainId;
        return true;
      case Letter.a:
        if (this.alignLog2 !== -1) return false;
        this.alignLog2 = Math.round(Math.log2(value));
        return value > 0 && 2 ** this.alignLog2 === value;
      case Letter.v:
        if (this.scope !== -1) return false;
        this.scope = value;
        return value <= GREATEST_SCOPE;
      case Letter.x:
        if (this.context !== -1) return false;
        this.context = value as ContextId;
        return true;
      case Letter.o:
        if (this.object !== -1) return false;
        this.object = value as ObjectId;
        return true;
      case Letter.p:
        if (this.owner !== -1) return false;
        this.owner = value as Address;
        return true;
      default:
        return false;
    }
  }
}
