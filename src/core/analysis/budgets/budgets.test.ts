import { describe, expect, it } from 'vitest';
import { ensure } from '../../../base/assert';
import { runToEnd } from '../../../base/run-to-end';
import { openShared, openText } from '../../../formats/testing/open-trace';
import { hasSharedTraces } from '../../../formats/testing/shared-traces';
import { readBudget, type Budget } from '../../layers/budget';
import { NO_LAYERS } from '../../layers/configuration';
import { answerBudgets } from '../../replay/answer-budgets';
import { SimulatedHeap } from '../../replay/simulated-heap';
import { heapOf } from '../../replay/testing/layered';
import type { Trace } from '../../tables/trace';
import type { BudgetAnswer } from './budget-answer';
import { refusedFirst } from './budget-doubt';
import { BudgetWalk } from './budget-walk';

const KIB = 1024;
const MIB = 1024 * KIB;

function trace(...events: string[]): Trace {
  const definitions = ['m driver.so', 'm libLLVM.so', 'f 1 0x10 make', 'f 2 0x20 clone', 'k 0 1', 'k 0 2', 'd libc 0 malloc', 'd vk 0 table', 'd mmap 0 mmap']; // prettier-ignore
  return openText(['heapglass 1', ...definitions, ...events, ''].join('\n')).trace;
}

function answer(opened: Trace, ...budgets: string[]): readonly BudgetAnswer[] {
  const read = budgets.map((text): Budget => ensure(readBudget(text), text));
  return runToEnd(answerBudgets(opened, read, heapOf(opened, NO_LAYERS)));
}

describe('a budget on a recorded trace', () => {
  const program = trace(
    '+ 0x10000 40000 k1 d1', // 0
    '+ 0x20000 20000 k2 d2 v1', // 1
    '+ 0x90000 900000 k1 d3', // 2: mmap
    '+ 0x30000 10000 k2 d1', // 3: 70 000
    '- 0x10000', // 4
    '+ 0x40000 50000 k2 d1', // 5: 80 000
  );

  it('R-05 refuses first where the request would pass it, and says who held the memory just then', () => {
    const [heap] = answer(program, 'heap=64KiB');
    expect(heap).toMatchObject({ peakBytes: 60_000, recordedPeakBytes: 80_000, crossings: 1 });
    expect(heap.first).toMatchObject({
      event: 3,
      requestedBytes: 10_000,
      heldBytes: 60_000,
      frames: ['clone'],
      byDomain: [
        { name: 'mmap', liveBytes: 900_000 },
        { name: 'malloc', liveBytes: 40_000 },
        { name: 'table', liveBytes: 20_000 },
      ],
      byScope: [{ name: 'OBJECT', liveBytes: 20_000 }],
      byModule: [
        { name: 'driver.so', liveBytes: 940_000 },
        { name: 'libLLVM.so', liveBytes: 20_000 },
      ],
    });
    expect(heap.text).toContain('After that the program would have gone another way.');
  });

  it('R-66 each is answered for itself; what comes after the first refusal is marked', () => {
    const answers = answer(program, 'total=1MiB', 'module:libLLVM.so=60000', 'heap=64KiB', 'OBJECT=1MiB');
    expect(answers.map(({ budget, first }) => [budget, first?.event])).toEqual([
      ['module:libLLVM.so', 5],
      ['OBJECT', undefined],
      ['heap', 3],
      ['total', undefined],
    ]);
    expect(refusedFirst(answers)?.budget).toBe('heap');
    expect(answers[0].text).toContain('only had the budget for heap not refused before');
    expect(answers[2].text).not.toContain('only had');
  });

  it('R-66 a soft one counts its crossings and refuses nothing', () => {
    const [soft] = answer(program, 'heap=65000,soft');
    expect(soft).toMatchObject({ crossings: 2, peakBytes: 80_000, recordedPeakBytes: 80_000 });
    expect(soft.first?.event).toBe(3);
  });

  it('what a trace cannot show is said', () => {
    expect(answer(program, 'rss=1MiB')[0].text).toContain('no samples of the resident set');
    expect(answer(program, 'domain:nowhere=1')[0].text).toContain('the trace has no such memory');
  });

  it('by the resident set, at the first sample above it', () => {
    const sampled = trace('R 1000', '+ 0x1000 10 d1', 'R 5000', '+ 0x2000 10 d1', 'R 3000', 'R 6000');
    expect(answer(sampled, 'rss=4000')[0]).toMatchObject({ peakBytes: 1000, recordedPeakBytes: 6000, first: { event: 1, heldBytes: 5000 } }); // prettier-ignore
    expect(answer(sampled, 'rss=4000,soft')[0].crossings).toBe(2);
  });

  it('by the simulated footprint, at the first block that a pool of that size has no room for', () => {
    const [footprint] = answer(program, 'footprint=80KiB');
    expect(footprint.first?.event).toBe(5);
    expect(footprint.peakBytes).toBeLessThanOrEqual(80 * KIB);
    expect(footprint.recordedPeakBytes).toBeGreaterThan(80 * KIB);
    expect(answer(program, 'footprint=1MiB')[0].first).toBeUndefined();
  });

  it('R-65 counts both places of a block that moved', () => {
    const moves = trace('+ 0x100000 1048576 d1', '~ 0x100000 0x400000 2097152', '~ 0x400000 0x400000 2097200');
    const walk = new BudgetWalk(moves);
    while (!walk.step(1));
    expect(walk.transientPeak()).toBe(3 * MIB);
  });

  it('the accounting layer refuses at the same request as the walk over the trace', () => {
    const budgets = [ensure(readBudget('heap=64KiB'), 'a budget')];
    const heap = SimulatedHeap.reserve(program, { configuration: { ...NO_LAYERS, accounting: { budgets } }, limits: [1 << 22] }); // prettier-ignore
    if (!heap.ok) throw new Error('no memory for the test');
    while (!heap.value.step(Infinity));
    expect(heap.value.facts().firstRefused).toBe(answer(program, 'heap=64KiB')[0].first?.event);
  });
});

