import type { BudgetChoice } from './budget-choice';
import type { EngineName } from './engine-names';
import type { Bytes } from './indices';
import type { LayerChoice } from './layer-choice';

/** How allocation calls reach the allocator, in the words of `core/analysis/interception`. */
export const PROFILE_INTERCEPTIONS = ['none', 'wrappers', 'linker-wrap', 'interpose'] as const;

/**
 * A purpose and the features that serve it (row R-06): a documented object that a person starts from, changes, and
 * passes on as a file.
 */
export interface Profile {
  readonly title: string;
  /** Whom it is for and what it switches on, in a sentence or two. */
  readonly description: string;
  readonly engine: EngineName;
  readonly layers: LayerChoice;
  readonly budgets: readonly BudgetChoice[];
  /** What the crossings matrix starts from: how calls are intercepted, and whether the C++ library is a shared one. */
  readonly interception: (typeof PROFILE_INTERCEPTIONS)[number];
  readonly sharedLibraries: boolean;
}

const MIB = 2 ** 20;
const NO_LAYERS: LayerChoice = { guard: undefined, flush: false, debug: undefined, keepsFreed: false, cookies: false, log: false }; // prettier-ignore

const WINDOWS_DEBUG: Profile = {
  title: 'Windows debug',
  description:
    'Memory debugging where there is no valgrind, as Gallium had it: headers and footers around every block, freed blocks filled and kept, cookies that tell whose memory a pointer is. Everything is intercepted at link time, so the C++ library is linked statically.',
  engine: 'tlsf',
  layers: { ...NO_LAYERS, debug: 'LP64', keepsFreed: true, cookies: true, log: true },
  budgets: [],
  interception: 'linker-wrap',
  sharedLibraries: false,
};

const EMBEDDED: Profile = {
  title: 'Embedded',
  description:
    'Memory accounting on a small machine: what would pass 64 MiB for all allocators is refused, and three quarters of that are noted. No byte of any block goes to debugging.',
  engine: 'tlsf',
  layers: NO_LAYERS,
  budgets: [
    { target: 'heap', mode: 'hard', limitBytes: (64 * MIB) as Bytes },
    { target: 'heap', mode: 'soft', limitBytes: (48 * MIB) as Bytes },
  ],
  interception: 'wrappers',
  sharedLibraries: false,
};

const VULKAN_APP: Profile = {
  title: 'Vulkan app',
  description:
    'What an application learns through its own VkAllocationCallbacks: a guard page behind every block, cookies that tell one allocator’s memory from another’s, and a log of the last calls.',
  engine: 'tlsf',
  layers: { ...NO_LAYERS, guard: 'after', cookies: true, log: true },
  budgets: [],
  interception: 'wrappers',
  sharedLibraries: true,
};

const DISTRO: Profile = {
  title: 'Distro',
  description: 'A driver as distributions build it: every library is shared, nothing is intercepted, no layer is on.',
  engine: 'tlsf',
  layers: NO_LAYERS,
  budgets: [],
  interception: 'none',
  sharedLibraries: true,
};

export const PROFILES = {
  'windows-debug': WINDOWS_DEBUG,
  embedded: EMBEDDED,
  'vulkan-app': VULKAN_APP,
  distro: DISTRO,
} as const;
export type ProfileName = keyof typeof PROFILES;
export const PROFILE_NAMES = Object.keys(PROFILES) as readonly ProfileName[];

/** The profile that `name` means, by name or title, in any case; undefined where there is none. */
export function profileNamed(name: string): Profile | undefined {
  const wanted = name.trim().toLowerCase().replaceAll(' ', '-');
  const known = PROFILE_NAMES.find((each) => each === wanted);
  return known && PROFILES[known];
}
