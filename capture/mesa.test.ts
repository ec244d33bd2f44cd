import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverageReport, type CoverageReport } from '../src/core/analysis/coverage/coverage-report';
import { report } from '../src/core/analysis/report';
import { rulesReport } from '../src/core/analysis/rules/rule-report';
import { responsibleModules } from '../src/core/analysis/responsible-module';
import { moduleName } from '../src/core/tables/code-names';
import { DOMAIN_KINDS } from '../src/core/tables/domains';
import type { BlockRow, CallId, ModuleId } from '../src/core/tables/indices';
import { readBytes } from '../src/formats/testing/read-bytes';
import type { ReadTrace } from '../src/formats/trace-reader';
import { temporaryFolder } from './compile';
import { buildMesaKit, missingFor, type MesaKit } from './mesa';
import { MESA_RECORDINGS, missingToRecord, recordMesa, type MesaRecording } from './mesa-recordings';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

function open(path: string): ReadTrace {
  const result = readBytes(readFileSync(path));
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

function coverageOf({ trace, meta }: ReadTrace): CoverageReport {
  const coverage = coverageReport(trace, meta);
  if (coverage === undefined) throw new Error('no callbacks are in the trace');
  return coverage;
}

/** Of each command of a call: its name. Sorted, as they come. */
function commandsOf({ trace }: ReadTrace): string[] {
  const { calls, commands, strings } = trace;
  const names = new Set<string>();
  for (let call = 1; call < calls.length; call++) {
    names.add(strings.get(commands.name.get(calls.command.get(call as CallId))));
  }
  return [...names].sort();
}

/** Requests of modules whose name begins so, by command in progress; '': none. */
function requestsByCommand({ trace }: ReadTrace, module: string): Map<string, number> {
  const responsible = responsibleModules(trace);
  const counts = new Map<string, number>();
  for (let row = 1; row < trace.blocks.length; row++) {
    const site = trace.blocks.site.get(row as BlockRow);
    if (DOMAIN_KINDS[trace.domains.kind.get(trace.sites.domain.get(site))] === 'vk') continue;
    if (!moduleName(trace, responsible[trace.sites.stack.get(site)] as ModuleId).startsWith(module)) continue;
    const call = trace.callRuns.at(trace.blocks.birth.get(row as BlockRow));
    const command = call === 0 ? '' : trace.strings.get(trace.commands.name.get(trace.calls.command.get(call)));
    counts.set(command, (counts.get(command) ?? 0) + 1);
  }
  return counts;
}

const missing = missingFor('lavapipe') ?? missingFor('radv');
const without = missing === undefined ? '' : ` (skipped: ${missing})`;

describe.skipIf(missing !== undefined)(`Mesa’s drivers, recorded here${without}`, () => {
  let kit: MesaKit;
  const made = new Map<MesaRecording, ReadTrace>();
  const recorded = (recording: MesaRecording): ReadTrace => {
    const read = made.get(recording) ?? open(recordMesa(kit, recording));
    made.set(recording, read);
    return read;
  };
  beforeAll(() => {
    kit = buildMesaKit(folder.path);
  }, 60_000);

  it.each(MESA_RECORDINGS.filter((recording) => missingToRecord(recording) === undefined))(
    '%s has the shape of the sample in the gallery',
    (recording) => {
      const [here, sample] = [recorded(recording), open(`public/samples/${recording}.hgt.zst`)];
      const figures = report(here.trace, here.meta);
      expect(figures).toMatchObject({ skipped: {}, faults: [], unknownFrees: 0 });
      expect(commandsOf(here)).toEqual(commandsOf(sample));
      const domains = ({ trace, meta }: ReadTrace): string[] =>
        report(trace, meta).byDomain.map(({ kind, name }) => `${kind} ${name}`).sort(); // prettier-ignore
      expect(domains(here)).toEqual(domains(sample));
      const rules = ({ trace, meta }: ReadTrace): string[] =>
        rulesReport(trace, meta).broken.map(({ id, bySeverity }) => `${id} ${bySeverity.error}`);
      expect(rules(here)).toEqual(rules(sample));
      const shares = (read: ReadTrace): number[] => {
        const { atPeak, plumbing } = coverageOf(read);
        const past = plumbing.reduce((sum, { bytes }) => sum + bytes, 0);
        return [atPeak.callbacks / atPeak.all, ...plumbing.map(({ bytes }) => bytes / past)];
      };
      const [ofHere, ofSample] = [shares(here), shares(sample)];
      for (const [i, share] of ofHere.entries()) expect(Math.abs(share - (ofSample[i] ?? NaN))).toBeLessThan(0.1);
    },
  );

  it('on lavapipe LLVM compiles where no call is in progress', () => {
    const requests = requestsByCommand(recorded('lvp-recorded'), 'libLLVM');
    const all = [...requests.values()].reduce((sum, count) => sum + count, 0);
    expect((requests.get('') ?? 0) / all).toBeGreaterThan(0.9);
    // What it asks for in calls are the tables that the library makes as it is loaded.
    expect([...requests.keys()].filter((command) => /Pipelines|Queue|Cmd/.test(command))).toEqual([]);
  });

  it('on RADV the compiler takes its memory inside the creation of pipelines, with a table in force', () => {
    const read = recorded('radv-recorded');
    const requests = requestsByCommand(read, 'libvulkan_radeon');
    const compute = coverageOf(read).byCommand.find(({ command }) => command === 'vkCreateComputePipelines');
    expect(compute?.callbackRequests).toBeLessThan(10);
    expect(compute?.rawRequests).toBeGreaterThan(1000);
    expect(requests.get('vkCreateComputePipelines')).toBeGreaterThan(1000);
    expect(requests.get('') ?? 0).toBe(0);
    const { calls, commands, strings, domains } = read.trace;
    const creation = Array.from({ length: calls.length - 1 }, (_, i) => (i + 1) as CallId).find(
      (call) => strings.get(commands.name.get(calls.command.get(call))) === 'vkCreateComputePipelines',
    );
    if (creation === undefined) throw new Error('no compute pipeline was created');
    expect(strings.get(domains.name.get(calls.table.get(creation)))).toBe('table of pipelines and shaders');
  });

  it('VKM-38: lavapipe’s pipelines ignore the pAllocator that they were given', () => {
    const { trace, meta } = recorded('lvp-recorded');
    const ignored = rulesReport(trace, meta).findings.filter(({ rule }) => rule === 'VKM-38');
    for (const command of ['vkCreateComputePipelines', 'vkCreateGraphicsPipelines']) {
      expect(ignored.find((finding) => finding.command === command)).toMatchObject({
        ...{ severity: 'warning', domain: 'table of the device', idiom: 'pipeline-table' },
      });
    }
  });
});
