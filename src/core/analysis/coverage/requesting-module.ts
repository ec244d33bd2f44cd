import { DOMAIN_KINDS } from '../../tables/domains';
import { NONE, type ModuleId, type SiteId, type StackId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { modulesByName } from '../module-identity';
import { isRuntimeLibrary, responsibleModules } from '../responsible-module';
import { moduleName } from '../../tables/code-names';

/** 1 by site: its blocks came through Vulkan allocation callbacks. */
export function callbackSites(trace: Trace): Uint8Array {
  const vulkan = DOMAIN_KINDS.indexOf('vk');
  const flags = new Uint8Array(Math.max(1, trace.sites.length));
  for (let site = 1; site < flags.length; site++) {
    const domain = trace.sites.domain.get(site as SiteId);
    if (domain !== NONE && trace.domains.kind.get(domain) === vulkan) flags[site] = 1;
  }
  return flags;
}

/**
 * By site the module that asked for the memory. For callbacks that is not the application in which they lie, but the
 * module that called them: the first one outwards that is neither a runtime library nor the callback's own. Recorders
 * that leave the callback's own frame out have it innermost.
 */
export function requestingModules(trace: Trace): Uint32Array {
  const responsible = responsibleModules(trace);
  const byName = modulesByName(trace);
  const isCallback = callbackSites(trace);
  const modules = new Uint32Array(isCallback.length);
  const calledBack = new Set<ModuleId>();
  for (let site = 1; site < modules.length; site++) {
    const stack = trace.sites.stack.get(site as SiteId);
    modules[site] = responsible[stack];
    const own = responsible[stack] as ModuleId;
    if (isCallback[site] === 1 && isCalledBack(modulesOutwards(trace, stack, byName), own)) calledBack.add(own);
  }
  for (let site = 1; site < modules.length; site++) {
    const own = modules[site] as ModuleId;
    if (isCallback[site] === 0 || !calledBack.has(own)) continue;
    const outwards = modulesOutwards(trace, trace.sites.stack.get(site as SiteId), byName);
    modules[site] = outwards.find((module) => module !== own) ?? own;
  }
  return modules;
}

/** Whether a callback lies in `own`: it is where the stack begins, it called others, and it is where the stack ends. */
function isCalledBack(outwards: readonly ModuleId[], own: ModuleId): boolean {
  return outwards.at(-1) === own && outwards.some((module) => module !== own);
}

/** The modules of a stack's frames, innermost first, without runtime libraries. */
function modulesOutwards(trace: Trace, stack: StackId, byName: Uint32Array): ModuleId[] {
  const modules: ModuleId[] = [];
  for (let node = stack; node !== NONE; node = trace.stacks.parent.get(node)) {
    const module = byName[trace.frames.module.get(trace.stacks.frame.get(node))] as ModuleId;
    if (module !== NONE && !isRuntimeLibrary(moduleName(trace, module))) modules.push(module);
  }
  return modules;
}
