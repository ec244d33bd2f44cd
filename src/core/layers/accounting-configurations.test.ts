import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openText } from '../../formats/testing/open-trace';
import { SimulatedHeap } from '../replay/simulated-heap';
import type { BlockRow, DomainId } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { TraceAccounts } from './accounting-plan';
import { AccountLedger } from './accounting-ledger';
import { NO_LAYERS, type AllocatorConfiguration } from './configuration';

const operation = fc.record({
  what: fc.nat(9),
  which: fc.nat(50),
  bytes: fc.nat(2000),
  domain: fc.integer({ min: 1, max: 3 }),
  align: fc.constantFrom(8, 16, 64, 256),
});

/** The text of a trace: what a program did: takes, moves and gives back blocks of three domains, now and then wrongly. */
const traces = fc.array(operation, { minLength: 1, maxLength: 150 }).map((operations) => {
  const live: { address: number; domain: number }[] = [];
  let next = 0x1000;
  const lines = [
    'heapglass 1',
    'd libc 0 malloc',
    'd vk 0 table',
    'd ralloc 0 tree',
    'm driver',
    'f 1 0x10 f',
    'k 0 1',
  ];
  for (const { what, which, bytes, domain, align } of operations) {
    const at = which % Math.max(1, live.length);
    const address = (next += 4096);
    const isEmpty = live.length === 0;
    if (what < 5 || isEmpty) {
      lines.push(`+ ${address} ${bytes} d${domain} a${align} k1${domain === 2 ? ` v${which % 5}` : ''}`);
      live.push({ address, domain });
    } else if (what < 7) {
      lines.push(`~ ${live[at].address} ${address} ${bytes}`);
      live[at].address = address;
    } else {
      const [gone] = live.splice(at, 1);
      lines.push(`- ${gone.address} d${what === 9 ? domain : gone.domain}`);
      if (what === 9 && which % 3 === 0) lines.push(`- ${gone.address} d${domain}`);
    }
  }
  return [...lines, ''].join('\n');
});

function replay(trace: Trace, configuration: AllocatorConfiguration): SimulatedHeap {
  const heap = SimulatedHeap.reserve(trace, { configuration, limits: [1 << 24] });
  if (!heap.ok) throw new Error('no memory for the test');
  while (!heap.value.step(64));
  return heap.value;
}

describe('accounts and log beside the heap', () => {
  it('R-67 R-16 accounts and log move no block', () => {
    fc.assert(
      fc.property(traces, (text) => {
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
      fc.property(traces, (text) => {
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
