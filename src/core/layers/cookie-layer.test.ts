import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reservePool } from '../engines/testing/engine-contract';
import { Tlsf } from '../engines/tlsf';
import { GIVERS, mixing, mixingSentence, RELEASERS, type Giver, type Releaser } from '../faults/mixing-matrix';
import type { HeapWord } from '../heap/heap-memory';
import { NONE, type ContextId, type DomainId, type SiteId, type StackId } from '../tables/indices';
import type { CookieFaultKind } from './cookie-faults';
import { CookieLayer } from './cookie-layer';

const NO_CONTEXT = NONE as ContextId;
const STACK = 7 as StackId;
/** Every family's domain; a site is of the domain with its number. */
const DOMAIN = {
  wrapper: 1,
  raw: 2,
  aligned: 3,
  vk: 4,
  vkOther: 5,
  ralloc: 6,
  gc: 7,
  slab: 8,
  external: 9,
  linear: 10,
};

interface Report {
  readonly kind: CookieFaultKind;
  readonly owner: DomainId;
  readonly domain: DomainId;
}

function heap(secret = 0x5eed) {
  const memory = reservePool(1 << 20, true);
  const engine = new Tlsf(memory);
  const reports: Report[] = [];
  const faults = {
    cookieFault: (kind: CookieFaultKind, _: HeapWord, owner: DomainId, domain: DomainId): void => {
      reports.push({ kind, owner, domain });
    },
  };
  // LLVM's memory is the C library's: what one gave the other may take back.
  const libc = new Set([DOMAIN.raw, DOMAIN.external]);
  const layer = new CookieLayer(engine, memory, (site) => site as number as DomainId, faults, {
    secret,
    areCompatible: (owner, domain) => owner === domain || (libc.has(owner) && libc.has(domain)),
  });
  const alloc = (bytes: number, domain: number, alignLog2 = 0): HeapWord =>
    layer.alloc(bytes, alignLog2, domain as SiteId, NO_CONTEXT);
  const free = (block: number, domain: number): void => {
    layer.free(block as HeapWord, domain as DomainId, STACK);
  };
  return { memory, engine, layer, reports, alloc, free };
}

const DOMAIN_OF_RELEASER: Readonly<Record<Releaser, number>> = {
  FREE: DOMAIN.wrapper, free: DOMAIN.raw, align_free: DOMAIN.aligned, pfnFree: DOMAIN.vk, 'pfnFree-other': DOMAIN.vkOther,
  ralloc_free: DOMAIN.ralloc, gc_free: DOMAIN.gc, slab_free: DOMAIN.slab, linear: DOMAIN.linear,
}; // prettier-ignore

/** A pointer as the family gives it: a linear context cuts it out of a block of its own. */
function take(giver: Giver, { alloc }: ReturnType<typeof heap>): number {
  return giver === 'linear' ? alloc(2048, DOMAIN.linear) + 16 : alloc(100, DOMAIN[giver]);
}

const CELLS = GIVERS.flatMap((giver) =>
  RELEASERS.map((releaser) => ({ giver, releaser, mix: mixing(giver, releaser) })),
);

describe('the mixing matrix', () => {
  it.each(CELLS.filter(({ mix, releaser }) => mix !== 'none' && releaser !== 'linear'))(
    'R-28 memory of $giver released by $releaser: $mix',
    ({ giver, releaser, mix }) => {
      const made = heap();
      made.free(take(giver, made), DOMAIN_OF_RELEASER[releaser]);
      const owner = giver === 'linear' ? NONE : DOMAIN[giver];
      const kind = giver === 'linear' ? 'unknown-free' : 'mismatched-free';
      expect(made.reports).toEqual(mix === 'ok' ? [] : [{ kind, owner, domain: DOMAIN_OF_RELEASER[releaser] }]);
    },
  );

  it('R-28 a linear context takes its blocks back itself, and no other family goes there', () => {
    expect(GIVERS.filter((giver) => mixing(giver, 'linear') !== 'none')).toEqual(['linear']);
  });

  it('R-28 every cell has a sentence that names both domains', () => {
    for (const { giver, releaser, mix } of CELLS) {
      const sentence = mixingSentence(giver, releaser, 'owner’s', 'releaser’s');
      expect(sentence).toContain('owner’s');
      if (mix !== 'none') expect(sentence).toContain('releaser’s');
    }
    expect(mixingSentence('vk', 'pfnFree-other', 'a', 'b')).toContain('VKM-26');
  });
});

