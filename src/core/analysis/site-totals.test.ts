import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openShared, openText } from '../../formats/testing/open-trace';
import { hasSharedTraces } from '../../formats/testing/shared-traces';
import type { ReadTrace } from '../../formats/trace-reader';
import { TraceBuilder } from '../pairing/trace-builder';
import { DOMAIN_KINDS, NO_SCOPE } from '../tables/domains';
import type { DomainId, StackId, StringId } from '../tables/indices';
import type { SiteFiguresByMetric } from '../tables/site-figures';
import { SiteTotals } from './site-totals';

/** The totals, from what reading counted or, with `figures` undefined, from the rows alone. */
function totalsOf({ trace, meta }: Pick<ReadTrace, 'trace' | 'meta'>, figures?: SiteFiguresByMetric): SiteTotals {
  const totals = new SiteTotals(trace, meta.totals.peakEvent, { figures });
  while (!totals.step(1000));
  return totals;
}

function expectSame(kept: SiteTotals, counted: SiteTotals): void {
  for (const metric of ['allocated', 'temporary', 'peak', 'leaked'] as const) {
    expect(kept[metric], metric).toEqual(counted[metric]);
  }
}

describe('what reading counted by site', () => {
  it('is what counting the rows again gives', () => {
    // Two kinds of one site, and one whose size takes more than 32 bits.
    const kinds = [{ stack: 1, size: 8 }, { stack: 1, size: 100 }, { stack: 2, size: 0 }, { stack: 3, size: 2 ** 33 }]; // prettier-ignore
    const operation = fc.record({ kind: fc.nat(3), isFree: fc.boolean(), breaks: fc.nat(9).map((n) => n === 0) });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 400 }), (operations) => {
        const builder = new TraceBuilder();
        const domain = builder.domain(DOMAIN_KINDS.indexOf('libc'), 0 as DomainId, 0 as StringId);
        for (const { stack, size } of kinds) {
          builder.kinds.define(builder.site(stack as StackId, domain, NO_SCOPE, 0, 0), size);
        }
        for (const { kind, isFree, breaks } of operations) {
          if (isFree) builder.kinds.free(kind);
          else builder.kinds.allocate(kind);
          if (breaks) builder.kinds.broken();
        }
        builder.finish();
        const figures = builder.figures();
        expect(figures).toBeDefined();
        builder.settle();
        const read = { trace: builder.trace, meta: builder.meta() };
        expectSame(totalsOf(read, figures), totalsOf(read));
      }),
    );
  });

  it.skipIf(!hasSharedTraces).each(['ht-sqlite-small.zst', 'ht-killed.zst'])('is so of %s', (name) => {
    const read = openShared(`heaptrack/${name}`);
    expect(read.figures).toBeDefined();
    expectSame(totalsOf(read, read.figures), totalsOf(read));
  });

  it('is not there where blocks have addresses: the rows tell', () => {
    expect(openText('heapglass 1\n+ 4096 16\n- 4096\n').figures).toBeUndefined();
  });
});
