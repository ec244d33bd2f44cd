import { decodeUtf8 } from '../../base/utf8';
import { Letter } from '../../formats/heapglass-trace-letters';
import { TraceFields } from '../../formats/heapglass-trace-fields';
import type { LineSink } from '../../formats/whole-lines';

const SPACE = 0x20;

/** A module as the trace names it. The build id is in hex, empty where the recorder wrote none. */
export interface TraceModule {
  readonly name: string;
  readonly buildId: string;
}

/**
 * The first of two readings of a trace: its modules, and which places of each have no `file:line` yet. Numbers are those
 * of the file, from 1.
 */
export class FrameSurvey implements LineSink {
  /** Module 0 is none. */
  readonly modules: TraceModule[] = [{ name: '', buildId: '' }];
  /** Offsets to look up, by module. */
  readonly wanted = new Map<number, Set<number>>();
  frames = 0;
  /** The first line says that this is a text trace. */
  isTrace = false;
  /** Symbols met at places that are wanted, by module and offset. */
  private readonly symbols = new Map<number, Map<number, string>>();
  private readonly fields = new TraceFields();

  lines(bytes: Uint8Array, from: number, to: number, offset: number): void {
    const { fields } = this;
    fields.bytes = bytes;
    fields.at = from;
    if (offset === 0) this.isTrace = /^heapglass 1\r?\n/.test(decodeUtf8(bytes, from, Math.min(to, from + 16)));
    while (fields.at < to) {
      const letter = bytes[fields.at];
      if ((letter === Letter.module || letter === Letter.frame) && bytes[fields.at + 1] === SPACE) {
        fields.at += 2;
        if (letter === Letter.module) this.module();
        else this.frame();
      }
      fields.nextLine();
    }
  }

  overlongLine(_offset: number, head: Uint8Array): void {
    if (head[1] !== SPACE) return;
    if (head[0] === Letter.module) this.modules.push({ name: '', buildId: '' });
    if (head[0] === Letter.frame) this.frames++;
  }

  private module(): void {
    const { fields } = this;
    const from = fields.at;
    const [name = '', buildId = ''] = decodeUtf8(fields.bytes, from, fields.toLineEnd()).split('\t');
    this.modules.push({ name: unescaped(name), buildId: buildId.trim().toLowerCase() });
  }

  private frame(): void {
    const { fields } = this;
    this.frames++;
    const module = fields.number();
    const offset = fields.nextNumber();
    if (module <= 0 || module >= this.modules.length || offset < 0) return;
    fields.space();
    const from = fields.at;
    const text = decodeUtf8(fields.bytes, from, fields.toLineEnd());
    if (!text.includes('\t')) this.want(module, offset, text);
  }

  /** Two symbols at one place are an inlined function and where it was inlined: that place was symbolized before. */
  private want(module: number, offset: number, symbol: string): void {
    const symbols = entry(this.symbols, module, () => new Map<number, string>());
    const offsets = entry(this.wanted, module, () => new Set<number>());
    const known = symbols.get(offset);
    if (known === undefined) offsets.add(offset);
    else if (known !== symbol && known !== '') offsets.delete(offset);
    symbols.set(offset, symbol);
  }
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function unescaped(text: string): string {
  return text.replace(/\\([nt\\])/g, (_, letter) => (letter === 'n' ? '\n' : letter === 't' ? '\t' : '\\'));
}
