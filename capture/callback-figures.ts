import { formatBytes, formatCount, formatShare } from '../src/base/format';
import { coverageReport, type CoverageReport } from '../src/core/analysis/coverage/coverage-report';
import type { SeenRequests } from '../src/core/analysis/coverage/coverage-answer';
import { rulesReport } from '../src/core/analysis/rules/rule-report';
import { responsibleModules } from '../src/core/analysis/responsible-module';
import { moduleName } from '../src/core/tables/code-names';
import { NONE, type BlockRow, type ModuleId } from '../src/core/tables/indices';
import type { ReadTrace } from '../src/formats/trace-reader';

/** What one recording says of its callbacks: the figures of docs/callbacks.md, as they are written there. */
export interface CallbackFigures {
  readonly peak: string;
  readonly seen: string;
  readonly seenOfDriver: string;
  readonly past: string;
  readonly pastWithTable: string;
  readonly pastWithoutTable: string;
  readonly pastOutside: string;
  readonly llvm: string;
  readonly llvmOutside: string;
  readonly llvmAtMost: string;
  readonly device: string;
  readonly compute: string;
  readonly graphics: string;
  readonly ignored: string;
}

export function callbackFigures(read: ReadTrace): CallbackFigures {
  const coverage = coverageReport(read.trace, read.meta);
  if (coverage === undefined) throw new Error('the recording is of no Vulkan program');
  const [withTable, withNull, without, outside] = coverage.plumbing;
  const past = coverage.plumbing.reduce((sum, { bytes }) => sum + bytes, 0);
  const requests = coverage.plumbing.reduce((sum, each) => sum + each.requests, 0);
  const llvm = coverage.byModule.find(({ module }) => module.startsWith('libLLVM'));
  const ofDriver = coverage.byModule.filter(({ module }) => /^lib(vulkan_|LLVM)/.test(module));
  const held = ofDriver.reduce((sum, { atPeak }) => sum + atPeak.all, 0);
  const seen = ofDriver.reduce((sum, { atPeak }) => sum + atPeak.callbacks, 0);
  const { all, callbacks } = coverage.atPeak;
  const ofPast = (bytes: number): string => `${formatBytes(bytes)} (${formatShare(bytes / past)})`;
  const llvmRequests = requestsOf(read, 'libLLVM');
  return {
    peak: formatBytes(all),
    seen: `${formatBytes(callbacks)} (${formatShare(callbacks / all)})`,
    seenOfDriver: `${formatBytes(seen)} of ${formatBytes(held)} (${formatShare(seen / held)})`,
    past: `${formatBytes(past)} in ${formatCount(requests)} requests`,
    pastWithTable: ofPast(withTable.bytes),
    pastWithoutTable: ofPast(withNull.bytes + without.bytes),
    pastOutside: ofPast(outside.bytes),
    llvm: formatCount(llvmRequests.all),
    llvmOutside: `${formatCount(llvmRequests.outside)} (${formatShare(llvmRequests.outside / llvmRequests.all)})`,
    llvmAtMost: formatBytes(llvm?.rawPeak.bytes ?? 0),
    device: pastText(coverage, 'vkCreateDevice'),
    compute: pastText(coverage, 'vkCreateComputePipelines'),
    graphics: pastText(coverage, 'vkCreateGraphicsPipelines'),
    ignored: ignoredTables(read),
  };
}

function pastText({ byCommand }: CoverageReport, name: string): string {
  const command: SeenRequests | undefined = byCommand.find(({ command: each }) => each === name);
  if (command === undefined) return 'not called';
  const { callbackRequests, callbackBytes, rawRequests, rawBytes } = command;
  const seen = `${formatBytes(callbackBytes)} in ${formatCount(callbackRequests)}`;
  return `${seen}; past them ${formatBytes(rawBytes)} in ${formatCount(rawRequests)}`;
}

/** Requests for which a module is responsible, and those of them with no call in progress on their thread. */
function requestsOf({ trace }: ReadTrace, module: string): { readonly all: number; readonly outside: number } {
  const responsible = responsibleModules(trace);
  const counts = { all: 0, outside: 0 };
  for (let row = 1; row < trace.blocks.length; row++) {
    const stack = trace.sites.stack.get(trace.blocks.site.get(row as BlockRow));
    if (!moduleName(trace, responsible[stack] as ModuleId).startsWith(module)) continue;
    counts.all++;
    if (trace.callRuns.at(trace.blocks.birth.get(row as BlockRow)) === NONE) counts.outside++;
  }
  return counts;
}

/** The creations in which a driver went past the table of the object, by VKM-38. */
function ignoredTables({ trace, meta }: ReadTrace): string {
  const { findings } = rulesReport(trace, meta);
  const commands = findings.filter(({ rule }) => rule === 'VKM-38').map(({ command }) => command);
  return [...new Set(commands)].sort().join(', ');
}

/** The table of docs/callbacks.md, one column a recording. */
export function callbackTable(columns: readonly (readonly [string, CallbackFigures])[]): string[][] {
  const row = (title: string, key: keyof CallbackFigures): string[] => [title, ...columns.map(([, of]) => of[key])];
  return [
    ['', ...columns.map(([title]) => title)],
    row('peak of all memory', 'peak'),
    row('… seen by the callbacks', 'seen'),
    row('… seen of what the driver and LLVM hold', 'seenOfDriver'),
    row('asked for past the callbacks, in all', 'past'),
    row('… inside a call that was given a table', 'pastWithTable'),
    row('… inside a call that takes none', 'pastWithoutTable'),
    row('… with no call in progress on the thread', 'pastOutside'),
    row('requests of LLVM', 'llvm'),
    row('… with no call in progress on the thread', 'llvmOutside'),
    row('LLVM’s memory at its most', 'llvmAtMost'),
    row('callbacks inside vkCreateDevice', 'device'),
    row('callbacks inside vkCreateComputePipelines', 'compute'),
    row('callbacks inside vkCreateGraphicsPipelines', 'graphics'),
    row('creations that went past their table (VKM-38)', 'ignored'),
  ];
}
