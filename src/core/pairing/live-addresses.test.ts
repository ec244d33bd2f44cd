import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE, type Address, type BlockRow, type DomainId, type SiteId } from '../tables/indices';
import { Trace } from '../tables/trace';
import { LiveAddresses } from './live-addresses';

/** A trace that has three domains, with a site for each. */
function traceWithSites(): Trace {
  const trace = new Trace();
  for (let domain = 1; domain <= 3; domain++) trace.sites.domain.set(trace.sites.add(), domain as DomainId);
  return trace;
}

const ADDRESS = fc.oneof(
  fc.nat(40),
  fc.nat(40).map((n) => n * 16 + 2 ** 47),
  fc.nat(20).map((n) => 2 ** 53 - 1 - n * 2 ** 32),
);
const STEP = fc.record({ address: ADDRESS, domain: fc.integer({ min: 1, max: 3 }), ends: fc.boolean() });

function rowOf(block: { readonly row: BlockRow } | undefined): BlockRow | typeof NONE {
  return block?.row ?? NONE;
}

describe('live addresses', () => {
  it('answers as a plain list of live blocks does', () => {
    fc.assert(
      fc.property(fc.array(STEP, { maxLength: 300 }), (steps) => {
        const trace = traceWithSites();
        const live = new LiveAddresses(trace);
        let model: { address: number; domain: number; row: BlockRow }[] = [];
        const last = new Map<number, BlockRow>();
        for (const { address, domain, ends } of steps) {
          const at = address as Address;
          const here = model.filter((block) => block.address === address).reverse();
          const named = here.find((block) => block.domain === domain);
          expect(live.newest(at)).toBe(rowOf(here.at(0)));
          expect(live.inDomain(at, domain as DomainId)).toBe(rowOf(named));
          const found = live.find(at, domain as DomainId);
          expect(found).toBe(rowOf(named ?? here.at(0)));
          expect(live.find(at, -1)).toBe(rowOf(here.at(0)));
          expect(live.lastAt(at)).toBe(here.at(0)?.row ?? last.get(address) ?? NONE);
          if (ends && found !== NONE) {
            live.remove(at, found);
            model = model.filter((block) => block.row !== found);
            last.set(address, found);
          } else if (!ends && named === undefined) {
            const row = trace.blocks.add();
            trace.blocks.site.set(row, domain as SiteId);
            live.add(at, row);
            model.push({ address, domain, row });
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps finding everything while it grows', () => {
    const live = new LiveAddresses(new Trace());
    const addressOf = (row: number): Address => (0x7f00_0000_0000 + row * 48) as Address;
    for (let row = 1; row <= 100_000; row++) live.add(addressOf(row), row as BlockRow);
    for (let row = 1; row <= 100_000; row += 7) expect(live.newest(addressOf(row))).toBe(row);
    expect(live.newest(addressOf(100_001))).toBe(NONE);
  });
});
