import type { TraceBuilder } from '../core/pairing/trace-builder';
import { NO_SCOPE } from '../core/tables/domains';
import { NONE, type DomainId, type FrameId, type StackId } from '../core/tables/indices';
import { AddressedRecords } from './addressed-records';
import type { ScannedParser } from './format';
import { InterpretedCode } from './heaptrack-code';
import { HeaptrackLines, type RecordOutcome } from './heaptrack-lines';
import { HeaptrackScanner, hasTwoNumbers, Packed, plainText } from './heaptrack-scanner';
import type { HexFields } from './hex-fields';
import { readScanned } from './scanned-blocks';
import type { ScanSink } from './scanned-text';

const ALLOCATION = 0x2b;
const FREE = 0x2d;
const KIND = 0x61;
const FRAME = 0x69;
const STRING = 0x73;
const STACK = 0x74;

/**
 * Interpreted heaptrack files, versions 0 to 3 (`src/analyze/accumulatedtracedata.cpp` of heaptrack). From version 1 on
 * an event names a kind of allocation (`a`: size and stack) and no address, so a free ends the newest live block of its
 * kind: totals, trees and timeline are exact, which block it was is assumed.
 */
export class HeaptrackInterpretedParser extends HeaptrackLines implements ScannedParser, ScanSink {
  private readonly scanner = new HeaptrackScanner(this);
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

  push(chunk: Uint8Array): void {
    this.scanner.push(chunk);
    this.builder.kinds.count();
  }

  pushScanned(block: Uint32Array): void {
    readScanned(block, this);
    this.builder.kinds.count();
  }

  end(): void {
    this.scanner.end();
  }

  cut(unfinished: number, textBytes: number): void {
    this.report.cut(unfinished, textBytes);
  }

  overlong(offset: number): void {
    this.report.overlong(offset);
  }

  plain(words: Uint32Array, from: number, to: number, offset: number): void {
    for (let at = from; at < to;) {
      const broken = this.readPlain(words, at, to);
      if (broken === to) return;
      at = broken + (hasTwoNumbers(words[broken]) ? 2 : 1);
      this.readAgain(plainText(words, broken, at), offset + plainText(words, from, broken).length);
    }
  }

  /** Reads packed records up to the first that makes no sense, of which nothing is done; where that is, or `to`. */
  private readPlain(words: Uint32Array, from: number, to: number): number {
    const { kinds } = this.builder;
    let at = from;
    while (at < to) {
      const word = words[at];
      if (hasTwoNumbers(word)) {
        const first = word >>> 2;
        const second = words[at + 1];
        const isStack = (word & Packed.TAG) === Packed.STACK;
        if (!(isStack ? this.addStack(first, second) : this.addKind(first, second))) break;
        at += 2;
        this.report.line++;
      } else {
        const end = kinds.take(words, at, to);
        if (end === at) break;
        this.report.line += end - at;
        at = end;
      }
    }
    return at;
  }

  /** Reads a packed record as the line that it was, which says what is wrong with it. */
  private readAgain(line: string, offset: number): void {
    const bytes = new TextEncoder().encode(line);
    this.line(bytes, 0, bytes.length - 1, offset);
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
        this.builder.kinds.count();
        return this.preamble.read(letter, fields);
    }
  }

  /** `+ kind` or `- kind`: broken where the kind is not known, or where none of it is live to be freed. */
  private readKindEvent(event: (kind: number) => boolean): RecordOutcome {
    const kind = this.fields.number();
    if (kind >= 0 && event(kind)) return 'read';
    this.builder.kinds.broken();
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
