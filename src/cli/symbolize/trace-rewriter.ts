import { ByteWriter } from '../../base/byte-writer';
import { decodeUtf8 } from '../../base/utf8';
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
  private readonly output = new ByteWriter();
  /** How far the bytes at hand have been written. */
  private copied = 0;

  /**
   * @param places what is known, by module
   * @param write takes bytes of the new trace; they are valid during the call only
   */
  constructor(
    private readonly places: ReadonlyMap<number, ModulePlaces>,
    private readonly write: (bytes: Uint8Array) => void,
  ) {}

  lines(bytes: Uint8Array, from: number, to: number): void {
    const { fields, output } = this;
    fields.bytes = bytes;
    fields.at = from;
    this.copied = from;
    while (fields.at < to) {
      const start = fields.at;
      if (bytes[start + 1] === SPACE) this.record(bytes[start], start);
      fields.nextLine();
    }
    output.raw(bytes.subarray(this.copied, to));
    this.write(output.written);
    output.clear();
  }

  /** A line that no reader takes: what is left of it takes the same number. */
  overlongLine(_offset: number, head: Uint8Array): void {
    this.write(Uint8Array.of(head[0], head[1], LF));
    if (head[1] !== SPACE) return;
    if (head[0] === Letter.frame) this.addFrames(1);
    if (head[0] === Letter.stack) this.stacks.push(++this.lastStack);
  }

  private record(letter: number, start: number): void {
    this.fields.at += 2;
    switch (letter) {
      case Letter.frame:
        this.frame(start);
        break;
      case Letter.stack:
        this.stack(start);
        break;
      case Letter.allocate:
      case Letter.free:
      case Letter.reallocate:
      case Letter.read:
      case Letter.write:
        this.renumber(this.stackInLine());
        break;
      case Letter.fault:
        this.renumber(this.stackOfFault());
        break;
    }
  }

  private frame(start: number): void {
    const { fields } = this;
    const module = fields.number();
    const offset = fields.nextNumber();
    const isRead = module >= 0 && offset >= 0 && (fields.space() || fields.isAtLineEnd());
    const places = isRead ? this.places.get(module)?.get(offset) : undefined;
    if (places === undefined || !this.saysMore(places)) {
      this.addFrames(1);
      return;
    }
    this.named++;
    this.addFrames(places.length);
    const record = (place: CodePlace): string => `f ${module} 0x${offset.toString(16)} ${placeText(place)}\n`;
    this.replaceLine(start, places.map(record).reverse().join(''));
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

  private stack(start: number): void {
    const { fields } = this;
    const parent = fields.number();
    const frame = fields.nextNumber();
    if (parent < 0 || frame < 0 || !fields.isAtLineEnd()) {
      this.stacks.push(++this.lastStack);
      return;
    }
    const isKnown = frame < this.frames.length - 1;
    const first = isKnown ? this.frames[frame] : UNDEFINED_ID;
    const end = isKnown ? Math.max(first + 1, this.frames[frame + 1]) : first + 1;
    const newParent = this.stackId(parent);
    this.stacks.push((this.lastStack += end - first));
    if (newParent === parent && first === frame && end === first + 1) return;
    let lines = `k ${newParent} ${first}\n`;
    for (let inner = first + 1; inner < end; inner++) lines += `k ${this.lastStack - (end - inner)} ${inner}\n`;
    this.replaceLine(start, lines);
  }

  private stackId(id: number): number {
    return id < this.stacks.length ? this.stacks[id] : UNDEFINED_ID;
  }

  /** Puts the new id of a stack in the place of the old one, which begins `at`; negative: there is none. */
  private renumber(at: number): void {
    if (at < 0) return;
    const { fields } = this;
    fields.at = at;
    const id = fields.number();
    const newId = this.stackId(id);
    if (id >= 0 && newId !== id) this.replace(at, fields.at, String(newId));
  }

  /** Where the number of the line's ` k…` begins; −1 when it has none. */
  private stackInLine(): number {
    const { bytes } = this.fields;
    for (let at = this.fields.at; bytes[at] !== LF; at++) {
      if (bytes[at] === SMALL_K && bytes[at - 1] === SPACE) return at + 1;
    }
    return -1;
  }

  /** Where the number of the ` k…` behind kind, address and offset begins; −1 when something else stands there. */
  private stackOfFault(): number {
    const { fields } = this;
    for (let field = 0; field < 3; field++) {
      fields.toWordEnd();
      if (!fields.space()) return -1;
    }
    const { bytes, at } = fields;
    return bytes[at] === SMALL_K && bytes[at + 1] >= ZERO && bytes[at + 1] < ZERO + 10 ? at + 1 : -1;
  }

  /** Replaces the line that begins at `start`, its end included. */
  private replaceLine(start: number, lines: string): void {
    const { fields } = this;
    fields.at = start;
    fields.nextLine();
    this.replace(start, fields.at, lines);
    fields.at--; // onto the line's end, which is passed next
  }

  private replace(from: number, to: number, text: string): void {
    const { output } = this;
    output.raw(this.fields.bytes.subarray(this.copied, from));
    output.raw(Buffer.from(text));
    this.copied = to;
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
