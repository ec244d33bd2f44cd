import type { TraceBuilder } from '../core/pairing/trace-builder';
import { NONE, type Address, type Ticks } from '../core/tables/indices';
import type { TraceParser } from './format';
import { TraceAttributes } from './heapglass-trace-attributes';
import { TraceDefinitions } from './heapglass-trace-definitions';
import { TraceFields } from './heapglass-trace-fields';
import { TraceHappenings } from './heapglass-trace-happenings';
import { TraceHeader } from './heapglass-trace-header';
import { TraceIds } from './heapglass-trace-ids';
import { Letter, expectation, isRecordLetter } from './heapglass-trace-letters';
import { takeNumber } from './heapglass-trace-numbers';
import { TraceText } from './heapglass-trace-text';
import { LineReport } from './line-report';
import { WholeLines, type LineSink } from './whole-lines';

const SPACE = 0x20;

/** Reads a Heapglass trace, version 1, line by line from its bytes. */
export class HeapglassTraceParser implements TraceParser, LineSink {
  private readonly stream = new WholeLines(this);
  private readonly fields = new TraceFields();
  private readonly attributes = new TraceAttributes();
  private readonly report: LineReport;
  private readonly header: TraceHeader;
  private readonly ids: TraceIds;
  private readonly definitions: TraceDefinitions;
  private readonly happenings: TraceHappenings;
  private bytesPassed = 0;

  constructor(private readonly builder: TraceBuilder) {
    const text = new TraceText(builder);
    this.report = new LineReport(builder);
    this.header = new TraceHeader(builder, text);
    this.ids = new TraceIds(builder.trace);
    this.definitions = new TraceDefinitions(builder, this.fields, this.ids, text);
    this.happenings = new TraceHappenings(builder, this.fields, this.ids, this.definitions);
    builder.fidelity = this.header.fidelity;
  }

  push(chunk: Uint8Array): void {
    this.bytesPassed += chunk.length;
    this.stream.push(chunk);
    this.builder.fidelity = this.header.fidelity;
  }

  end(): void {
    if (this.stream.unfinished > 0) this.report.cut(this.stream.unfinished, this.bytesPassed);
  }

  lines(bytes: Uint8Array, from: number, to: number, offset: number): void {
    const { fields, report } = this;
    fields.bytes = bytes;
    fields.at = from;
    while (fields.at < to) {
      report.line++;
      report.offset = offset + fields.at - from;
      this.readLine();
    }
  }

  overlongLine(offset: number, head: Uint8Array): void {
    this.report.overlong(offset);
    if (head[1] === SPACE && isRecordLetter(head[0])) takeNumber(this.builder, head[0]);
  }

  private readLine(): void {
    const { fields, report } = this;
    const start = fields.at;
    const letter = fields.bytes[start];
    if (fields.bytes[start + 1] === SPACE) {
      fields.at += 2;
      if (!this.readRecord(letter)) this.skipRecord(letter, start);
      else if (this.ids.bad > 0) this.reportBadIds(letter);
    } else if (letter === Letter.endCall) {
      fields.at++;
      if (!this.happenings.endCall()) this.skipRecord(letter, start);
    } else if (letter !== Letter.comment && !fields.isAtLineEnd() && report.line > 1) {
      report.unknownRecord(letter);
    }
    fields.nextLine();
  }

  /** Reads the record up to its line's end. False when it is broken, or its letter is not known. */
  private readRecord(letter: number): boolean {
    switch (letter) {
      case Letter.tick:
        return this.tick();
      case Letter.allocate:
        return this.allocate();
      case Letter.free:
        return this.free();
      case Letter.reallocate:
        return this.reallocate();
      case Letter.stack:
        return this.definitions.stack();
      case Letter.frame:
        return this.definitions.frame();
      case Letter.module:
        return this.definitions.module();
      case Letter.domain:
        return this.definitions.domain();
      case Letter.command:
        return this.definitions.command();
      case Letter.threadName:
        return this.definitions.threadName();
      case Letter.header:
        return this.header.read(this.fields);
      case Letter.thread:
        return this.thread();
      case Letter.residentSet:
        return this.residentSet();
      default:
        return this.readHappening(letter);
    }
  }

