import type { TraceBuilder } from '../core/pairing/trace-builder';
import { NONE, type FrameId, type StackId } from '../core/tables/indices';
import { AddressedRecords } from './addressed-records';
import type { TraceParser } from './format';
import { HeaptrackLines, type RecordOutcome } from './heaptrack-lines';
import { RawModules } from './heaptrack-modules';
import { WholeLines, type LineSink } from './whole-lines';

const LF = 10;
const ALLOCATION = 0x2b;
const FREE = 0x2d;
const MODULE = 0x6d;
const STACK = 0x74;
const EXECUTABLE = 0x78;

/**
 * Raw heaptrack files (`heaptrack --raw`), versions 0 to 3 (`src/track/libheaptrack.cpp` of heaptrack): events with
 * addresses, code as module and offset.
 */
export class HeaptrackRawParser extends HeaptrackLines implements TraceParser, LineSink {
  private readonly text = new WholeLines(this);
  private textBytes = 0;
  private readonly modules: RawModules;
  private readonly addressed: AddressedRecords;
  private stacks = 0;

  constructor(builder: TraceBuilder) {
    super(builder, 'raw');
    this.modules = new RawModules(builder);
    this.addressed = new AddressedRecords(builder, this.preamble.domain);
  }

  push(chunk: Uint8Array): void {
    this.text.push(chunk);
    this.textBytes += chunk.length;
  }

  end(): void {
    if (this.text.unfinished > 0) this.report.cut(this.text.unfinished, this.textBytes);
  }

  lines(bytes: Uint8Array, from: number, to: number, offset: number): void {
    for (let at = from; at < to;) {
      const end = bytes.indexOf(LF, at);
      this.line(bytes, at, end, offset + at - from);
      at = end + 1;
    }
  }

  overlongLine(offset: number): void {
    this.report.overlong(offset);
  }

  protected read(letter: number): RecordOutcome {
    const { fields, preamble } = this;
    switch (letter) {
      case ALLOCATION:
        return this.addressed.readAllocation(fields, this.stacks);
      case FREE:
        return this.addressed.readFree(fields);
      case STACK:
        return this.readStack();
      case MODULE:
        return this.modules.readModule(fields, preamble.fileVersion) ? 'read' : 'broken';
      case EXECUTABLE:
        return this.modules.readExecutable(fields, preamble.fileVersion) ? 'read' : 'broken';
      default:
        return preamble.read(letter, fields);
    }
  }

  /** `t <address> <parent>`, numbered from 1: the caller is the parent. */
  private readStack(): RecordOutcome {
    const address = this.fields.address();
    const parent = this.fields.number();
    const isKnown = parent >= 0 && parent <= this.stacks;
    const frame = address < 0 ? (NONE as FrameId) : this.modules.frame(address);
    this.builder.stack((isKnown ? parent : NONE) as StackId, frame);
    this.stacks++;
    return address < 0 || parent < 0 ? 'broken' : isKnown ? 'read' : 'bad-id';
  }
}
