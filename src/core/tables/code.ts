import type { FrameId, ModuleId, StackId, StringId } from './indices';
import { Table } from './table';

/** Executables and shared libraries. */
export class ModuleTable extends Table<ModuleId> {
  readonly name = this.u32<StringId>();
  readonly buildId = this.u32<StringId>();

  constructor() {
    super(1);
  }
}

/** A place in code. An inlined function is a frame of its own; `inlinedInto` is the frame that contains it. */
export class FrameTable extends Table<FrameId> {
  readonly module = this.u32<ModuleId>();
  /** Offset in the module, or the address where the format knows no modules. */
  readonly offset = this.f64();
  /** Function name; none when unknown. */
  readonly symbol = this.u32<StringId>();
  readonly file = this.u32<StringId>();
  readonly line = this.u32();
  readonly inlinedInto = this.u32<FrameId>();

  constructor() {
    super(1);
  }
}

/** Call-stack nodes: one id names a whole stack, innermost frame at the node. A parent stands before its children. */
export class StackTable extends Table<StackId> {
  readonly parent = this.u32<StackId>();
  readonly frame = this.u32<FrameId>();

  constructor() {
    super(1);
  }
}
