import type { TraceBuilder } from '../core/pairing/trace-builder';
import { NO_SCOPE } from '../core/tables/domains';
import { NONE, type FrameId, type StackId } from '../core/tables/indices';
import { AddressedRecords } from './addressed-records';
import { AllocationKinds } from './allocation-kinds';
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
/** Letter, space and so many digits: the kind's number fits 32 bits. */
const LONGEST_EVENT = 2 + 8;

/**
 * Interpreted heaptrack files, versions 0 to 3 (`src/analyze/accumulatedtracedata.cpp` of heaptrack). From version 1 on
 * an event names a kind of allocation (`a`: size and stack) and no address, so a free ends the newest live block of its
 * kind: totals, trees and timeline are exact, which block it was is assumed.
 */
export class HeaptrackInterpretedParser extends HeaptrackLines {
  private readonly code: InterpretedCode;
  private readonly addressed: AddressedRecords;
  private stacks = 0;
  private readonly kinds = new AllocationKinds();

  constructor(builder: TraceBuilder) {
    super(builder, 'interpreted');
    this.code = new InterpretedCode(builder);
    this.addressed = new AddressedRecords(builder, this.preamble.domain);
  }

  /** Nearly every line is `+ kind` or `- kind`. Whatever is not just that, and makes sense, is left to `read`. */
  protected override readEvents(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    let lines = 0;
    while (at < to) {
      const letter = bytes[at];
      if (letter !== ALLOCATION && letter !== FREE) break;
      let digitAt = at + 2;
      let kind = 0;
      for (let digit = HEX_DIGIT[bytes[digitAt]]; digit !== NO_DIGIT; digit = HEX_DIGIT[bytes[++digitAt]]) {
        kind = (kind << 4) | digit;
      }
      const length = digitAt - at;
      const isPlain = bytes[digitAt] === LF && bytes[at + 1] === SPACE && length > 2 && length <= LONGEST_EVENT;
      if (!isPlain || !this.event(letter, kind >>> 0)) break;
      at = digitAt + 1;
      lines++;
    }
    this.report.line += lines;
    return at;
  }

  /** `+ kind` or `- kind`; false when that makes no sense here, and nothing was done. */
  private event(letter: number, kind: number): boolean {
    const { kinds } = this;
    if (kind >= kinds.count) return false;
    if (letter === ALLOCATION) {
      kinds.push(kind, this.builder.begin(kinds.site(kind), kinds.size(kind)));
      return true;
    }
    const block = kinds.pop(kind);
    if (block === NONE) return false;
    this.builder.end(block);
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
        return this.senselessEvent();
      case FREE:
        if (this.preamble.fileVersion === 0) return this.addressed.readFree(fields);
        return this.senselessEvent();
      default:
        return this.preamble.read(letter, fields);
    }
  }

  /** An event of an unknown kind, a free where none of the kind is live, or no number at all. */
  private senselessEvent(): 'broken' {
    this.builder.brokenEvent();
    return 'broken';
  }

  /** `t <frame> <parent>`, numbered from 1: the caller is the parent. */
  private readStack(fields: HexFields): RecordOutcome {
    const frameNumber = fields.number();
    const parent = fields.number();
    const frame = this.code.frame(frameNumber);
    const isKnown = parent >= 0 && parent <= this.stacks;
    this.builder.stack((isKnown ? parent : NONE) as StackId, frame ?? (NONE as FrameId));
    this.stacks++;
    if (frameNumber < 0 || parent < 0) return 'broken';
    return isKnown && frame !== undefined ? 'read' : 'bad-id';
  }

  /** `a <size> <stack>`, numbered from 0: a kind of allocation. */
  private readKind(fields: HexFields): RecordOutcome {
    const size = fields.number();
    const stack = fields.number();
    const isKnown = stack >= 0 && stack <= this.stacks;
    const site = this.builder.site((isKnown ? stack : NONE) as StackId, this.preamble.domain, NO_SCOPE, 0, 0);
    this.kinds.add(site, Math.max(size, 0));
    if (size < 0 || stack < 0) return 'broken';
    return isKnown ? 'read' : 'bad-id';
  }
}
