import { formatAddress } from '../../base/format';
import { NONE, type FrameId, type ModuleId, type StackId } from './indices';
import type { Trace } from './trace';

/** What a person reads of one frame. Every text comes from the trace: show it as text only. */
export interface FrameText {
  readonly frame: FrameId;
  /** The function as its source names it, or `module+0x1f40`, or a bare address. */
  readonly label: string;
  /** Module without its folders; empty when unknown. */
  readonly module: string;
  /** `file:line`; empty when unknown. */
  readonly file: string;
  /** This function's code stands inside the next frame outwards: no call of its own. */
  readonly isInlined: boolean;
}

/** A path without its folders: `/usr/lib/libc.so.6` → `libc.so.6`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function moduleName(trace: Trace, module: ModuleId): string {
  return baseName(trace.strings.get(trace.modules.name.get(module)));
}

/** The function of a frame; where no symbol is known its place in the module, as debuggers write it. */
export function frameLabel(trace: Trace, frame: FrameId): string {
  const symbol = trace.strings.functionName(trace.frames.symbol.get(frame));
  if (symbol !== '') return symbol;
  const offset = trace.frames.offset.get(frame);
  const module = moduleName(trace, trace.frames.module.get(frame));
  // Formats that do not say where a module was loaded give addresses, beyond the size of any module.
  return module === '' || offset >= 2 ** 32 ? formatAddress(offset) : `${module}+${formatAddress(offset)}`;
}

/** The innermost function of a stack; empty where there is no stack. */
export function stackLabel(trace: Trace, stack: StackId): string {
  return stack === NONE ? '' : frameLabel(trace, trace.stacks.frame.get(stack));
}

/** `file:line` of a frame; empty when unknown. */
export function frameFile(trace: Trace, frame: FrameId): string {
  const file = trace.strings.get(trace.frames.file.get(frame));
  const line = trace.frames.line.get(frame);
  return file === '' || line === 0 ? file : `${file}:${String(line)}`;
}

export function frameText(trace: Trace, frame: FrameId): FrameText {
  return {
    frame,
    label: frameLabel(trace, frame),
    module: moduleName(trace, trace.frames.module.get(frame)),
    file: frameFile(trace, frame),
    isInlined: trace.frames.inlinedInto.get(frame) !== NONE,
  };
}

/** All frames of a stack, innermost first, with inlined functions as frames of their own. */
export function stackFrames(trace: Trace, stack: StackId): FrameText[] {
  const frames: FrameText[] = [];
  for (let node = stack; node !== NONE; node = trace.stacks.parent.get(node)) {
    const first = frames.length;
    for (let frame = trace.stacks.frame.get(node); frame !== NONE; frame = trace.frames.inlinedInto.get(frame)) {
      frames.push(frameText(trace, frame));
    }
    if (isInlinedNode(trace, node)) frames[first] = { ...frames[first], isInlined: true };
  }
  return frames;
}

/**
 * Text traces have no frames within frames: they write an inlined function as a node of its own, at the very address of
 * the function around it. A recursive call has the same frame there, not another one of the same address.
 */
function isInlinedNode(trace: Trace, node: StackId): boolean {
  const frame = trace.stacks.frame.get(node);
  const around = trace.stacks.frame.get(trace.stacks.parent.get(node));
  if (frame === around || frame === NONE || around === NONE) return false;
  const { module, offset } = trace.frames;
  const isPlaceKnown = module.get(frame) !== NONE && offset.get(frame) > 0;
  return isPlaceKnown && module.get(frame) === module.get(around) && offset.get(frame) === offset.get(around);
}
