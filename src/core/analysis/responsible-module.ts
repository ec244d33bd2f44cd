import { baseName } from '../tables/code-names';
import { NONE, type FrameId, type ModuleId, type StackId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { modulesByName } from './module-identity';

/** Libraries that allocate on someone else's behalf: libstdc++, libc, libgcc_s, libm and the dynamic loader. */
const RUNTIME_LIBRARY = /^(?:(?:libstdc\+\+|libc|libgcc_s|libm)(?:-[\d.]+)?\.so(?:\.|$)|ld(?:-[\w.-]+)?\.so(?:\.|$))/;

export function isRuntimeLibrary(module: string): boolean {
  return RUNTIME_LIBRARY.test(baseName(module));
}

/**
 * By stack, the *responsible module*: that of the innermost frame that lies in no runtime library; where every frame
 * does, the module of the innermost frame. Modules of one name stand for one, by its first id. NONE: no module known.
 */
export function responsibleModules(trace: Trace): Uint32Array {
  const { stacks, frames } = trace;
  const first = modulesByName(trace);
  const isRuntime = runtimeFlags(trace);
  const responsible = new Uint32Array(Math.max(1, stacks.length));
  // Whether the stack's answer is a real one, rather than the fallback for stacks within runtime libraries.
  const isFound = new Uint8Array(responsible.length);
  for (let stack = 1; stack < stacks.length; stack++) {
    const frame: FrameId = stacks.frame.get(stack as StackId);
    const module = frames.module.get(frame);
    const parent = stacks.parent.get(stack as StackId);
    if (module !== NONE && isRuntime[module] === 0) {
      responsible[stack] = first[module];
      isFound[stack] = 1;
    } else {
      responsible[stack] = isFound[parent] === 1 || module === NONE ? responsible[parent] : first[module];
      isFound[stack] = isFound[parent];
    }
  }
  return responsible;
}

function runtimeFlags(trace: Trace): Uint8Array {
  const flags = new Uint8Array(Math.max(1, trace.modules.length));
  for (let module = 1; module < flags.length; module++) {
    flags[module] = isRuntimeLibrary(trace.strings.get(trace.modules.name.get(module as ModuleId))) ? 1 : 0;
  }
  return flags;
}
