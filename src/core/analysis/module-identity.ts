import type { ModuleId, StringId } from '../tables/indices';
import type { Trace } from '../tables/trace';

/** By module id the first module of the same name: a library that was unloaded and loaded again is one. */
export function modulesByName(trace: Trace): Uint32Array {
  const first = new Uint32Array(Math.max(1, trace.modules.length));
  const byName = new Map<StringId, number>();
  for (let module = 1; module < first.length; module++) {
    const name = trace.modules.name.get(module as ModuleId);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, module);
    first[module] = known ?? module;
  }
  return first;
}