describe.skipIf(!hasSharedTraces)('recorded programs', () => {
  it('R-05 R-13 one large shader with 64 MiB: refused under llvm::CloneFunctionInto, the callbacks held 2.6 MB', () => {
    const { trace: uber } = openShared('large/lvp-compute-uber.hgt.zst');
    const [{ first, ...heap }] = answer(uber, 'heap=64MiB');
    expect(heap).toMatchObject({ recordedPeakBytes: 144_318_424 });
    expect(first).toMatchObject({ requestedBytes: 4 * MIB, domain: 'operator new' });
    expect(first?.frames.some((frame) => frame.startsWith('llvm::CloneFunctionInto('))).toBe(true);
    const callbacks = first?.byScope.reduce((sum, { liveBytes }) => sum + liveBytes, 0) ?? 0;
    expect((callbacks / 1e6).toFixed(1)).toBe('2.6');
    expect((((first?.heldBytes ?? 0) + 4 * MIB) / 1e6).toFixed(1)).toBe('68.2');
  }, 120_000);

  it.each(['vulkan/lvp-compute-cold', 'ralloc/ralloc-gc-compute', 'vulkan/lvp-graphics'])(
    'R-13 in %s every domain’s and scope’s account peaks where reading found it',
    (name) => {
      const { trace: opened, meta } = openShared(`${name}.hgt.zst`);
      const walk = new BudgetWalk(opened);
      while (!walk.step(10_000));
      const { domains, scopes } = walk.peaks();
      for (const [domain, peak] of domains) expect(peak).toBe(opened.domains.peakBytes.get(domain));
      for (const [scope, peak] of scopes) expect(peak).toBe(opened.scopes.peakBytes.get(scope));
      expect(domains.size).toBeGreaterThan(0);
      expect(walk.transientPeak()).toBeGreaterThanOrEqual(meta.totals.peakBytes);
    },
  );
});
