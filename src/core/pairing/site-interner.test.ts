import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SiteTable } from '../tables/domains';
import type { DomainId, StackId } from '../tables/indices';
import { SiteInterner } from './site-interner';

const REQUEST = fc.tuple(fc.nat(2), fc.nat(40), fc.nat(5), fc.nat(53), fc.nat(1));

describe('sites', () => {
  it('are the same for equal requests and different for others, however many one stack has', () => {
    fc.assert(
      fc.property(fc.array(REQUEST, { minLength: 100, maxLength: 400 }), (requests) => {
        const sites = new SiteTable();
        const interner = new SiteInterner(sites);
        const known = new Map<string, number>();
        for (const request of [...requests, ...requests]) {
          const [stack, domain, scope, alignLog2, zeroed] = request;
          const site = interner.intern(stack as StackId, domain as DomainId, scope, alignLog2, zeroed);
          expect(known.get(request.join()) ?? site).toBe(site);
          known.set(request.join(), site);
          const { stack: stacks, domain: domains, scope: scopes, alignLog2: aligns, zeroed: zeroes } = sites;
          const stored = [stacks, domains, scopes, aligns, zeroes].map((column) => column.get(site));
          expect(stored).toEqual(request);
        }
        expect(sites.count).toBe(known.size);
      }),
      { numRuns: 30 },
    );
  });
});
