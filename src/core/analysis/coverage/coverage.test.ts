import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openShared, openText } from '../../../formats/testing/open-trace';
import { hasLargeTraces, hasSharedTraces } from '../../../formats/testing/shared-traces';
import type { ReadTrace } from '../../../formats/trace-reader';
import { moduleName } from '../../tables/code-names';
import { domainKind } from '../../tables/domain-names';
import type { BlockRow, EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { isRuntimeLibrary } from '../responsible-module';
import { CoverageStudy } from './coverage';
import type { Coverage } from './coverage-answer';

function coverageOf({ trace, meta }: ReadTrace): Coverage {
  const study = new CoverageStudy(trace, meta.totals);
  while (!study.step(777));
  return study.coverage();
}

/** Modules of a block's stack, innermost first. */
function modulesOf(trace: Trace, row: BlockRow): string[] {
  const modules: string[] = [];
  for (let node = trace.sites.stack.get(trace.blocks.site.get(row)); node !== 0; node = trace.stacks.parent.get(node)) {
    modules.push(moduleName(trace, trace.frames.module.get(trace.stacks.frame.get(node))));
  }
  return modules;
}

interface Counted {
  readonly callbacks: number;
  readonly all: number;
  readonly rawByModule: Readonly<Record<string, number>>;
}

/** What is live after `event`, counted block by block from what the definitions say. */
function recount({ trace }: ReadTrace, event: EventIndex): Counted {
  const { blocks, sites, domains } = trace;
  let [callbacks, all] = [0, 0];
  const rawByModule: Record<string, number> = {};
  for (let row = 1 as BlockRow; row < blocks.length; row++) {
    if (blocks.birth.get(row) > event || blocks.death.get(row) <= event) continue;
    const domain = sites.domain.get(blocks.site.get(row));
    const isCallback = domainKind(trace, domain) === 'vk';
    const isCounted = domains.backing.get(domain) === 0;
    if (isCallback) callbacks += trace.sizeOf(row);
    if (isCounted) all += trace.sizeOf(row);
    if (isCallback || !isCounted) continue;
    const modules = modulesOf(trace, row);
    const responsible = modules.find((module) => !isRuntimeLibrary(module)) ?? modules[0];
    rawByModule[responsible] = (rawByModule[responsible] ?? 0) + trace.sizeOf(row);
  }
  return { callbacks, all, rawByModule };
}

function rawByModule({ trace }: ReadTrace, { byModule }: Coverage, at: 'atPeak' | 'atEnd'): Record<string, number> {
  const held = byModule.map((each) => [moduleName(trace, each.module), each[at].all - each[at].callbacks] as const);
  return Object.fromEntries(held.filter(([, bytes]) => bytes > 0));
}

interface VulkanTruth {
  readonly peakBytes: number;
  readonly peakEvent: number;
  readonly byResponsibleModule: {
    readonly own_peak: Readonly<Record<string, number>>;
    readonly live_at_total_peak: Readonly<Record<string, number>>;
  };
  readonly vulkan: {
    readonly peakCallbackBytes: number;
    readonly perCommandBytes: Readonly<
      Record<string, { raw_calls: number; raw_bytes: number; cb_calls: number; cb_bytes: number }>
    >;
  };
}

function vulkanTruth(path: string): VulkanTruth {
  const file = `../shared/traces/${path.replace(/\.hgt\.zst$/, '.truth.json')}`;
  return JSON.parse(readFileSync(file, 'utf8')) as VulkanTruth;
}

const PROGRAM = `heapglass 1
m app
m loader.so
m driver.so
m libLLVM.so
f 1 1 allocate
f 2 2 vkCreatePipeline
f 3 3 compile
f 4 4 llvm
f 1 5 main
k 0 5
k 1 2
k 2 1
k 2 3
k 4 1
k 4 4
d libc 0 libc
d vk 0 callbacks
c vkCreatePipeline
@ 1
( 1 d2
+ 0x10 100 k3 d2 a8 v1
+ 0x20 50 k5 d2 a8 v1
+ 0x30 800 k4 d1
o 0 VkPipeline 0xa
)
@ 2
+ 0x40 5000 k6 d1
- 0x40
@ 1
( 1 d0
+ 0x50 8 k4 d1
)
( 1
+ 0x60 9 k4 d1
)
- 0x10 d2
`;

describe('coverage', () => {
  it('R-47 the visible peak stands beside the true one', () => {
    const { visiblePeak, truePeak, atPeak, atEnd } = coverageOf(openText(PROGRAM));
    expect(visiblePeak).toEqual({ bytes: 150, event: 1 });
    expect(truePeak).toEqual({ bytes: 5950, event: 4 });
    expect(atPeak).toEqual({ callbacks: 150, all: 5950 });
    expect(atEnd).toEqual({ callbacks: 50, all: 50 + 800 + 8 + 9 });
  });

  it('R-44 per command: what went through the callbacks and what went past them', () => {
    expect(coverageOf(openText(PROGRAM)).byCommand).toEqual([
      { command: 0, callbackRequests: 0, callbackBytes: 0, rawRequests: 1, rawBytes: 5000 },
      { command: 1, callbackRequests: 2, callbackBytes: 150, rawRequests: 3, rawBytes: 817 },
    ]);
  });

  it('per module: a callback counts for the module that called it, not for the application that it lies in', () => {
    const trace = openText(PROGRAM);
    const { byModule } = coverageOf(trace);
    const held = byModule.map(({ module, atPeak }) => [moduleName(trace.trace, module), atPeak.callbacks, atPeak.all]);
    expect(held).toEqual([
      ['libLLVM.so', 0, 5000],
      ['driver.so', 50, 850],
      ['loader.so', 100, 100],
    ]);
  });

  it('per module: nor does it where the callback’s own frame was not recorded', () => {
    const trace = openText(PROGRAM.replace(' k3 d2', ' k2 d2').replace(' k5 d2', ' k4 d2'));
    const { byModule } = coverageOf(trace);
    const held = byModule.map(({ module, atPeak }) => [moduleName(trace.trace, module), atPeak.callbacks]);
    expect(held).toEqual([
      ['libLLVM.so', 0],
      ['driver.so', 50],
      ['loader.so', 100],
    ]);
  });

  it('R-46 a module’s transient hump: its peak against what it holds at the end', () => {
    const { byModule } = coverageOf(openText(PROGRAM));
    expect(byModule[0]).toMatchObject({ rawPeak: { bytes: 5000, event: 4 }, atEnd: { all: 0 } });
  });

  it('R-45, R-49 what was in force where memory was taken past the callbacks', () => {
    expect(coverageOf(openText(PROGRAM)).plumbing).toMatchObject([
      { inForce: 'table', requests: 1, bytes: 800, atPeak: 800 },
      { inForce: 'null', requests: 1, bytes: 8, atPeak: 0 },
      { inForce: 'not-recorded', requests: 1, bytes: 9, atPeak: 0 },
      { inForce: 'no-command', requests: 1, bytes: 5000, atPeak: 5000 },
    ]);
  });

  it('a call that does not say its table has that of the call that it runs inside', () => {
    const nested = 'heapglass 1\nd libc 0 m\nd vk 0 t\nc outer\nc inner\n( 1 d2\n( 2\n+ 0x10 7 d1\n)\n)\n';
    expect(coverageOf(openText(nested)).plumbing[0]).toMatchObject({ inForce: 'table', bytes: 7 });
  });

  it('R-40 a request of the wrappers carries none of the four facts, one of a callback all four', () => {
    const { facts } = coverageOf(openText(PROGRAM));
    expect(facts.raw).toEqual({ requests: 4, table: 0, scope: 0, object: 0, alignment: 0 });
    expect(facts.callbacks).toEqual({ requests: 2, table: 2, scope: 2, object: 2, alignment: 2 });
  });

  it('R-50 ralloc contexts that carry a table would take their memory through it', () => {
    const ralloc = `heapglass 1
d libc 0 libc
d vk 0 callbacks
d ralloc 1 ralloc
+ 0x10 100 d2
+ 0x100 148 d1
+ 0x130 100 d3
+ 0x200 1000 d1
`;
    const { atPeak, atPeakWithRalloc } = coverageOf(openText(ralloc));
    expect(atPeak).toEqual({ callbacks: 100, all: 1248 });
    expect(atPeakWithRalloc).toEqual({ callbacks: 248, all: 1248 });
    expect(coverageOf(openText(PROGRAM)).atPeakWithRalloc).toBeUndefined();
  });

  it('an empty trace has nothing to see', () => {
    expect(coverageOf(openText('heapglass 1\n'))).toMatchObject({ atPeak: { callbacks: 0, all: 0 }, byModule: [] });
  });
});

const RECORDED = [
  'vulkan/lvp-compute-cold.hgt.zst',
  'vulkan/lvp-graphics.hgt.zst',
  'ralloc/ralloc-graphics.hgt.zst',
  ...(hasLargeTraces ? ['large/lvp-compute-uber.hgt.zst'] : []),
];

describe.skipIf(!hasSharedTraces)('coverage of recorded programs', () => {
  it.each(RECORDED)(
    'R-44, R-47 of %s is what the recorder counted and what the blocks say, to the byte',
    (path) => {
      const trace = openShared(path);
      const truth = vulkanTruth(path);
      const coverage = coverageOf(trace);
      const counted = recount(trace, trace.meta.totals.peakEvent);
      expect(coverage.truePeak).toEqual({ bytes: truth.peakBytes, event: truth.peakEvent });
      expect(coverage.visiblePeak.bytes).toBe(truth.vulkan.peakCallbackBytes);
      expect(coverage.atPeak).toEqual({ callbacks: counted.callbacks, all: counted.all });
      expect(rawByModule(trace, coverage, 'atPeak')).toEqual(counted.rawByModule);
      const named = new Map(
        coverage.byCommand.map((each) => [trace.trace.strings.get(trace.trace.commands.name.get(each.command)), each]),
      );
      for (const [name, command] of Object.entries(truth.vulkan.perCommandBytes)) {
        expect(named.get(name), name).toMatchObject({
          rawRequests: command.raw_calls,
          rawBytes: command.raw_bytes,
          callbackRequests: command.cb_calls,
          callbackBytes: command.cb_bytes,
        });
      }
    },
    120_000,
  );

  // The recorder's figures by module leave mmap out, which decides where the peak of the graphics programs is.
  it.each(RECORDED.filter((path) => path.includes('compute')))(
    'R-46 holders of %s are the recorder’s',
    (path) => {
      const trace = openShared(path);
      const { byResponsibleModule } = vulkanTruth(path);
      const coverage = coverageOf(trace);
      // It holds the application, in which the callbacks lie, responsible for their bytes.
      const { vkapp, ...others } = byResponsibleModule.live_at_total_peak;
      expect(rawByModule(trace, coverage, 'atPeak')).toEqual(others);
      expect(coverage.atPeak.callbacks).toBe(vkapp);
      for (const { module, rawPeak } of coverage.byModule.filter((each) => each.rawPeak.bytes > 0)) {
        const name = moduleName(trace.trace, module);
        expect([name, rawPeak.bytes]).toEqual([name, byResponsibleModule.own_peak[name]]);
      }
    },
    120_000,
  );

  it('R-44 no pipeline of lavapipe has half of its memory seen', () => {
    const trace = openShared('vulkan/lvp-graphics.hgt.zst');
    const name = 'vkCreateGraphicsPipelines';
    const of = coverageOf(trace).byCommand.find(
      ({ command }) => trace.trace.strings.get(trace.trace.commands.name.get(command)) === name,
    );
    const truth = vulkanTruth('vulkan/lvp-graphics.hgt.zst').vulkan.perCommandBytes[name];
    expect(of?.callbackBytes).toBe(truth.cb_bytes);
    expect(truth.cb_bytes / (truth.cb_bytes + truth.raw_bytes)).toBeLessThan(0.5);
  });

  it('the callbacks see about one part in a hundred of what driver and LLVM hold; the rest is the loader’s', () => {
    const trace = openShared('vulkan/lvp-compute-cold.hgt.zst');
    const { byModule, atPeak } = coverageOf(trace);
    const of = (name: string) => byModule.find(({ module }) => moduleName(trace.trace, module) === name)?.atPeak;
    const [driver, llvm, loader] = ['libvulkan_lvp.so', 'libLLVM-15.so.1', 'libvulkan.so.1'].map(of);
    const seen = (driver?.callbacks ?? 0) + (llvm?.callbacks ?? 0);
    const held = (driver?.all ?? 0) + (llvm?.all ?? 0);
    expect(seen / held).toBeCloseTo(0.01, 2);
    expect((loader?.callbacks ?? 0) / atPeak.callbacks).toBeCloseTo(0.98, 2);
  });

  it('R-45 LLVM’s memory is taken on the driver’s queue thread, where no command is in progress', () => {
    const trace = openShared('vulkan/lvp-compute-cold.hgt.zst');
    const { byModule, plumbing, facts } = coverageOf(trace);
    const llvm = byModule.find(({ module }) => moduleName(trace.trace, module) === 'libLLVM-15.so.1');
    expect(llvm?.callbackRequests).toBe(0);
    expect(plumbing.find(({ inForce }) => inForce === 'no-command')?.atPeak).toBeGreaterThan(llvm?.atPeak.all ?? 0);
    // These recordings do not hold which table a caller passed.
    expect(plumbing.slice(0, 2)).toMatchObject([{ requests: 0 }, { requests: 0 }]);
    expect(facts.raw).toMatchObject({ table: 0, scope: 0 });
  });

  it('of a leaked pipeline the callbacks show 5 696 bytes, the driver holds 482 368 beside them', () => {
    const [leaking, clean] = ['faults/lvp-fault-leak-pipeline.hgt.zst', 'vulkan/lvp-compute-cold.hgt.zst'].map(
      (path) => {
        const trace = openShared(path);
        const coverage = coverageOf(trace);
        return { callbacks: coverage.atEnd.callbacks, raw: rawByModule(trace, coverage, 'atEnd')['libvulkan_lvp.so'] };
      },
    );
    expect(leaking.callbacks - clean.callbacks).toBe(5696);
    expect(leaking.raw - clean.raw).toBe(482_368);
  });

  it('R-50 with ralloc on callbacks coverage rises by what its contexts hold, and LLVM’s part stays as it is', () => {
    const trace = openShared('ralloc/ralloc-graphics.hgt.zst');
    const { atPeak, atPeakWithRalloc } = coverageOf(trace);
    const gained = (atPeakWithRalloc?.callbacks ?? 0) - atPeak.callbacks;
    const { trace: tables, meta } = trace;
    let held = 0;
    for (let row = 1 as BlockRow; row < tables.blocks.length; row++) {
      const isLive =
        tables.blocks.birth.get(row) <= meta.totals.peakEvent && tables.blocks.death.get(row) > meta.totals.peakEvent;
      // A ralloc block lies 48 bytes into its malloc block.
      if (isLive && domainKind(tables, tables.sites.domain.get(tables.blocks.site.get(row))) === 'ralloc')
        held += tables.sizeOf(row) + 48;
    }
    expect(gained).toBeGreaterThan(0);
    expect(Math.abs(gained - held)).toBeLessThanOrEqual(held * 0.01);
    expect(atPeakWithRalloc?.all).toBe(atPeak.all);
  });
});

describe.skipIf(!hasLargeTraces)('coverage of one large shader', () => {
  it('R-46 LLVM holds 119.8 of 144.3 MB at the peak, and almost nothing at the end', () => {
    const trace = openShared('large/lvp-compute-uber.hgt.zst');
    const { byModule, truePeak } = coverageOf(trace);
    const llvm = byModule[0];
    expect(moduleName(trace.trace, llvm.module)).toBe('libLLVM-15.so.1');
    expect([llvm.atPeak.all, truePeak.bytes]).toEqual([119_787_562, 144_318_424]);
    expect(llvm.atEnd.all / llvm.atPeak.all).toBeLessThan(0.002);
  }, 120_000);
});
