import { NONE, type FrameId, type ModuleId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { structorVariants } from './structor-variants';

/**
 * The functions of a trace: frames with the same symbol and module are one, frames without a symbol one per module
 * and offset. What a compiler made several functions of is one, as in the source: a constructor, a destructor.
 * Function 0 stands for "no stack recorded".
 */
export class Functions {
  /** Function by frame id. */
  readonly ofFrame: Uint32Array;
  /** A frame of each function, the first one. */
  readonly frame: readonly FrameId[];

  constructor(private readonly trace: Trace) {
    const count = Math.max(1, trace.frames.length);
    this.ofFrame = new Uint32Array(count);
    const frame: FrameId[] = [NONE as FrameId];
    const bySymbol = new Map<number, Map<number, number>>();
    const byOffset = new Map<number, Map<number, number>>();
    const variants = structorVariants(trace);
    for (let id = 1; id < count; id++) {
      const recorded = trace.frames.symbol.get(id as FrameId);
      const symbol = variants.get(recorded) ?? recorded;
      const known = placesOf(symbol === NONE ? byOffset : bySymbol, this.moduleKey(id as FrameId));
      const place = symbol === NONE ? trace.frames.offset.get(id as FrameId) : symbol;
      let index = known.get(place);
      if (index === undefined) {
        index = frame.push(id as FrameId) - 1;
        known.set(place, index);
      }
      this.ofFrame[id] = index;
    }
    this.frame = frame;
  }

  /** Modules of one name are one: a library that was loaded twice. */
  private moduleKey(frame: FrameId): number {
    const module: ModuleId = this.trace.frames.module.get(frame);
    return this.trace.modules.name.get(module);
  }
}

function placesOf(byModule: Map<number, Map<number, number>>, module: number): Map<number, number> {
  let places = byModule.get(module);
  if (places === undefined) {
    places = new Map();
    byModule.set(module, places);
  }
  return places;
}
