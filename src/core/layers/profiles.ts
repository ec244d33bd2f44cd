import type { InterceptionMode } from '../analysis/interception/truth-table';
import type { Bytes } from '../tables/indices';
import type { Budget } from './budget';
import type { AllocatorConfiguration } from './configuration';

const MIB = 2 ** 20;

/**
 * A purpose and the features that serve it (row R-06), as a starting point that a person changes.
 *
 * `interception` and `sharedLibraries` are what the crossings matrix starts from: how allocation calls reach the
 * allocator, and whether the C++ library is linked as a shared one.
 */
export interface Profile {
  readonly title: string;
  /** Whom it is for and what it switches on, in a sentence. */
  readonly description: string;
  readonly configuration: AllocatorConfiguration;
  readonly interception: InterceptionMode;
  readonly sharedLibraries: boolean;
}

export const PROFILES = {
  'windows-debug': {
    title: 'Windows debug',
    description:
      'Memory debugging where there is no valgrind: headers and footers around every block, cookies that tell whose it is, everything intercepted at link time with a static C++ library.',
    configuration: { engine: 'tlsf', cookies: { secret: 0x5eed }, log: { capacityLog2: 12 } },
    interception: 'linker-wrap',
    sharedLibraries: false,
  },
  embedded: {
    title: 'Embedded',
    description:
      'Memory accounting on a small machine: 64 MiB for everything that allocators give, refused beyond that, and a note when three quarters are taken. No byte of any block goes to debugging.',
    configuration: {
      engine: 'tlsf',
      accounting: {
        budgets: [
          { subject: { kind: 'heap' }, measure: 'requested', mode: 'hard', limitBytes: (64 * MIB) as Bytes },
          { subject: { kind: 'heap' }, measure: 'requested', mode: 'soft', limitBytes: (48 * MIB) as Bytes },
        ],
      },
    },
    interception: 'wrappers',
    sharedLibraries: false,
  },
  'vulkan-app': {
    title: 'Vulkan app',
    description:
      'What an application learns through VkAllocationCallbacks: accounts by scope, cookies that tell one allocator’s memory from another’s, and the last calls.',
    configuration: {
      engine: 'tlsf',
      cookies: { secret: 0x5eed },
      accounting: { budgets: [] },
      log: { capacityLog2: 16 },
    },
    interception: 'wrappers',
    sharedLibraries: true,
  },
  distro: {
    title: 'Distro',
    description:
      'A driver as distributions build it: nothing is intercepted, every library is shared, and no layer is on.',
    configuration: { engine: 'tlsf' },
    interception: 'none',
    sharedLibraries: true,
  },
} as const satisfies Record<string, Profile>;
export type ProfileName = keyof typeof PROFILES;

/** The profile that `name` means, by name or title, in any case; undefined where there is none. */
export function profileNamed(name: string): ProfileName | undefined {
  const wanted = name.trim().toLowerCase().replaceAll(' ', '-');
  return (Object.keys(PROFILES) as ProfileName[]).find((known) => known === wanted);
}

export function profileConfiguration(name: ProfileName): AllocatorConfiguration {
  return PROFILES[name].configuration;
}

export function profileBudgets(name: ProfileName): readonly Budget[] {
  return profileConfiguration(name).accounting?.budgets ?? [];
}
