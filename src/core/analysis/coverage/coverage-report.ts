import { DOMAIN_KINDS } from '../../tables/domains';
import type { DomainId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { TraceMeta } from '../../tables/trace-meta';
import { moduleText } from '../groups';
import { CoverageStudy } from './coverage';
import type { CommandCoverage, Coverage, ModuleCoverage } from './coverage-answer';

/** The coverage with names in place of ids: `coverage` of `report --json`. */
export interface CoverageReport extends Omit<Coverage, 'byModule' | 'byCommand'> {
  readonly byModule: readonly (Omit<ModuleCoverage, 'module'> & { readonly module: string })[];
  /** `command` is empty where no command was in progress on the thread. */
  readonly byCommand: readonly (Omit<CommandCoverage, 'command'> & { readonly command: string })[];
}

/** Whether there is something to say of callbacks: a table of them was used, or commands were recorded that take one. */
export function concernsCallbacks({ domains, commands }: Trace): boolean {
  if (commands.count > 0) return true;
  for (let domain = 1 as DomainId; domain < domains.length; domain++) {
    if (DOMAIN_KINDS[domains.kind.get(domain)] === 'vk') return true;
  }
  return false;
}

/** undefined: the trace is of a program without Vulkan callbacks. */
export function coverageReport(trace: Trace, { totals }: TraceMeta): CoverageReport | undefined {
  if (!concernsCallbacks(trace)) return undefined;
  const study = new CoverageStudy(trace, totals);
  while (!study.step(Infinity));
  const coverage = study.coverage();
  return {
    ...coverage,
    byModule: coverage.byModule.map((row) => ({ ...row, module: moduleText(trace, row.module) })),
    byCommand: coverage.byCommand.map((row) => ({
      ...row,
      command: trace.strings.get(trace.commands.name.get(row.command)),
    })),
  };
}
