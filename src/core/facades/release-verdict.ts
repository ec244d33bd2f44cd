import { areCompatible, type FacadeDomain } from './domains';
import type { FacadeFaultKind } from './facade-fault';

/** Domains whose blocks are parts of a larger block, without a header that libc or a cookie could tell them by. */
const PARTS: ReadonlySet<FacadeDomain['kind']> = new Set(['linear', 'gc', 'slab']);
/** libc and what uses it directly: no cookie is looked at when memory goes back through them. */
const RAW: ReadonlySet<FacadeDomain['kind']> = new Set(['libc', 'cxx']);

/**
 * One cell of the mixing matrix (rfc-requirements.md §M): what a release through `through` finds of a pointer that
 * `home` handed out; undefined where it is in order.
 */
export function releaseVerdict(home: FacadeDomain, through: FacadeDomain): FacadeFaultKind | undefined {
  if (home.kind === 'linear') return through.kind === 'ralloc' ? 'foreign-release' : 'silent-loss';
  if (areCompatible(home, through)) return undefined;
  if (!RAW.has(through.kind)) return 'foreign-release';
  if (home.plainFree) return undefined;
  return PARTS.has(home.kind) ? 'silent-loss' : 'interior-release';
}
