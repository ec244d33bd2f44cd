import type { TraceBuilder } from '../core/pairing/trace-builder';
import { U32Column } from '../core/tables/column';
import { NONE, type FrameId, type ModuleId, type StringId } from '../core/tables/indices';
import type { HexFields } from './hex-fields';

/** Inlined frames of one address; more than any compiler makes. */
const DEEPEST_INLINING = 256;

/** Strings and frames of interpreted files: `s` and `i`, both numbered from 1. */
export class InterpretedCode {
  private readonly strings = new U32Column<number, StringId>(NONE, true);
  private stringCount = 0;
  /** Modules by the number of their string. */
  private readonly modules = new U32Column<number, ModuleId>(NONE, true);
  /** Innermost frame by the number of its `i`. */
  private readonly frames = new U32Column<number, FrameId>(NONE, true);
  private frameCount = 0;
  /** Function, file and line of the frames of one `i`, innermost first. */
  private readonly triples = new Float64Array(3 * DEEPEST_INLINING);

  constructor(private readonly builder: TraceBuilder) {}

  /** `s <length> <text>`, before version 3 `s <text>`. False when the length does not fit the line. */
  readString(fields: HexFields, fileVersion: number): boolean {
    const length = fileVersion < 3 ? fields.end - fields.at : fields.number();
    const fits = length === fields.end - fields.at;
    this.strings.set(
      ++this.stringCount,
      this.builder.intern(fields.bytes, Math.min(fields.at, fields.end), fields.end),
    );
    return fits;
  }

  /**
   * `i <address> <module> {<function> <file> <line>}*`: the first triple is the function that the address lies in, each
   * further one the function that the one before it was inlined into. A triple may end after its function.
   */
  readFrame(fields: HexFields): 'read' | 'broken' | 'bad-id' {
    const number = ++this.frameCount;
    const address = fields.address();
    const moduleName = fields.number();
    if (address < 0 || moduleName < 0) return 'broken';
    const values = this.readTriples(fields);
    if (values < 0) return 'broken';
    let areKnown = moduleName <= this.stringCount;
    const module = this.module(moduleName);
    let frame = NONE as FrameId;
    let at = Math.max(0, Math.ceil(values / 3) - 1) * 3;
    for (; at >= 0; at -= 3) {
      const [symbol, file, line] = this.triples.subarray(at, at + 3);
      areKnown &&= symbol <= this.stringCount && file <= this.stringCount;
      frame = this.builder.frame(module, address, this.string(symbol), this.string(file), line, frame);
    }
    this.frames.set(number, frame);
    return areKnown ? 'read' : 'bad-id';
  }

  /** The frame of `i` number `number`; undefined when that is not defined. */
  frame(number: number): FrameId | undefined {
    return number <= this.frameCount ? this.frames.get(number) : undefined;
  }

  /** Reads what is left into `triples`, zeroes behind it; how many numbers those were, −1 when broken. */
  private readTriples(fields: HexFields): number {
    this.triples.fill(0);
    let count = 0;
    while (!fields.isDone) {
      const value = fields.number();
      if (value < 0 || count === this.triples.length) return -1;
      this.triples[count++] = value;
    }
    return count;
  }

  private string(number: number): StringId {
    return number <= this.stringCount ? this.strings.get(number) : (NONE as StringId);
  }

  private module(name: number): ModuleId {
    if (name === NONE || name > this.stringCount) return NONE as ModuleId;
    let module = this.modules.get(name);
    if (module === NONE) {
      module = this.builder.module(this.strings.get(name), NONE as StringId);
      this.modules.set(name, module);
    }
    return module;
  }
}
