import { NONE, type ModuleId, type StackId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { modulesByName } from '../module-identity';

/** What the linker puts together: calls of one unit are intercepted together or not at all. */
export interface LinkUnits {
  /** The module (its first id) by unit; unit 0: not known. The last may stand for all that are too many. */
  readonly modules: readonly ModuleId[];
  /** Unit of the code that called the allocator, by stack. */
  readonly ofStack: Uint16Array;
}

/** Units told apart at most: what comes after them is one, under the name of the first of them. */
const MOST_UNITS = 1000;

/**
 * The link unit of a stack is the module of its innermost frame. A library that is linked statically is no unit: its
 * code belongs to the unit that it was called from, which is the next module outwards. Modules of one name are one.
 *
 * `staticModules`: first ids of the modules that are linked statically. A stack that lies wholly in them has no unit.
 */
export function linkUnits(trace: Trace, staticModules: ReadonlySet<ModuleId>): LinkUnits {
  const byName = modulesByName(trace);
  const modules: ModuleId[] = [NONE as ModuleId];
  const units = new Uint16Array(byName.length);
  const ofStack = new Uint16Array(Math.max(1, trace.stacks.length));
  for (let stack = 1; stack < ofStack.length; stack++) {
    const module = byName[trace.frames.module.get(trace.stacks.frame.get(stack as StackId))] as ModuleId;
    if (module === NONE) continue;
    if (staticModules.has(module)) {
      // A parent stands before its children.
      ofStack[stack] = ofStack[trace.stacks.parent.get(stack as StackId)];
      continue;
    }
    if (units[module] === 0) units[module] = modules.length <= MOST_UNITS ? modules.push(module) - 1 : MOST_UNITS;
    ofStack[stack] = units[module];
  }
  return { modules, ofStack };
}
