import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount } from '../../../base/format';
import { bytesOf } from '../../../base/wording';
import { openShared, openText } from '../../../formats/testing/open-trace';
import { hasLargeTraces, hasSharedTraces } from '../../../formats/testing/shared-traces';
import type { ReadTrace } from '../../../formats/trace-reader';
import { stackFrames } from '../../tables/code-names';
import { domainKind } from '../../tables/domain-names';
import type { BlockRow, EventIndex, ObjectId, StackId } from '../../tables/indices';
import type { Finding } from '../answers';
import { coverageReport } from '../coverage/coverage-report';
import { LiveBlocks } from '../live-blocks';
import { SiteTotals } from '../site-totals';
import { findFindings } from './findings';

function findingsOf({ trace, meta }: ReadTrace): readonly Finding[] {
  const totals = new SiteTotals(trace, meta.totals.peakEvent);
  while (!totals.step(1e6));
  const steps = findFindings({ trace, meta, live: new LiveBlocks(trace), totals });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const said = (opened: ReadTrace) => findingsOf(opened).map(({ severity, id, text }) => `${severity} ${id}: ${text}`);
const textOf = (opened: ReadTrace, id: Finding['id']) => findingsOf(opened).find((finding) => finding.id === id)?.text;

const VULKAN = `heapglass 1
d vk 0 callbacks
c vkCreatePipeline
c vkDestroyDevice
( 1
+ 0x10 100 d1 v3
o 0 VkDevice 0xd
)
( 1
+ 0x20 2048 d1 v1
o 1 VkPipeline 0xa
)
`;

describe('findings', () => {
  it('name the object that was never destroyed though its parent was', () => {
    const leaked = `${VULKAN}( 2\n- 0x10 d1\nO 1\n)\n`;
    expect(said(openText(leaked))[0]).toBe(
      'error outlived: 1 block (2.00 KiB) outlived its owner: VkPipeline 0xa was never destroyed, though its VkDevice was.',
    );
  });

  it('do not call a leak what a running program holds, or what was destroyed in order', () => {
    expect(textOf(openText(VULKAN), 'outlived')).toBeUndefined();
    expect(textOf(openText(`${VULKAN}- 0x20 d1\nO 2\n- 0x10 d1\nO 1\n`), 'outlived')).toBeUndefined();
  });

  it('name accesses that miss their block, and none that keep to it', () => {
    const trace = 'heapglass 1\n+ 0x1000 64\n+ 0x2000 32\nr 0x1000 64\nw 0x1038 16\n- 0x2000\nr 0x2018 8\nr 0x1fff 1\n';
    expect(textOf(openText(trace), 'accesses')).toBe(
      '3 accesses miss their block; the first at event 3, a write of 16 B behind a block of 64 B.',
    );
    const freed = 'heapglass 1\n+ 0x2000 32\n- 0x2000\nr 0x2018 8\n';
    expect(textOf(openText(freed), 'accesses')).toBe(
      '1 access misses its block; the first at event 2, a read of 8 B in a freed block of 32 B.',
    );
    expect(textOf(openText('heapglass 1\n+ 0x1000 64\nr 0x1000 64\nw 0x900000 8\n'), 'accesses')).toBeUndefined();
  });

  it('name memory of COMMAND scope that outlived its command', () => {
    const kept =
      'heapglass 1\nd vk 0 callbacks\nc vkCmdDraw\n( 1\n+ 0x10 8 d1 v0\n+ 0x20 8 d1 v0\n- 0x10 d1\n)\nn x\n- 0x20 d1\n';
    expect(said(openText(kept))[0]).toBe(
      'error outlived: 1 block (8 B) outlived its owner: the command that they were taken for had returned.',
    );
  });

  it('name what outlived its context', () => {
    const kept = 'heapglass 1\nd ralloc 0\nx 0 1 shader\n+ 0x10 8 d1 x1\n+ 0x20 16 d1 x1\n- 0x10\nX 1\n- 0x20\n';
    expect(textOf(openText(kept), 'outlived')).toContain('1 block (16 B) outlived its owner: the context shader');
  });

  it('hold faults for errors, but not frees of what was taken before the recording began', () => {
    expect(said(openText('heapglass 1\n+ 0x10 1\n- 0x10\n- 0x10\n- 0x99\n'))[0]).toBe(
      'error faults: 1 double free and 1 free of an address where nothing was live; the first at event 2.',
    );
    expect(said(openText('heapglass 1\nh attached at frame 3\n- 0x99\n'))[0]).toMatch(/^information faults: 1 free/);
  });

  it('name the few blocks that pin what was full at the peak, as long as they do', () => {
    const drained =
      'heapglass 1\n+ 0x1000000 16\n+ 0x1000010 2097152\n+ 0x1200010 16\n- 0x1000010\n+ 0x1100000 8\nn x\n';
    expect(textOf(openText(drained), 'footprint')).toBe(
      'After the peak, from event 3 to 5, 2 to 3 blocks (32 B to 40 B) still lie across 2.00 MiB of the recorded heap ' +
        'and may keep that memory from the system.',
    );
    expect(textOf(openText(`${drained}- 0x1200010\n`), 'footprint')).toContain('from event 3 to 5, ');
    expect(textOf(openText(drained.replace('- 0x1000010', 'n y')), 'footprint')).toBeUndefined();
  });

  const UNREACHED = `heapglass 1
d libc 0 malloc
d vk 0 callbacks
c vkCreateDevice
m libdrv.so
f 1 0 work
k 0 1
T 7 worker
@ 1
( 1
+ 0x10 1024 d2 v3
+ 0x1000 1024 d1 k1
@ 7
+ 0x2000 64 d1 k1
- 0x2000 d1
+ 0x3000 3072 d1 k1
@ 1
)
`;

  it('say how much of what callbacks do not see no pAllocator could have reached', () => {
    expect(textOf(openText(UNREACHED), 'unreached')).toBe(
      '3.00 KiB (75 %) of what the Vulkan callbacks did not see at the peak was taken with no command in progress on ' +
        'its thread, out of reach of any pAllocator: 100 % by libdrv.so, 100 % on worker 7; 2 requests for 3.06 KiB in all.',
    );
  });

  it('keep that to themselves where it is little, where no command was recorded, and where there are no callbacks', () => {
    const without = (line: string, instead = ''): string => UNREACHED.replaceAll(line, instead);
    expect(textOf(openText(without('0x3000 3072', '0x3000 100')), 'unreached')).toBeUndefined();
    expect(textOf(openText(without('c vkCreateDevice\n').replace('( 1\n', '').replace(')\n', '')), 'unreached')).toBeUndefined(); // prettier-ignore
    expect(textOf(openText(without('d vk 0 callbacks', 'd cxx 0 new')), 'unreached')).toBeUndefined();
  });

  it('say what a format does not record', () => {
    const heaptrack = openText('v 10400 3\nX app\ns 3 app\ni 10 1\nt 1 0\na 40 1\n+ 0\n');
    expect(textOf(heaptrack, 'unknown')).toContain('does not tell where blocks lay, which of several equal blocks');
  });

  it('are at most five, errors first', () => {
    const severities = findingsOf(openText(`${VULKAN}O 1\n- 0x99\n`)).map((finding) => finding.severity);
    expect(severities.length).toBeLessThanOrEqual(5);
    expect(severities).toEqual([...severities].sort());
  });
});

const GALLERY = [
  'vulkan/lvp-compute-cold.hgt.zst',
  'vulkan/lvp-graphics.hgt.zst',
  'ralloc/ralloc-gc-compute.hgt.zst',
  'faults/fault-mismatch.hgt.zst',
  'faults/fault-overflow.hgt.zst',
  'faults/lvp-fault-leak-pipeline.hgt.zst',
  'malloc/sqlite.hgt.zst',
  ...(hasLargeTraces ? ['large/lvp-compute-uber.hgt.zst', 'large/ht-lavapipe-uber.zst'] : []),
];
const RUNTIME = ['libstdc++.so.6', 'libc.so.6', 'libgcc_s.so.1', 'libm.so.6', 'ld-linux-x86-64.so.2'];

/** Rows that count, live after `event`: straight from the definition. */
function* liveRows({ trace }: ReadTrace, event: number): Generator<BlockRow> {
  const { blocks, sites, domains } = trace;
  for (let row = 1 as BlockRow; row < blocks.length; row++) {
    const isLive = blocks.birth.get(row) <= event && event < blocks.death.get(row);
    if (isLive && domains.backing.get(sites.domain.get(blocks.site.get(row))) === 0) yield row;
  }
}

function peakAgain(opened: ReadTrace): { held: Map<string, number>; callbacks: number } {
  const { trace } = opened;
  const held = new Map<string, number>();
  let callbacks = 0;
  for (const row of liveRows(opened, opened.meta.totals.peakEvent)) {
    const site = trace.blocks.site.get(row);
    const modules = stackFrames(trace, trace.sites.stack.get(site)).flatMap(({ module }) =>
      module === '' ? [] : [module],
    );
    const module = modules.find((name) => !RUNTIME.includes(name)) ?? modules.at(0) ?? 'unknown module';
    held.set(module, (held.get(module) ?? 0) + trace.sizeOf(row));
    if (domainKind(trace, trace.sites.domain.get(site)) === 'vk') callbacks += trace.sizeOf(row);
  }
  return { held, callbacks };
}

/** Who allocated and who released, by the innermost frames: with neither the C library's contract nor generated code. */
function crossingsAgain({ trace }: ReadTrace): (readonly [string, number])[] {
  const { blocks, sites } = trace;
  const moduleOfStack = new Map<number, string>();
  const moduleOf = (stack: StackId): string => {
    const known = moduleOfStack.get(stack) ?? stackFrames(trace, stack).at(0)?.module ?? '';
    moduleOfStack.set(stack, known);
    return known;
  };
  const counts = new Map<string, number>();
  for (let row = 1 as BlockRow; row < blocks.length; row++) {
    const [allocated, released] = [sites.stack.get(blocks.site.get(row)), blocks.releaseStack.get(row)];
    if (allocated === 0 || released === 0) continue;
    const [from, to] = [moduleOf(allocated), moduleOf(released)];
    if (from === to || from === '' || to === '' || from.startsWith('libc.') || to === 'jit') continue;
    counts.set(`from ${from} in ${to}`, (counts.get(`from ${from} in ${to}`) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** What the sentence on the footprint says, counted again at every event that it speaks of. */
function pinnedAgain(opened: ReadTrace, { text, target }: Finding): string {
  const { trace } = opened;
  const { blocks, sites } = trace;
  const [from, to] = [...text.matchAll(/(?:event|to) ([\d\u202f]+)/g)].map(([, event]) =>
    Number(event.replaceAll('\u202f', '')),
  );
  const start = (row: BlockRow): number => blocks.address.get(row);
  const end = (row: BlockRow): number => start(row) + trace.sizeOf(row);
  const highest = target.block ?? (0 as BlockRow);
  // From the highest block down to where nothing lives over more than a MiB of what was full at the peak.
  const atPeak = [...liveRows(opened, opened.meta.totals.peakEvent)].filter(
    (row) => start(row) > 0 && start(row) <= start(highest),
  );
  atPeak.sort((a, b) => start(b) - start(a));
  const gap = atPeak.findIndex((row, index) => index > 0 && start(atPeak[index - 1]) - end(row) >= 2 ** 20);
  const bottom = start(atPeak[(gap < 0 ? atPeak.length : gap) - 1]);
  const inside: BlockRow[] = [];
  for (let row = 1 as BlockRow; row < blocks.length; row++) {
    if (start(row) < bottom || start(row) > start(highest)) continue;
    const kind = domainKind(trace, sites.domain.get(blocks.site.get(row)));
    const isCounted = trace.domains.backing.get(sites.domain.get(blocks.site.get(row))) === 0;
    if (kind !== 'mmap' && isCounted && blocks.birth.get(row) <= to && blocks.death.get(row) > from) inside.push(row);
  }
  const changes = new Set([from, to, ...inside.flatMap((row) => [blocks.birth.get(row), blocks.death.get(row)])]);
  const counts: number[] = [];
  const bytes: number[] = [];
  const spans = new Set<number>();
  for (const event of [...changes].filter((change) => change >= from && change <= to)) {
    const live = inside.filter((row) => blocks.birth.get(row) <= event && blocks.death.get(row) > event);
    counts.push(live.length);
    bytes.push(live.reduce((sum, row) => sum + trace.sizeOf(row), 0));
    spans.add(Math.max(...live.map(end)) - Math.min(...live.map(start)));
  }
  expect(spans.size).toBe(1);
  const extent = (values: readonly number[], format: (value: number) => string): string =>
    [...new Set([Math.min(...values), Math.max(...values)])].map(format).join(' to ');
  return `${extent(counts, formatCount)} blocks (${extent(bytes, formatBytes)}) still lie across ${formatBytes([...spans][0])} of`;
}

describe.skipIf(!hasSharedTraces)('the findings of a gallery sample are what the events say', () => {
  it.each(GALLERY)('%s', { timeout: 120_000 }, (path) => {
    const opened = openShared(path);
    const { trace, meta } = opened;
    const findings = new Map(findingsOf(opened).map((finding) => [finding.id, finding]));

    const { held, callbacks } = peakAgain(opened);
    const [greatest] = [...held].sort(([, a], [, b]) => b - a);
    const peak = findings.get('peak');
    expect(peak?.target.cursor).toBe(meta.totals.peakEvent);
    expect([...held.values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(meta.totals.peakBytes);
    expect(peak?.text).toContain(`held by ${greatest[0]} ${formatBytes(greatest[1])} `);
    if (callbacks > 0) expect(peak?.text).toContain(`the Vulkan callbacks saw ${formatBytes(callbacks)} `);

    const footprint = findings.get('footprint');
    if (footprint !== undefined) expect(footprint.text).toContain(pinnedAgain(opened, footprint));

    const crossings = crossingsAgain(opened);
    const blocks = crossings.reduce((sum, [, count]) => sum + count, 0);
    const elsewhere = findings.get('freed-elsewhere');
    if (elsewhere?.severity === 'information') {
      expect(elsewhere.text).toContain(`${formatCount(blocks)} blocks were released by another module`);
      for (const [pair, count] of crossings.slice(0, 3))
        expect(elsewhere.text).toContain(`${formatCount(count)} ${pair}`);
    } else if (elsewhere === undefined && findings.size < 5) expect(blocks).toBe(0);

    const beyond = findings.get('unreached');
    const coverage = coverageReport(trace, meta);
    const past = coverage?.plumbing ?? [];
    const outside = past.find(({ inForce }) => inForce === 'no-command');
    const unseen = past.reduce((sum, { atPeak }) => sum + atPeak, 0);
    expect(beyond !== undefined).toBe(meta.fidelity.calls && callbacks > 0 && (outside?.atPeak ?? 0) >= 0.1 * unseen);
    if (beyond !== undefined && outside !== undefined) {
      expect(beyond.text).toContain(`${bytesOf(outside.atPeak, unseen)} of what the Vulkan callbacks did not see`);
      expect(beyond.text).toContain(
        `; ${formatCount(outside.requests)} requests for ${formatBytes(outside.bytes)} in all.`,
      );
      expect(trace.callRuns.at(trace.blocks.birth.get(beyond.target.block ?? (0 as BlockRow)))).toBe(0);
    }

    const kept = findings.get('kept');
    if (kept !== undefined) {
      const rows = [...liveRows(opened, trace.events.length - 1)];
      const bytes = rows.reduce((sum, row) => sum + trace.sizeOf(row), 0);
      expect(kept.text).toContain(
        `${formatCount(rows.length)} block${rows.length === 1 ? '' : 's'} (${formatBytes(bytes)})`,
      );
    }
  });

  it.each(['faults/fault-clean.hgt.zst', 'faults/fault-legal.hgt.zst', 'vulkan/lvp-compute-cold.hgt.zst'])(
    'a control raises no alarm: %s',
    (path) => {
      expect(findingsOf(openShared(path)).filter(({ severity }) => severity !== 'information')).toEqual([]);
    },
  );

  it('a leaked pipeline leaves what the truth says', () => {
    const opened = openShared('faults/lvp-fault-leak-pipeline.hgt.zst');
    expect(said(opened)[0]).toMatch(
      /^error outlived: 3 blocks \(5\.56 KiB\) outlived their owners: VkPipeline 0x\w+ was never destroyed/,
    );
    const { trace } = opened;
    const [, object] = /VkPipeline (0x\w+) was never/.exec(said(opened)[0]) ?? [];
    const id = Array.from({ length: trace.objects.count }, (_, index) => (index + 1) as ObjectId).find(
      (candidate) => trace.strings.get(trace.objects.name.get(candidate)) === `VkPipeline ${object}`,
    );
    const call = trace.objects.call.get(id ?? (0 as ObjectId));
    const beside = [...liveRows(opened, trace.events.length - 1)].filter((row) => {
      const birth = trace.blocks.birth.get(row);
      const isInside = trace.calls.begin.get(call) <= birth && birth < trace.calls.end.get(call);
      const isOfThread = trace.threadRuns.at(birth) === trace.calls.thread.get(call);
      return isInside && isOfThread && domainKind(trace, trace.sites.domain.get(trace.blocks.site.get(row))) !== 'vk';
    });
    const bytes = beside.reduce((sum, row) => sum + trace.sizeOf(row), 0);
    expect(said(opened)[0]).toContain(`; ${formatBytes(bytes)} beside the callbacks stay too`);
  });

  it('mismatched frees and overwritten redzones are counted as planted', () => {
    expect(said(openShared('faults/fault-mismatch.hgt.zst'))[0]).toMatch(/^error freed-elsewhere: 5 blocks were freed/);
    expect(said(openShared('faults/fault-overflow.hgt.zst'))[0]).toMatch(/^error faults: 3 blocks with bytes beside/);
    expect(said(openShared('faults/fault-leak.hgt.zst'))[0]).toMatch(/^warning grows: .* 60 blocks .* leak_loop/);
  });

  it('modules that free what others allocated are counted as measured', () => {
    const cold = textOf(openShared('vulkan/lvp-compute-cold.hgt.zst'), 'freed-elsewhere');
    expect(cold).toContain('89 from libstdc++.so.6 in libLLVM-15.so.1, 20 from libLLVM-15.so.1 in libvulkan_lvp.so');
    const graphics = textOf(openShared('vulkan/lvp-graphics.hgt.zst'), 'freed-elsewhere');
    expect(graphics).toContain(
      '1\u202f062 from libstdc++.so.6 in libLLVM-15.so.1, 283 from libLLVM-15.so.1 in libvulkan_lvp.so, ' +
        '10 from libvulkan_lvp.so in libLLVM-15.so.1 and 11 others',
    );
  });

  it.skipIf(!hasLargeTraces)('LLVM’s drained arena is pinned as traces/README.md says', { timeout: 120_000 }, () => {
    const opened = openShared('large/lvp-compute-uber.hgt.zst');
    const { blocks } = opened.trace;
    const footprint = findingsOf(opened).find(({ id }) => id === 'footprint');
    const end = blocks.address.get(footprint?.target.block ?? (0 as BlockRow));
    expect(footprint?.text).toContain('6 to 8 blocks (192 B to 400 B) still lie across 31.7 MiB');
    // Seven blocks of 304 bytes, over 33.2 MB: the state after event 9 968 483.
    const event = 9_968_483 as EventIndex;
    expect(footprint?.target.cursor).toBeGreaterThan(event);
    const left = [...liveRows(opened, event)].filter((row) => {
      const address = blocks.address.get(row);
      return address <= end && address > end - 40e6;
    });
    expect(left).toHaveLength(7);
    expect(left.reduce((sum, row) => sum + opened.trace.sizeOf(row), 0)).toBe(304);
    expect(footprint?.text).toContain(formatBytes(33.22e6));
  });
});
