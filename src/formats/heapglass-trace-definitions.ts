import type { TraceBuilder } from '../core/pairing/trace-builder';
import { DOMAIN_KINDS } from '../core/tables/domains';
import { NONE, type FrameId, type StringId } from '../core/tables/indices';
import type { TraceFields } from './heapglass-trace-fields';
import type { TraceIds } from './heapglass-trace-ids';
import { splitFileLine, type TraceText } from './heapglass-trace-text';

const KIND_BYTES = DOMAIN_KINDS.map((kind) => Array.from(kind, (letter) => letter.charCodeAt(0)));

/**
 * The records that define ids. Each method reads one, from behind its letter and space, and returns false without
 * any effect when it is broken.
 */
export class TraceDefinitions {
  constructor(
    private readonly builder: TraceBuilder,
    private readonly fields: TraceFields,
    private readonly ids: TraceIds,
    private readonly text: TraceText,
  ) {}

  /** `m name[TAB build id]` */
  module(): boolean {
    const { fields } = this;
    const from = fields.at;
    const end = fields.toLineEnd();
    const nameEnd = fields.tabIn(from, end);
    const name = this.text.intern(fields.bytes, from, nameEnd);
    this.builder.module(name, this.text.intern(fields.bytes, nameEnd + 1, end));
    return true;
  }

  /** `f module offset symbol[TAB file:line]` */
  frame(): boolean {
    const { fields, builder } = this;
    const module = fields.number();
    const offset = fields.nextNumber();
    if (module < 0 || offset < 0 || !this.isTextNext()) return false;
    const from = fields.at;
    const end = fields.toLineEnd();
    const symbolEnd = fields.tabIn(from, end);
    const { fileEnd, line } = splitFileLine(fields.bytes, symbolEnd + 1, end);
    const symbol = this.text.intern(fields.bytes, from, symbolEnd);
    const file = this.text.intern(fields.bytes, symbolEnd + 1, fileEnd);
    builder.frame(this.ids.module(module), offset, symbol, file, line, NONE as FrameId);
    return true;
  }

  /** `k parent frame` */
  stack(): boolean {
    const parent = this.fields.number();
    const frame = this.fields.nextNumber();
    if (parent < 0 || frame < 0 || !this.fields.isAtLineEnd()) return false;
    this.builder.stack(this.ids.stack(parent), this.ids.frame(frame));
    return true;
  }

  /** `d kind backing name` */
  domain(): boolean {
    const { fields, builder } = this;
    const kind = this.domainKind();
    const backing = fields.nextNumber();
    if (kind < 0 || backing < 0 || !this.isTextNext()) return false;
    builder.domain(kind, this.ids.domain(backing), this.restOfLine());
    return true;
  }

  /** `c name` */
  command(): boolean {
    this.builder.command(this.restOfLine());
    return true;
  }

  /** `T thread name` */
  threadName(): boolean {
    const thread = this.fields.number();
    if (thread < 0 || !this.isTextNext()) return false;
    this.builder.nameThread(thread, this.restOfLine());
    return true;
  }

  /** Passes the space before a text field, which may be left out with it when the text is empty. */
  isTextNext(): boolean {
    return this.fields.space() || this.fields.isAtLineEnd();
  }

  restOfLine(): StringId {
    const from = this.fields.at;
    return this.text.intern(this.fields.bytes, from, this.fields.toLineEnd());
  }

  private domainKind(): number {
    const { bytes, at } = this.fields;
    const length = this.fields.toWordEnd() - at;
    return KIND_BYTES.findIndex((kind) => kind.length === length && kind.every((byte, i) => bytes[at + i] === byte));
  }
}
