import { decodeUtf8, encodeUtf8 } from '../../base/utf8';
import { TraceFields } from '../../formats/heapglass-trace-fields';
import { Letter } from '../../formats/heapglass-trace-letters';
import type { LineSink } from '../../formats/whole-lines';
import type { CodePlace, ModulePlaces } from './code-place';

const SPACE = 0x20;
const LF = 0x0a;
const SMALL_K = 0x6b;
const ZERO = 0x30;
/** Stands for an id that the trace does not define: it may not come to mean a frame or stack that was put in. */
const UNDEFINED_ID = Number.MAX_SAFE_INTEGER;

/**
 * The second reading of a trace: writes it anew with names. An address at which functions were inlined becomes a frame
 * for each of them, all with that address, and each stack node there a node for each, so that ids of frames and stacks
 * shift; whatever names one is written with its new id. Every other line stays as it was, to the byte.
 */
export class TraceRewriter implements LineSink {
  /** Frames that were given a name or a line. */
  named = 0;
  private readonly fields = new TraceFields();
  /** First new id of each frame of the file; the frame after it says how many it became. */
  private readonly frames = [0, 1];
  /** New id of each stack of the file: its innermost node. */
  private readonly stacks = [0];
  private lastStack = 0;

  /**
   * @param places what is known, by module
   * @param write takes bytes of the new trace; they are valid during the call only
   */
  constructor(
    private readonly places: ReadonlyMap<number, ModulePlaces>,
    private readonly write: (bytes: Uint8Array) => void,
  ) {}

  lines(bytes: Uint8Array, from: number, to: number): void {
    const { fields } = this;
    fields.bytes = bytes;
    let copied = from;
    let next = from;
    while (next < to) {
      const start = next;
      fields.at = start;
      const line = bytes[start + 1] === SPACE ? this.rewritten(bytes[start]) : undefined;
      fields.at = start;
      fields.nextLine();
      next = fields.at;
      if (line === undefined) continue;
      if (start > copied) this.write(bytes.subarray(copied, start));
      this.write(encodeUtf8(line));
      copied = next;
    }
    if (to > copied) this.write(bytes.subarray(copied, to));
  }

  /** A line that no reader takes: what is left of it takes the same number. */
  overlongLine(_offset: number, head: Uint8Array): void {
    this.write(Uint8Array.of(head[0], head[1], LF));
    if (head[1] !== SPACE) return;
    if (head[0] === Letter.frame) this.addFrames(1);
    if (head[0] === Letter.stack) this.stacks.push(++this.lastStack);
  }

  /** What the line at `fields.at` becomes; undefined: it stays. */
  private rewritten(letter: number): string | undefined {
    this.fields.at += 2;
    switch (letter) {
      case Letter.frame:
        return this.frame();
      case Letter.stack:
        return this.stack();
      case Letter.allocate:
      case Letter.free:
      case Letter.reallocate:
      case Letter.read:
      case Letter.write:
        return this.event(0);
      case Letter.fault:
        return this.event(3);
      default:
        return undefined;
    }
  }

  private frame(): string | undefined {
    const { fields } = this;
    const module = fields.number();
    const offset = fields.nextNumber();
    const isRead = module >= 0 && offset >= 0 && (fields.space() || fields.isAtLineEnd());
    const places = isRead ? this.places.get(module)?.get(offset) : undefined;
    if (places === undefined || !this.saysMore(places)) {
      this.addFrames(1);
      return undefined;
    }
    this.named++;
    this.addFrames(places.length);
    const record = (place: CodePlace): string => `f ${module} 0x${offset.toString(16)} ${placeText(place)}\n`;
    return places.map(record).reverse().join('');
  }

  /** What has a line was named before, and a symbol without one says no more than the recorder's. */
  private saysMore(places: readonly CodePlace[]): boolean {
    const from = this.fields.at;
    const recorded = decodeUtf8(this.fields.bytes, from, this.fields.toLineEnd());
    return recorded === '' || (!recorded.includes('\t') && places[0].file !== '');
  }

  private addFrames(count: number): void {
    this.frames.push(this.frames[this.frames.length - 1] + count);
  }

  private stack(): string | undefined {
    const { fields } = this;
    const parent = fields.number();
    const frame = fields.nextNumber();
    if (parent < 0 || frame < 0 || !fields.isAtLineEnd()) {
      this.stacks.push(++this.lastStack);
      return undefined;
    }
    const isKnown = frame < this.frames.length - 1;
    const first = isKnown ? this.frames[frame] : UNDEFINED_ID;
    const end = isKnown ? Math.max(first + 1, this.frames[frame + 1]) : first + 1;
    const newParent = this.stackId(parent);
    this.stacks.push((this.lastStack += end - first));
    if (newParent === parent && first === frame && end === first + 1) return undefined;
    let lines = `k ${newParent} ${first}\n`;
    for (let inner = first + 1; inner < end; inner++) lines += `k ${this.lastStack - (end - inner)} ${inner}\n`;
    return lines;
  }

  private stackId(id: number): number {
    return id < this.stacks.length ? this.stacks[id] : UNDEFINED_ID;
  }

  /** The line with the new id of its stack, which is the first `k` behind `fieldsBefore` further fields. */
  private event(fieldsBefore: number): string | undefined {
    const { fields } = this;
    const { bytes } = fields;
    const start = fields.at - 2;
    for (let field = 0; field < fieldsBefore; field++) {
      fields.toWordEnd();
      if (!fields.space()) return undefined;
    }
    if (fieldsBefore > 0) fields.at--;
    const at = fieldsBefore > 0 ? this.stackHere() : this.stackInLine();
    if (at < 0) return undefined;
    fields.at = at;
    const id = fields.number();
    const newId = this.stackId(id);
    if (id < 0 || newId === id) return undefined;
    const rest = fields.at;
    while (bytes[fields.at] !== LF) fields.at++;
    return `${decodeUtf8(bytes, start, at)}${newId}${decodeUtf8(bytes, rest, fields.at)}\n`;
  }

  /** Where the number of ` k…` right here begins; −1 when something else stands here. */
  private stackHere(): number {
    const { bytes, at } = this.fields;
    return bytes[at] === SPACE && bytes[at + 1] === SMALL_K && bytes[at + 2] - ZERO < 10 ? at + 2 : -1;
  }

  /** Where the number of the line's ` k…` begins; −1 when it has none. */
  private stackInLine(): number {
    const { bytes } = this.fields;
    for (let at = this.fields.at; bytes[at] !== LF; at++) {
      if (bytes[at] === SMALL_K && bytes[at - 1] === SPACE) return at + 1;
    }
    return -1;
  }
}

function placeText({ symbol, file }: CodePlace): string {
  return file === '' ? escaped(symbol) : `${escaped(symbol)}\t${escaped(file)}`;
}

function escaped(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/[\r\n]/g, '\\n')
    .replace(/\t/g, '\\t');
}
