import { formatCount } from '../../base/format';
import { baseName } from '../../core/tables/code-names';
import { printable } from '../printable';
import type { ModuleOutcome } from './name-modules';
import type { SymbolizeOutcome } from './symbolize';

/** What was named, and which modules were not and why: lines for a person, the sum first. */
export function outcomeLines(outcome: SymbolizeOutcome): string[] {
  const { named, frames, output, packing, modules, damage } = outcome;
  const sum = `${formatCount(named)} of ${formatCount(frames)} frames named in ${output}.`;
  const repacked = 'The zstd program is not installed: the file is packed with gzip, which is opened just as well.';
  const unchecked = modules.filter(({ file, named: count }) => file.kind === 'found' && !file.isChecked && count > 0);
  return [
    sum,
    ...[...modules].sort((a, b) => b.places - a.places).flatMap(moduleLine),
    ...(unchecked.length === 0 ? [] : [uncheckedLine(unchecked)]),
    ...(packing.used === packing.wanted ? [] : [repacked]),
    ...(damage === undefined ? [] : [damage]),
  ].map(printable);
}

function moduleLine({ module, file, places, named }: ModuleOutcome): string[] {
  const frames = `${formatCount(places)} ${places === 1 ? 'frame' : 'frames'}`;
  const name = module.name === '' ? 'A module without a name' : module.name;
  switch (file.kind) {
    case 'absent':
      return [`${name}: no file of it was found; ${frames} left as they are (--sysroot, --debug).`];
    case 'other-build':
      return [
        `${name}: ${file.path} is another build (${file.buildId === '' ? 'without a build id' : `build id ${file.buildId}`}, ` +
          `the trace says ${module.buildId}); ${frames} left as they are.`,
      ];
    case 'found':
      return named < places
        ? [`${name}: ${formatCount(places - named)} of ${frames} have no name in ${file.path}.`]
        : [];
  }
}

function uncheckedLine(modules: readonly ModuleOutcome[]): string {
  const names = modules.map(({ module }) => baseName(module.name)).join(', ');
  return `Without a build id in the trace nothing could be checked for ${names}: the names hold if the files are the same.`;
}
