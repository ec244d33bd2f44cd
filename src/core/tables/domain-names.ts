import { DOMAIN_KINDS, NO_SCOPE, SCOPES, type DomainKindName } from './domains';
import { NONE, type DomainId } from './indices';
import type { Trace } from './trace';

/** The domain's name; where it has none its kind, and `unnamed` for domain 0. */
export function domainName(trace: Trace, domain: DomainId): string {
  if (domain === NONE) return 'unnamed';
  const name = trace.strings.get(trace.domains.name.get(domain));
  return name === '' ? domainKind(trace, domain) : name;
}

export function domainKind(trace: Trace, domain: DomainId): DomainKindName {
  return DOMAIN_KINDS[trace.domains.kind.get(domain)];
}

/** `OBJECT`; undefined where no scope was recorded. */
export function scopeName(scope: number): string | undefined {
  return scope === NO_SCOPE ? undefined : SCOPES[scope];
}