  private readHappening(letter: number): boolean {
    const { happenings } = this;
    switch (letter) {
      case Letter.beginCall:
        return happenings.beginCall();
      case Letter.endCall:
        return happenings.endCall();
      case Letter.internal:
        return happenings.internal();
      case Letter.beginContext:
        return happenings.beginContext();
      case Letter.endContext:
        return happenings.endContext();
      case Letter.moveContext:
        return happenings.moveContext();
      case Letter.steal:
        return happenings.steal();
      case Letter.adopt:
        return happenings.adopt();
      case Letter.beginObject:
        return happenings.beginObject();
      case Letter.endObject:
        return happenings.endObject();
      case Letter.read:
        return happenings.access(false);
      case Letter.write:
        return happenings.access(true);
      case Letter.fault:
        return happenings.recordedFault();
      case Letter.mark:
        return happenings.mark();
      default:
        return letter === Letter.comment;
    }
  }

  /** `+ address size attributes` */
  private allocate(): boolean {
    const { fields } = this;
    const address = fields.number();
    const size = fields.nextNumber();
    if (address < 0 || size < 0 || !this.readAttributes()) return false;
    this.builder.allocate(address as Address, size, this.attributes);
    return true;
  }

  /** `- address attributes` */
  private free(): boolean {
    const address = this.fields.number();
    if (address < 0 || !this.readAttributes()) return false;
    const { domain, stack } = this.attributes;
    if (stack > NONE) this.header.hasReleaseStacks = true;
    this.builder.free(address as Address, domain, stack);
    return true;
  }

  /** `~ old new size attributes` */
  private reallocate(): boolean {
    const { fields } = this;
    const old = fields.number();
    const address = fields.nextNumber();
    const size = fields.nextNumber();
    if (old < 0 || address < 0 || size < 0 || !this.readAttributes()) return false;
    this.builder.reallocate(old as Address, address as Address, size, this.attributes);
    return true;
  }

  private readAttributes(): boolean {
    const { attributes, ids } = this;
    if (!attributes.read(this.fields)) return false;
    if (attributes.stack > NONE) attributes.stack = ids.stack(attributes.stack);
    if (attributes.domain > NONE) attributes.domain = ids.domain(attributes.domain);
    if (attributes.context > NONE) attributes.context = ids.context(attributes.context);
    if (attributes.object > NONE) attributes.object = ids.object(attributes.object);
    if (attributes.scope !== -1) this.header.hasScopes = true;
    return true;
  }

  /** `t delta` */
  private tick(): boolean {
    const delta = this.fields.number();
    if (delta < 0 || !this.fields.isAtLineEnd()) return false;
    this.builder.tick(delta as Ticks);
    return true;
  }

  /** `@ thread` */
  private thread(): boolean {
    const thread = this.fields.number();
    if (thread < 0 || !this.fields.isAtLineEnd()) return false;
    this.builder.thread(thread);
    return true;
  }

  /** `R bytes` */
  private residentSet(): boolean {
    const bytes = this.fields.number();
    if (bytes < 0 || !this.fields.isAtLineEnd()) return false;
    this.builder.residentSet(bytes);
    return true;
  }

  /** What reading stumbled over may be the line's end: the next line is looked for from the `start` of this one. */
  private skipRecord(letter: number, start: number): void {
    this.fields.at = start;
    if (!isRecordLetter(letter)) {
      this.report.unknownRecord(letter);
      return;
    }
    this.report.broken(letter, expectation(letter));
    takeNumber(this.builder, letter);
    this.ids.bad = 0;
  }

  private reportBadIds(letter: number): void {
    for (; this.ids.bad > 0; this.ids.bad--) this.report.badId(letter);
  }
}
