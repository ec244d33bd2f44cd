import { baseName } from '../../core/tables/code-names';
import { formatAddress } from '../../base/format';
import type { TraceModule } from '../symbolize/frame-survey';
import { nameModules, type WantedModule } from '../symbolize/name-modules';
import { Symbolizer } from '../symbolize/symbolizer';
import type { FailRun, RefusedFrame } from './fail-outcome';

/** A run with the stack of its first refused request, innermost first: `function` or `function file:line`. */
export interface NamedRun extends FailRun {
  readonly stack: readonly string[];
  /** The place that asked: the innermost outside of libraries that serve others. Empty without a stack. */
  readonly asker: string;
}

/** Modules that ask for memory on behalf of their callers. */
const LIBRARY = /^(libc|libstdc\+\+|libgcc_s|libm|ld-linux[\w-]*|libheapglass\w*)\b/;

/** Names the stacks of all runs at once: their frames are mostly the same. */
export async function namedRuns(runs: readonly FailRun[]): Promise<NamedRun[]> {
  const wanted = new Map<string, WantedModule>();
  for (const { module, offset } of runs.flatMap(({ refused }) => refused?.frames ?? [])) {
    const key = moduleKey(module);
    const entry = wanted.get(key) ?? { module, ids: [wanted.size], offsets: new Set<number>() };
    entry.offsets.add(offset);
    wanted.set(key, entry);
  }
  const symbolizer = Symbolizer.find();
  const named =
    symbolizer === undefined
      ? undefined
      : await nameModules([...wanted.values()], symbolizer, { sysroot: undefined, debug: [] });
  const frameNames = (frame: RefusedFrame): string[] => {
    const id = wanted.get(moduleKey(frame.module))?.ids[0] ?? -1;
    const places = named?.places.get(id)?.get(frame.offset);
    return places?.map(({ symbol, file }) => (file === '' ? symbol : `${symbol} ${file}`)) ?? [bareName(frame)];
  };
  return runs.map((run) => {
    const frames = run.refused?.frames ?? [];
    const asker = frames.find(({ module }) => !LIBRARY.test(baseName(module.name))) ?? frames.at(0);
    return { ...run, stack: frames.flatMap(frameNames), asker: asker === undefined ? '' : frameNames(asker)[0] };
  });
}

function moduleKey({ name, buildId }: TraceModule): string {
  return `${name}\t${buildId}`;
}

function bareName({ module, offset, symbol }: RefusedFrame): string {
  return symbol === '' ? `${baseName(module.name)}+${formatAddress(offset)}` : symbol;
}
