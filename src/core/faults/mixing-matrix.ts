import type { DomainKindName } from '../tables/domains';

// The mixing matrix of the requirements (§M): what comes of memory from one family that another family releases.

/** Families that give memory, in the order of the matrix's rows. */
export const GIVERS = ['wrapper', 'raw', 'aligned', 'vk', 'ralloc', 'linear', 'gc', 'slab', 'external'] as const;
export type Giver = (typeof GIVERS)[number];

/** Functions that release memory, in the order of the matrix's columns. */
export const RELEASERS = ['FREE', 'free', 'align_free', 'pfnFree', 'pfnFree-other', 'ralloc_free', 'gc_free', 'slab_free', 'linear'] as const; // prettier-ignore
export type Releaser = (typeof RELEASERS)[number];

/**
 * `ok` fine; `foreign` (K) no cookie, or that of another domain; `interior` (U) the C library is handed the inside of
 * its block; `silent` (L) leaks or corrupts without a sign in real life; `none` there is no such release.
 */
export type Mixing = 'ok' | 'foreign' | 'interior' | 'silent' | 'none';

const LETTERS: Readonly<Record<string, Mixing>> = { o: 'ok', K: 'foreign', U: 'interior', L: 'silent', '-': 'none' };

const MATRIX: Readonly<Record<Giver, string>> = {
  wrapper: 'oUKKKKKK-',
  raw: 'KoKKKKKK-',
  aligned: 'KUoKKKKK-',
  vk: 'KUKoKKKK-',
  ralloc: 'KUKKKoKK-',
  linear: 'LLLLLKLLo',
  gc: 'KLKKKKoK-',
  slab: 'KLKKKKKo-',
  external: 'KoKKKKKK-',
};

/** What comes of memory from `giver` that `releaser` is called with. */
export function mixing(giver: Giver, releaser: Releaser): Mixing {
  return LETTERS[MATRIX[giver][RELEASERS.indexOf(releaser)]];
}

const GIVEN_BY: Readonly<Record<Giver, string>> = {
  wrapper: 'MALLOC or CALLOC',
  raw: 'malloc',
  aligned: 'align_malloc',
  vk: 'pfnAllocation',
  ralloc: 'ralloc',
  linear: 'a linear context',
  gc: 'a gc context',
  slab: 'a slab',
  external: 'a library of its own (LLVM)',
};

/** The families of a domain kind, as giver and as releaser; undefined: the matrix does not speak of it. */
export function familyOf(kind: DomainKindName): { readonly giver: Giver; readonly releaser: Releaser } | undefined {
  return FAMILIES[kind];
}

const FAMILIES: Readonly<Partial<Record<DomainKindName, { readonly giver: Giver; readonly releaser: Releaser }>>> = {
  other: { giver: 'wrapper', releaser: 'FREE' },
  internal: { giver: 'wrapper', releaser: 'FREE' },
  libc: { giver: 'raw', releaser: 'free' },
  aligned: { giver: 'aligned', releaser: 'align_free' },
  vk: { giver: 'vk', releaser: 'pfnFree' },
  ralloc: { giver: 'ralloc', releaser: 'ralloc_free' },
  linear: { giver: 'linear', releaser: 'linear' },
  gc: { giver: 'gc', releaser: 'gc_free' },
  slab: { giver: 'slab', releaser: 'slab_free' },
};

/** A domain of a trace: what it is, and its name there. */
export interface MixedDomain {
  readonly kind: DomainKindName;
  readonly name: string;
}

/** The C library's and C++'s ways to memory: the matrix has them as one, compilers and sanitizers do not. */
const C_AND_CXX: readonly DomainKindName[] = ['libc', 'cxx', 'cxx-array'];

/**
 * What comes of a block of `owner` that was released through another domain, in one sentence; undefined: neither the
 * matrix nor the C++ standard says anything of this pair.
 */
export function mixedReleaseSentence(owner: MixedDomain, through: MixedDomain): string | undefined {
  if (C_AND_CXX.includes(owner.kind) && C_AND_CXX.includes(through.kind)) {
    return `Memory of domain “${owner.name || 'unnamed'}” was released through domain “${through.name || 'unnamed'}”: undefined in C++. Where operator new takes from malloc it goes unnoticed, until one of them is replaced or intercepted.`;
  }
  const giver = familyOf(owner.kind)?.giver;
  const releaser = familyOf(through.kind)?.releaser;
  if (giver === undefined || releaser === undefined) return undefined;
  // The domains differ, so two tables do.
  return mixingSentence(
    giver,
    releaser === 'pfnFree' && giver === 'vk' ? 'pfnFree-other' : releaser,
    owner.name,
    through.name,
  );
}

/**
 * One sentence on a release, naming both domains: `owner` that gave the block, `through` that released it. Names are
 * the trace's; an empty one is shown as "unnamed".
 */
export function mixingSentence(giver: Giver, releaser: Releaser, owner: string, through: string): string {
  const from = `Memory of domain “${owner || 'unnamed'}” (${GIVEN_BY[giver]})`;
  const release = `released through domain “${through || 'unnamed'}” (${releaser === 'pfnFree-other' ? 'pfnFree of another table' : releaser})`;
  switch (mixing(giver, releaser)) {
    case 'ok':
      return `${from} was ${release}: these belong together.`;
    case 'foreign':
      return giver === 'linear'
        ? `${from} was ${release}: it has no header of its own and goes with its context.`
        : giver === 'vk' && releaser === 'pfnFree-other'
          ? `${from} was ${release}: an allocator that cannot own it (VKM-26).`
          : `${from} was ${release}: the cookie is another domain's.`;
    case 'interior':
      return giver === 'aligned'
        ? `${from} was ${release}: fine on POSIX, fatal on Windows, where it is the inside of a block.`
        : `${from} was ${release}: the C library sees the inside of a block, and aborts or corrupts its heap. A driver's own cookie cannot see this release; it is reported here because the C library's memory is watched too.`;
    case 'silent':
      return `${from} was ${release}: in a real program that leaks or corrupts the heap without a sign.`;
    case 'none':
      return `${from} is not released one by one by a linear context.`;
  }
}
