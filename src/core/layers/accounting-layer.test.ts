import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openText } from '../../formats/testing/open-trace';
import { NO_ROOM } from '../engines/engine';
import { Tlsf } from '../engines/tlsf';
import { reservePool } from '../engines/testing/engine-contract';
import type { HeapWord } from '../heap/heap-memory';
import { NO_SCOPE, SCOPES } from '../tables/domains';
import type { Bytes, ContextId, DomainId, SiteId, StackId } from '../tables/indices';
import { AccountingLayer } from './accounting-layer';
import { AccountLedger, type ChargedBlock } from './accounting-ledger';
import { TraceAccounts, type AccountKey } from './accounting-plan';
import { budgetName, budgetText, readBudget, type Budget } from './budget';

const KIB = 1024;
const MIB = 1024 * KIB;
const NO_CONTEXT = 0 as ContextId;

/** A program with two Vulkan allocators, `device` and `instance`, plain malloc, and a context within a context. */
function program(...budgets: string[]) {
  const { trace } = openText(
    [
      'heapglass 1',
      'd libc 0 malloc',
      'd vk 0 device table',
      'd vk 0 instance table',
      'x 0 2 shader',
      'x 1 2 variant',
      '',
    ].join('\n'),
  );
  const site = (domain: number, scope: number): SiteId => {
    const added = trace.sites.add();
    trace.sites.domain.set(added, domain as DomainId);
    trace.sites.scope.set(added, scope);
    return added;
  };
  const sites = {
    malloc: site(1, NO_SCOPE),
    object: site(2, SCOPES.indexOf('OBJECT')),
    instance: site(3, SCOPES.indexOf('INSTANCE')),
  };
  const contexts = { shader: 1 as ContextId, variant: 2 as ContextId };
  const memory = reservePool(32 * MIB);
  const engine = new Tlsf(memory);
  const plan = new TraceAccounts(trace, budgets.map((text) => readBudget(text) as Budget)); // prettier-ignore
  const crossed: string[] = [];
  const refused: { by: string; bytes: number; site: SiteId }[] = [];
  const nameOf = (account: number): string => budgetName(plan.budgets[plan.keys[account].id]);
  const ledger = new AccountLedger(plan, (account) => crossed.push(nameOf(account)));
  const layer = new AccountingLayer(engine, ledger, (account, bytes, by) => {
    refused.push({ by: nameOf(account), bytes, site: by });
  });
  /** What the program knows of its blocks. */
  const blocks = new Map<HeapWord, ChargedBlock>();
  const keep = (block: HeapWord, made: ChargedBlock): HeapWord => {
    if (block !== NO_ROOM) blocks.set(block, made);
    return block;
  };
  const alloc = (bytes: number, site = sites.malloc, context = NO_CONTEXT): HeapWord =>
    keep(layer.alloc(bytes, 0, site, context), { bytes, site, context });
  const realloc = (block: HeapWord, bytes: number): HeapWord => {
    Object.assign(layer.named, blocks.get(block));
    const site = sites.malloc;
    return keep(layer.realloc(block, bytes, 0, site, NO_CONTEXT), { bytes, site, context: NO_CONTEXT });
  };
  const free = (block: HeapWord): void => {
    Object.assign(layer.named, blocks.get(block));
    layer.free(block, 1 as DomainId, 0 as StackId);
  };
  const held = (kind: AccountKey['kind'], id = 0) => ledger.figuresOf(plan.numberOf({ kind, id }));
  return { memory, engine, layer, alloc, realloc, free, held, sites, contexts, crossed, refused };
}

