import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openText } from '../../formats/testing/open-trace';
import { SimulatedHeap } from '../replay/simulated-heap';
import { somePrograms } from '../replay/testing/some-programs';
import type { BlockRow, DomainId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { TraceAccounts } from './accounting-plan';
import { AccountLedger } from './accounting-ledger';
import { NO_LAYERS, type AllocatorConfiguration } from './configuration';

function replay(trace: Trace, configuration: AllocatorConfiguration): SimulatedHeap {
  const heap = SimulatedHeap.reserve(trace, { configuration, limits: [1 << 24] });
  if (!heap.ok) throw new Error('no memory for the test');
  while (!heap.value.step(64));
  return heap.value;
}

describe('accounts and log beside the heap', () => {
  it('R-67 R-16 accounts and log move no block', () => {
    fc.assert(
      fc.property(somePrograms, (text) => {
        const { trace } = openText(text);
        const plain = replay(trace, NO_LAYERS).hash();
        expect(replay(trace, { ...NO_LAYERS, accounting: { budgets: [] }, log: { capacityLog2: 6 } }).hash()).toBe(
          plain,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('R-43 every block has one domain, and the domains’ live bytes add up to the heap’s', () => {
    fc.assert(
      fc.property(somePrograms, (text) => {
        const { trace } = openText(text);
        const plan = new TraceAccounts(trace);
        const ledger = new AccountLedger(plan);
        let live = 0;
        const byDomain = new Map<DomainId, number>();
        for (let row = 1 as BlockRow; row < trace.blocks.length; row++) {
          if (trace.blocks.death.get(row) < trace.events.length) continue;
          const site = trace.blocks.site.get(row);
          ledger.charge(site, trace.blocks.context.get(row), trace.sizeOf(row));
          const domain = trace.sites.domain.get(site);
          byDomain.set(domain, (byDomain.get(domain) ?? 0) + trace.sizeOf(row));
          live += trace.sizeOf(row);
        }
        for (const [domain, bytes] of byDomain) {
          expect(ledger.figuresOf(plan.numberOf({ kind: 'domain', id: domain })).liveBytes).toBe(bytes);
        }
        expect([...byDomain.values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(live);
        expect(ledger.figuresOf(plan.numberOf({ kind: 'heap', id: 0 })).liveBytes).toBe(live);
      }),
      { numRuns: 30 },
    );
  });
});
