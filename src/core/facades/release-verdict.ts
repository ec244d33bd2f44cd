import { familyOf, mixing, type Giver, type Mixing, type Releaser } from '../faults/mixing-matrix';
import { areCompatible, type FacadeDomain } from './domains';
import type { FacadeFaultKind } from './facade-fault';

const FAULT_OF: Readonly<Record<Mixing, FacadeFaultKind | undefined>> = {
  ok: undefined,
  none: undefined,
  foreign: 'foreign-release',
  interior: 'interior-release',
  silent: 'silent-loss',
};

/**
 * What a release through `through` finds of a pointer that `home` handed out: a cell of the mixing matrix
 * (rfc-requirements.md §M). `undefined` where it is in order.
 */
export function releaseVerdict(home: FacadeDomain, through: FacadeDomain): FacadeFaultKind | undefined {
  if (areCompatible(home, through)) return undefined;
  const releaser = releaserOf(through, home);
  if (releaser === 'free' && home.plainFree) return undefined;
  return FAULT_OF[mixing(giverOf(home), releaser)];
}

/** A family that the matrix does not name is a third party's. */
function giverOf(home: FacadeDomain): Giver {
  return familyOf(home.kind)?.giver ?? 'external';
}

/** A third party releases through libc. */
function releaserOf(through: FacadeDomain, home: FacadeDomain): Releaser {
  if (through.kind === 'vk' && home.kind === 'vk') return 'pfnFree-other';
  return familyOf(through.kind)?.releaser ?? 'free';
}
