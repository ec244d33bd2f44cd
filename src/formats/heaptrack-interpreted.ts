import type { TraceBuilder } from '../core/pairing/trace-builder';
import { NO_SCOPE } from '../core/tables/domains';
import { NONE, type DomainId, type FrameId, type StackId } from '../core/tables/indices';
import { AddressedRecords } from './addressed-records';
import { InterpretedCode } from './heaptrack-code';
import { HeaptrackLines, type RecordOutcome } from './heaptrack-lines';
import { HEX_DIGIT, type HexFields, NO_DIGIT } from './hex-fields';

const LF = 10;
const SPACE = 0x20;
const ALLOCATION = 0x2b;
const FREE = 0x2d;
const KIND = 0x61;
const FRAME = 0x69;
const STRING = 0x73;
const STACK = 0x74;
/** So many digits fit a small integer. */
const SHORT_NUMBER = 7;

/**
 * Interpreted heaptrack files, versions 0 to 3 (`src/analyze/accumulatedtracedata.cpp` of heaptrack). From version 1 on
 * an event names a kind of allocation (`a`: size and stack) and no address, so a free ends the newest live block of its
 * kind: totals, trees and timeline are exact, which block it was is assumed.
 */
export class HeaptrackInterpretedParser extends HeaptrackLines {
  private readonly domain: DomainId;
  private readonly code: InterpretedCode;
  private readonly addressed: AddressedRecords;
  private stacks = 0;

  constructor(builder: TraceBuilder) {
    super(builder, 'interpreted');
    this.domain = this.preamble.domain;
    this.code = new InterpretedCode(builder);
    this.addressed = new AddressedRecords(builder, this.preamble.domain);
  }

  override lines(bytes: Uint8Array, from: number, to: number, offset: number): void {
    super.lines(bytes, from, to, offset);
    this.builder.kinds.flush();
  }

  /** Nearly every line is an event, a stack or a kind, of short numbers. What is not, or makes no sense, is left. */
  protected override readPlain(bytes: Uint8Array, from: number, to: number): number {
    const pairing = this.builder.kinds;
    let at = from;
    let lines = 0;
    while (at < to) {
      const letter = bytes[at];
      if (letter !== ALLOCATION && letter !== FREE && letter !== STACK && letter !== KIND) break;
      if (bytes[at + 1] !== SPACE) break;
      let end = at + 2;
      let first = 0;
      for (let digit = HEX_DIGIT[bytes[end]]; digit !== NO_DIGIT; digit = HEX_DIGIT[bytes[++end]]) {
        first = (first << 4) | digit;
      }
      if (end === at + 2 || end > at + 2 + SHORT_NUMBER) break;
      if (bytes[end] === LF) {
        if (!(letter === ALLOCATION ? pairing.allocate(first) : letter === FREE && pairing.free(first))) break;
      } else {
        if (bytes[end] !== SPACE) break;
        const secondAt = end + 1;
        let second = 0;
        end = secondAt;
        for (let digit = HEX_DIGIT[bytes[end]]; digit !== NO_DIGIT; digit = HEX_DIGIT[bytes[++end]]) {
          second = (second << 4) | digit;
        }
        if (bytes[end] !== LF || end === secondAt || end > secondAt + SHORT_NUMBER) break;
        if (!(letter === STACK ? this.addStack(first, second) : letter === KIND && this.addKind(first, second))) break;
      }
      at = end + 1;
      lines++;
    }
    this.report.line += lines;
    return at;
  }

  // These two return false, with nothing done, where their record makes no sense.

  private addStack(frameNumber: number, parent: number): boolean {
    const frame = this.code.frame(frameNumber);
    if (frame === undefined || parent > this.stacks) return false;
    this.builder.stack(parent as StackId, frame);
    this.stacks++;
    return true;
  }

  private addKind(size: number, stack: number): boolean {
    if (stack > this.stacks) return false;
    this.builder.kinds.define(this.builder.site(stack as StackId, this.domain, NO_SCOPE, 0, 0), size);
    return true;
  }

  protected read(letter: number): RecordOutcome {
    const { fields } = this;
    switch (letter) {
      case STACK:
        return this.readStack(fields);
      case KIND:
        return this.readKind(fields);
      case STRING:
        return this.code.readString(fields, this.preamble.fileVersion) ? 'read' : 'broken';
      case FRAME:
        return this.code.readFrame(fields);
      case ALLOCATION:
        if (this.preamble.fileVersion === 0) return this.addressed.readAllocation(fields, this.stacks);
        return this.readKindEvent((kind) => this.builder.kinds.allocate(kind));
      case FREE:
        if (this.preamble.fileVersion === 0) return this.addressed.readFree(fields);
        return this.readKindEvent((kind) => this.builder.kinds.free(kind));
      default:
        this.builder.kinds.flush();
        return this.preamble.read(letter, fields);
    }
  }

  /** `+ kind` or `- kind`: broken where the kind is not known, or where none of it is live to be freed. */
  private readKindEvent(event: (kind: number) => boolean): RecordOutcome {
    const kind = this.fields.number();
    if (kind >= 0 && event(kind)) return 'read';
    this.builder.kinds.flush();
    this.builder.brokenEvent();
    return 'broken';
  }

  /** `t <frame> <parent>`, numbered from 1: the caller is the parent. */
  private readStack(fields: HexFields): RecordOutcome {
    const frameNumber = fields.number();
    const parent = fields.number();
    if (frameNumber >= 0 && parent >= 0 && this.addStack(frameNumber, parent)) return 'read';
    const frame = frameNumber < 0 ? undefined : this.code.frame(frameNumber);
    this.builder.stack((parent > this.stacks ? NONE : Math.max(parent, NONE)) as StackId, frame ?? (NONE as FrameId));
    this.stacks++;
    return frameNumber < 0 || parent < 0 ? 'broken' : 'bad-id';
  }

  /** `a <size> <stack>`, numbered from 0: a kind of allocation. */
  private readKind(fields: HexFields): RecordOutcome {
    const size = fields.number();
    const stack = fields.number();
    if (size >= 0 && stack >= 0 && this.addKind(size, stack)) return 'read';
    this.addKind(Math.max(size, 0), NONE);
    return size < 0 || stack < 0 ? 'broken' : 'bad-id';
  }
}