describe('accounting', () => {
  it('R-05 a hard budget of 64 KiB refuses the request that would cross it, and says who asked', () => {
    const { alloc, free, held, engine, refused, sites } = program('heap=64KiB');
    const blocks = Array.from({ length: 20 }, () => alloc(4 * KIB));
    expect(blocks.filter((block) => block === 0)).toHaveLength(4);
    expect(held('heap').liveBytes).toBe(64 * KIB);
    expect(engine.usedBlocks).toBe(16);
    expect(refused[0]).toEqual({ by: 'heap', bytes: 4 * KIB, site: sites.malloc });
    free(blocks[0]);
    expect(alloc(4 * KIB)).not.toBe(0);
    expect(held('heap').peakBytes).toBe(64 * KIB);
  });

  it('R-05 accounts that hear of requests run by run hold what accounts hold that hear of each', () => {
    const call = fc.record({
      site: fc.constantFrom('malloc', 'object', 'instance'),
      bytes: fc.nat(5000),
      what: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 200 }), (calls) => {
        // A limit that nothing reaches: with one, accounts hear of each request.
        const [byRuns, oneByOne] = [program(), program('total=1GiB,soft')].map((heap) => {
          const live: HeapWord[] = [];
          for (const { site, bytes, what } of calls) {
            const which = bytes % Math.max(1, live.length);
            if (what < 5 || live.length === 0) live.push(heap.alloc(bytes, heap.sites[site]));
            else if (what < 9) heap.free(live.splice(which, 1)[0]);
            else live[which] = heap.realloc(live[which], bytes);
          }
          return [
            heap.held('domain', 1),
            heap.held('domain', 2),
            heap.held('domain', 3),
            heap.held('scope', 1),
            heap.held('total'),
          ];
        });
        expect(byRuns).toEqual(oneByOne);
      }),
      { numRuns: 200 },
    );
  });

  it('R-65 a reallocation from 1 MiB to 2 MiB that moves holds 3 MiB for an instant', () => {
    const { alloc, realloc, held } = program();
    const block = alloc(MIB);
    alloc(16); // so that it cannot grow where it is
    expect(realloc(block, 2 * MIB)).not.toBe(block);
    expect(held('heap')).toEqual({
      liveBytes: 2 * MIB + 16,
      liveBlocks: 2,
      peakBytes: 2 * MIB + 16,
      transientPeakBytes: 3 * MIB + 16,
    });
  });

  it('R-65 one that grows in place does not', () => {
    const { alloc, realloc, held } = program();
    const block = alloc(MIB);
    expect(realloc(block, 2 * MIB)).toBe(block);
    expect(held('heap').transientPeakBytes).toBe(2 * MIB);
  });

  it('R-66 budgets nest: the innermost that has no room refuses, and nothing changes', () => {
    const nested = program('heap=4000', 'instance:device table+instance table=3000', 'device:device table=2000', 'domain:device table=1000'); // prettier-ignore
    const { alloc, refused, held, sites, memory } = nested;
    alloc(900, sites.object);
    const before = [memory.hash(), held('heap'), held('domain', 2)];
    expect(alloc(200, sites.object)).toBe(0);
    expect([memory.hash(), held('heap'), held('domain', 2)]).toEqual(before);
    expect(alloc(1500, sites.object)).toBe(0);
    expect(alloc(3000, sites.instance)).toBe(0);
    expect(alloc(2000, sites.instance)).not.toBe(0);
    expect(alloc(1200)).toBe(0);
    expect(refused.map(({ by }) => by)).toEqual([
      'domain:device table',
      'domain:device table',
      'instance:device table+instance table',
      'heap',
    ]);
  });

  it('R-66 a soft budget is an event once per crossing', () => {
    const { alloc, free, crossed } = program('OBJECT=100,soft', 'heap=250,soft');
    const blocks = [alloc(80), alloc(80), alloc(80), alloc(80)];
    expect(crossed).toEqual(['heap']);
    free(blocks[0]); // 240: below, so the next crossing is one
    blocks.push(alloc(20));
    expect(crossed).toEqual(['heap', 'heap']);
    free(blocks[1]);
    free(blocks[2]);
    expect(crossed).toHaveLength(2);
  });

  it('R-66 a refused reallocation leaves its block', () => {
    const { alloc, realloc, free, held, refused } = program('heap=1000');
    const block = alloc(600);
    expect(realloc(block, 1001)).toBe(0);
    expect(realloc(block, 1000)).not.toBe(0);
    expect(refused).toHaveLength(1);
    free(block);
    expect(held('heap').liveBytes).toBe(0);
  });

  it('R-13 every scope, allocator and context has its account, and a context counts what is under it', () => {
    const { alloc, held, sites, contexts } = program('context:shader=300');
    alloc(100, sites.object, contexts.shader);
    alloc(150, sites.object, contexts.variant);
    expect(alloc(60, sites.object, contexts.variant)).toBe(0);
    expect(held('context', contexts.shader).liveBytes).toBe(250);
    expect(held('context', contexts.variant).liveBytes).toBe(150);
    expect(held('scope', SCOPES.indexOf('OBJECT')).peakBytes).toBe(250);
    expect(held('domain', 2).liveBytes).toBe(250);
    expect(held('domain', 1).liveBytes).toBe(0);
  });

  it('goes on from a saved state as though it had run through', () => {
    const { layer, alloc, free, held, sites, contexts, memory } = program('heap=4096');
    const kept = [alloc(100), alloc(200, sites.object, contexts.variant), alloc(300, sites.instance)];
    const state = layer.saveState();
    const then = [held('heap'), held('context', contexts.shader), memory.hash()];
    for (const block of kept) free(block);
    layer.alloc(4000, 0, sites.malloc, NO_CONTEXT);
    layer.restoreState(state);
    expect([held('heap'), held('context', contexts.shader), memory.hash()]).toEqual(then);
    for (const block of kept) free(block);
    expect(held('heap').liveBytes).toBe(0);
    expect(held('context', contexts.shader)).toMatchObject({ liveBytes: 0, peakBytes: 200 });
  });

  it('the heap is the same with accounts and without', () => {
    const { layer, alloc, free, memory } = program();
    const [withAccounts, plain] = [memory, reservePool(32 * MIB)];
    const engine = new Tlsf(plain);
    for (let i = 0; i < 500; i++) {
      const block = alloc((i * 37) % 900);
      expect(engine.alloc((i * 37) % 900, 0)).toBe(block);
      if (i % 3 === 0) {
        free(block);
        engine.free(block);
      }
    }
    expect(withAccounts.hash()).toBe(plain.hash());
    layer.reset();
    expect(memory.footprintWords).toBeLessThan(1000);
  });
});

