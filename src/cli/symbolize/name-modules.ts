import { availableParallelism } from 'node:os';
import type { ModulePlaces } from './code-place';
import type { FrameSurvey, TraceModule } from './frame-survey';
import { findModuleFile, type ModuleFile, type ModuleFolders } from './module-files';
import type { Symbolizer } from './symbolizer';

/** A module with places to name. */
export interface WantedModule {
  readonly module: TraceModule;
  /** Its numbers in the trace: a library may be loaded many times. */
  readonly ids: number[];
  readonly offsets: Set<number>;
}

/** How the names of one module were looked for. */
export interface ModuleOutcome {
  readonly module: TraceModule;
  readonly file: ModuleFile;
  /** Places that had no line, and how many of them were named. */
  readonly places: number;
  readonly named: number;
}

export interface NamedModules {
  /** What is at each offset, by number of the module. */
  readonly places: ReadonlyMap<number, ModulePlaces>;
  readonly modules: readonly ModuleOutcome[];
}

/** Names places in modules, several modules at a time: each has a process of its own. */
export async function nameModules(
  wanted: readonly WantedModule[],
  symbolizer: Symbolizer,
  folders: ModuleFolders,
): Promise<NamedModules> {
  const places = new Map<number, ModulePlaces>();
  const modules: ModuleOutcome[] = [];
  const waiting = [...wanted];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { module, ids, offsets } = next;
      const file = findModuleFile(module, folders);
      const known = file.kind === 'found' ? await symbolizer.places(file.path, file.elf, offsets) : undefined;
      if (known !== undefined) for (const id of ids) places.set(id, known);
      modules.push({ module, file, places: offsets.size, named: known?.size ?? 0 });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return { places, modules };
}

/** The modules of a trace in which places are to be named, each once however often it was loaded. */
export function wantedModules({ modules, wanted }: FrameSurvey): WantedModule[] {
  const byIdentity = new Map<string, WantedModule>();
  for (const [id, offsets] of wanted) {
    const module = modules[id];
    const identity = `${module.name}\t${module.buildId}`;
    const known = byIdentity.get(identity);
    if (known === undefined) byIdentity.set(identity, { module, ids: [id], offsets: new Set(offsets) });
    else {
      known.ids.push(id);
      for (const offset of offsets) known.offsets.add(offset);
    }
  }
  return [...byIdentity.values()].filter(({ offsets }) => offsets.size > 0);
}
