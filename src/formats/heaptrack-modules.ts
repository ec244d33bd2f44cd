import type { TraceBuilder } from '../core/pairing/trace-builder';
import { NONE, type FrameId, type ModuleId, type StringId } from '../core/tables/indices';
import type { HexFields } from './hex-fields';

const DASH = 0x2d;
const LOWER_X = 0x78;

/** A stretch of addresses that a module occupies. */
interface MappedSegment {
  readonly from: number;
  readonly to: number;
  readonly module: ModuleId;
  /** Where the module's address 0 was put. */
  readonly base: number;
}

/** Code addresses of raw files: which module lay where when a stack was recorded (`x`, `m`). There are no symbols. */
export class RawModules {
  private executable = NONE as StringId;
  private readonly modules = new Map<StringId, ModuleId>();
  private segments: MappedSegment[] = [];
  private isSorted = true;
  /** Frames by module and offset: the same module may come back elsewhere. */
  private readonly frames = new Map<ModuleId, Map<number, FrameId>>();

  constructor(private readonly builder: TraceBuilder) {}

  /** `x <length> <path>`, before version 3 `x <path>`. */
  readExecutable(fields: HexFields, fileVersion: number): boolean {
    const end = this.skipPath(fields, fileVersion);
    if (end === undefined) return false;
    this.executable = this.builder.intern(fields.bytes, end.from, end.to);
    return true;
  }

  /** `m <length> <path> <base> {<address> <bytes>}*`; path `x` is the executable, `-` forgets all modules. */
  readModule(fields: HexFields, fileVersion: number): boolean {
    const path = this.skipPath(fields, fileVersion);
    if (path === undefined) return false;
    const onlyByte = path.to - path.from === 1 ? fields.bytes[path.from] : 0;
    if (onlyByte === DASH) {
      this.segments = [];
      return true;
    }
    const name = onlyByte === LOWER_X ? this.executable : this.builder.intern(fields.bytes, path.from, path.to);
    const base = fields.number();
    if (base < 0) return false;
    const module = this.module(name);
    while (!fields.isDone) {
      const address = fields.number();
      const bytes = fields.number();
      if (address < 0 || bytes < 0) return false;
      this.segments.push({ from: base + address, to: base + address + bytes, module, base });
    }
    this.isSorted = false;
    return true;
  }

  /** The frame of a code address as the modules lie now; in no module where none covers it. */
  frame(address: number): FrameId {
    const segment = this.segmentAt(address);
    const module = segment?.module ?? (NONE as ModuleId);
    const offset = address - (segment?.base ?? 0);
    let ofModule = this.frames.get(module);
    if (ofModule === undefined) {
      ofModule = new Map();
      this.frames.set(module, ofModule);
    }
    let frame = ofModule.get(offset);
    if (frame === undefined) {
      frame = this.builder.frame(module, offset, NONE as StringId, NONE as StringId, 0, NONE as FrameId);
      ofModule.set(offset, frame);
    }
    return frame;
  }

  private segmentAt(address: number): MappedSegment | undefined {
    if (!this.isSorted) {
      this.segments.sort((a, b) => a.from - b.from);
      this.isSorted = true;
    }
    let low = 0;
    let high = this.segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.segments[middle].from <= address) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return undefined;
    const segment = this.segments[low - 1];
    return address < segment.to ? segment : undefined;
  }

  private module(name: StringId): ModuleId {
    let module = this.modules.get(name);
    if (module === undefined) {
      module = this.builder.module(name, NONE as StringId);
      this.modules.set(name, module);
    }
    return module;
  }

  /** A path: as many bytes as the number before it says, before version 3 the next word. Undefined when broken. */
  private skipPath(fields: HexFields, fileVersion: number): { from: number; to: number } | undefined {
    if (fileVersion < 3) {
      const from = fields.at;
      return { from, to: fields.skipWord() };
    }
    const length = fields.number();
    const from = fields.at;
    if (length < 0 || from + length > fields.end) return undefined;
    fields.at = from + length + 1;
    return { from, to: from + length };
  }
}