describe('budgets in words', () => {
  it.each([
    ['heap=64MiB', { subject: { kind: 'heap' }, measure: 'requested', mode: 'hard', limitBytes: 64 * MIB }],
    [
      'object=1.5 MiB,soft',
      { subject: { kind: 'scope', scope: 'OBJECT' }, measure: 'requested', mode: 'soft', limitBytes: 1.5 * MIB },
    ],
    ['domain:a=b=7', { subject: { kind: 'domain', name: 'a=b' }, measure: 'requested', mode: 'hard', limitBytes: 7 }],
    ['footprint=2G', { subject: { kind: 'heap' }, measure: 'footprint', mode: 'hard', limitBytes: 2048 * MIB }],
    ['rss=0', { subject: { kind: 'heap' }, measure: 'resident-set', mode: 'hard', limitBytes: 0 }],
  ])('%s', (text, budget) => {
    expect(readBudget(text)).toEqual(budget);
    const written = budgetText({ ...(budget as Budget), limitBytes: budget.limitBytes as Bytes });
    expect(readBudget(written)).toEqual(budget);
  });

  it.each([
    'heap',
    '=4',
    'heap=',
    'heap=4x',
    'heap=-1',
    'heap=1,medium',
    'heap=1,soft,hard',
    'domain:=4',
    'colour:red=4',
  ])('%s is none', (text) => {
    expect(readBudget(text)).toBeUndefined();
  });
});
