import { DOMAIN_KINDS, type DomainKindName } from '../tables/domains';

const SILENT: readonly DomainKindName[] = ['linear', 'gc', 'slab', 'pool'];

/** By kind of domain: whether its blocks may go without a record of their own, with what contains them. */
export const GOES_SILENTLY: readonly boolean[] = DOMAIN_KINDS.map((kind) => SILENT.includes(kind));