describe('cookies', () => {
  it('R-64 FREE of the heap’s beginning, its end, or nothing at all is a finding and no exception', () => {
    const { memory, layer, reports, alloc, free } = heap();
    alloc(64, DOMAIN.wrapper);
    const edges = [
      1,
      2,
      3,
      4,
      5,
      memory.footprintWords - 1,
      memory.footprintWords,
      memory.limitWords,
      2 ** 31,
      2 ** 32 + 8,
    ];
    for (const edge of edges) free(edge, DOMAIN.wrapper);
    expect(reports).toEqual(edges.map(() => ({ kind: 'unknown-free', owner: NONE, domain: DOMAIN.wrapper })));
    free(0, DOMAIN.wrapper); // FREE(NULL)
    expect(reports).toHaveLength(edges.length);
    expect(layer.realloc(5 as HeapWord, 100, 0, DOMAIN.wrapper as SiteId, NO_CONTEXT)).toBe(0);
  });

  it('R-28 a second release meets the tombstone of the domain that the block came from', () => {
    const { reports, alloc, free } = heap();
    const block = alloc(100, DOMAIN.ralloc);
    free(block, DOMAIN.ralloc);
    free(block, DOMAIN.wrapper);
    expect(reports).toEqual([{ kind: 'double-free', owner: DOMAIN.ralloc, domain: DOMAIN.wrapper }]);
  });

  it('R-28 of more domains than tombstones tell apart the cookie still does', () => {
    const { reports, alloc, free } = heap();
    const [first, second] = [alloc(100, 254), alloc(100, 40_000)];
    free(first, 40_000);
    free(second, 254);
    free(second, 254);
    expect(reports).toEqual([
      { kind: 'mismatched-free', owner: 254, domain: 40_000 },
      { kind: 'mismatched-free', owner: 40_000, domain: 254 },
      { kind: 'double-free', owner: NONE, domain: 254 },
    ]);
  });

  it('R-28 a pointer into a live block is nobody’s, and the block stays', () => {
    const { engine, reports, alloc, free } = heap();
    const block = alloc(100, DOMAIN.wrapper);
    for (let word = 1; word < 25; word++) free(block + word, DOMAIN.wrapper);
    expect(reports.map(({ kind }) => kind)).toEqual(Array.from({ length: 24 }, () => 'unknown-free'));
    expect(engine.usedBlocks).toBe(1);
  });

  it('R-28 a header copied with its block fails at the new address', () => {
    const { memory, reports, alloc, free } = heap();
    const [from, inside, to] = [alloc(64, DOMAIN.wrapper), alloc(256, DOMAIN.wrapper), alloc(64, DOMAIN.raw)];
    memory.words.copyWithin(inside + 8, from - 4, from + 16);
    memory.words.copyWithin(to - 4, from - 4, from + 16);
    free(inside + 12, DOMAIN.wrapper);
    free(to, DOMAIN.wrapper);
    expect(reports).toEqual([
      { kind: 'unknown-free', owner: NONE, domain: DOMAIN.wrapper },
      { kind: 'cookie', owner: DOMAIN.raw, domain: DOMAIN.wrapper },
    ]);
  });

  it('an underflow that touches the cookie is found at the release', () => {
    const { memory, reports, alloc, free } = heap();
    const block = alloc(64, DOMAIN.vk);
    memory.words[block - 1] ^= 1;
    free(block, DOMAIN.vk);
    expect(reports).toEqual([{ kind: 'cookie', owner: DOMAIN.vk, domain: DOMAIN.vk }]);
  });

  it('the secret and the domain are in the word, and the same secret gives the same heap', () => {
    const [a, b, c] = [heap(1), heap(1), heap(2)];
    for (const { alloc } of [a, b, c]) for (let i = 1; i < 40; i++) alloc(i * 24, 1 + (i % 9), i % 8);
    expect(a.memory.hash()).toBe(b.memory.hash());
    expect(a.memory.hash()).not.toBe(c.memory.hash());
  });

  it('alignment holds, and a reallocation may ask for more', () => {
    const { layer, reports, alloc, free } = heap();
    const block = alloc(40, DOMAIN.aligned, 8);
    expect(block % 64).toBe(0);
    const moved = layer.realloc(block, 90, 11, DOMAIN.aligned as SiteId, NO_CONTEXT);
    expect(moved % 512).toBe(0);
    free(moved, DOMAIN.aligned);
    expect(reports).toEqual([]);
  });

  it('leaves nothing behind, and a restored heap is that of straight replay to the byte', () => {
    const operation = fc.record({ bytes: fc.nat(600), alignLog2: fc.nat(7), domain: fc.integer({ min: 1, max: 9 }), which: fc.nat(99), what: fc.nat(3) }); // prettier-ignore
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 120 }), fc.nat(120), (operations, cut) => {
        const { engine, memory, layer, reports, alloc, free } = heap();
        let held: { block: HeapWord; domain: number }[] = [];
        let saved: Uint8Array | undefined;
        let hash = '';
        let heldThen = held;
        operations.forEach(({ bytes, alignLog2, domain, which, what }, i) => {
          if (i === cut)
            [saved, hash, heldThen] = [layer.saveState(), memory.hash(), held.map((each) => ({ ...each }))];
          const at = which % Math.max(1, held.length);
          if (what === 0 && held.length > 0) {
            const [gone] = held.splice(at, 1);
            free(gone.block, gone.domain);
          } else if (what === 1 && held.length > 0) {
            const old = held[at];
            old.block = layer.realloc(old.block, bytes, alignLog2, old.domain as SiteId, NO_CONTEXT);
            held = [...held.slice(0, at), { ...old }, ...held.slice(at + 1)];
          } else {
            held.push({ block: alloc(bytes, domain, alignLog2), domain });
          }
        });
        expect(reports).toEqual([]);
        if (saved !== undefined) {
          layer.restoreState(saved);
          expect(memory.hash()).toBe(hash);
          for (const { block, domain } of heldThen) free(block, domain);
          expect(reports).toEqual([]);
          expect(engine.usedBlocks).toBe(0);
        }
        layer.reset();
        expect(memory.words.every((word) => word === 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
