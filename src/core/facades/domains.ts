import type { Brand } from '../../base/brand';
import type { DomainKindName } from '../tables/domains';
import type { DomainId } from '../tables/indices';

/** Allocators whose memory may be released through each other: an equivalence class. */
export type CompatibilityGroup = Brand<number, 'CompatibilityGroup'>;

/** A domain that a façade hands memory out of: libc, the wrappers, one VkAllocationCallbacks value, ralloc … */
export interface FacadeDomain {
  readonly id: DomainId;
  readonly name: string;
  readonly kind: DomainKindName;
  readonly group: CompatibilityGroup;
  /** libc's free takes its blocks too, as it does those of posix_memalign and of a third party that uses malloc. */
  readonly plainFree: boolean;
}

export interface DomainOptions {
  /** A domain through which its blocks may be released too, and the reverse. */
  readonly compatibleWith?: FacadeDomain;
  readonly plainFree?: boolean;
}

/** The domains of one heap. */
export class FacadeDomains {
  private readonly domains: FacadeDomain[] = [];

  add(name: string, kind: DomainKindName, { compatibleWith, plainFree = false }: DomainOptions = {}): FacadeDomain {
    const id = (this.domains.length + 1) as DomainId;
    const group = compatibleWith?.group ?? (id as number as CompatibilityGroup);
    const domain = { id, name, kind, group, plainFree };
    this.domains.push(domain);
    return domain;
  }

  get(id: DomainId): FacadeDomain | undefined {
    return this.domains.at(id - 1);
  }
}

/** Whether memory of either can be released through the other; pUserData and function pointers say nothing about it. */
export function areCompatible(a: FacadeDomain, b: FacadeDomain): boolean {
  return a.group === b.group;
}
