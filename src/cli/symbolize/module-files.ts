import { join, resolve } from 'node:path';
import { baseName } from '../../core/tables/code-names';
import type { TraceModule } from './frame-survey';
import { readElf, type ElfFacts } from './elf';

/** Where files of modules are looked for. */
export interface ModuleFolders {
  /** Stands for `/` of the machine that the trace was recorded on; undefined: this machine's. */
  readonly sysroot: string | undefined;
  /** Folders of debug files besides those of the system, by build id (`.build-id/ab/cdef.debug`). */
  readonly debug: readonly string[];
}

/** What was found for a module. */
export type ModuleFile =
  | { readonly kind: 'found'; readonly path: string; readonly elf: ElfFacts; readonly isChecked: boolean }
  /** A file of that name is there, of another build. */
  | { readonly kind: 'other-build'; readonly path: string; readonly buildId: string }
  | { readonly kind: 'absent' };

const SYSTEM_DEBUG_FOLDER = '/usr/lib/debug';

/**
 * The file that best names the code of a module: debug files by build id first, then the module itself. A file whose
 * build id is not the module's is never taken; without a build id in the trace the path alone decides.
 */
export function findModuleFile(module: TraceModule, folders: ModuleFolders): ModuleFile {
  let other: ModuleFile = { kind: 'absent' };
  for (const path of [...debugFiles(module.buildId, folders), ...ownFiles(module.name, folders)]) {
    const elf = readElf(path);
    if (elf === undefined) continue;
    if (module.buildId === '' || elf.buildId === module.buildId) {
      return { kind: 'found', path, elf, isChecked: module.buildId !== '' };
    }
    if (other.kind === 'absent') other = { kind: 'other-build', path, buildId: elf.buildId };
  }
  return other;
}

function debugFiles(buildId: string, { sysroot, debug }: ModuleFolders): string[] {
  if (!/^[0-9a-f]{4,}$/.test(buildId)) return [];
  const roots = [...debug, ...(sysroot === undefined ? [] : [join(sysroot, SYSTEM_DEBUG_FOLDER)]), SYSTEM_DEBUG_FOLDER];
  const name = join('.build-id', buildId.slice(0, 2), buildId.slice(2));
  return roots.flatMap((root) => [join(root, `${name}.debug`), join(root, name)]).map((path) => resolve(path));
}

/** The module's own file: at its path, or beside others of its name in the folders given. */
function ownFiles(name: string, { sysroot, debug }: ModuleFolders): string[] {
  if (name === '' || name.includes('\0') || name.startsWith('[')) return [];
  const flat = [...(sysroot === undefined ? [] : [sysroot]), ...debug].map((folder) => join(folder, baseName(name)));
  // A path of the trace never leads out of the folder that stands for the root.
  const own = sysroot === undefined ? (name.includes('/') ? [name] : []) : [join(sysroot, join('/', name))];
  return [...own, ...flat].map((path) => resolve(path));
}
