import type { Bytes, CommandId, EventIndex, ModuleId } from '../../tables/indices';

// What the Vulkan host-allocation callbacks see of the memory of a program, as it crosses to the page and the command line.

/** Bytes that the callbacks saw, of all that was recorded. Memory that one domain takes from another counts once. */
export interface Seen {
  readonly callbacks: Bytes;
  readonly all: Bytes;
}

/** Requests that gave memory (allocations and reallocations), through callbacks and past them. */
export interface SeenRequests {
  readonly callbackRequests: number;
  readonly callbackBytes: Bytes;
  readonly rawRequests: number;
  readonly rawBytes: Bytes;
}

/** A module: of callbacks the one that called them, of everything else the responsible one. */
export interface ModuleCoverage extends SeenRequests {
  readonly module: ModuleId;
  readonly atPeak: Seen;
  readonly atEnd: Seen;
  /** The most that it ever held past the callbacks, and the first event after which it did. */
  readonly rawPeak: { readonly bytes: Bytes; readonly event: EventIndex };
}

/** A command; 0: no command was in progress on the thread. */
export interface CommandCoverage extends SeenRequests {
  readonly command: CommandId;
}

/**
 * What was in force where memory was taken past the callbacks: a command on the same thread that was passed a table, or
 * NULL, or whose table was not recorded; or no command at all, where no plumbing of pAllocator could have reached.
 */
export const IN_FORCE = ['table', 'null', 'not-recorded', 'no-command'] as const;
export type InForce = (typeof IN_FORCE)[number];

/** The same in words, as the end of a sentence on what was taken. */
export const IN_FORCE_TEXTS: Readonly<Record<InForce, string>> = {
  table: 'in a command that was given a table',
  null: 'in a command that was given NULL',
  'not-recorded': 'in a command; which table it was given is not recorded',
  'no-command': 'with no command in progress on the thread: no pAllocator could have reached it',
};

export interface Plumbing {
  readonly inForce: InForce;
  /** {@link IN_FORCE_TEXTS} of it. */
  readonly text: string;
  readonly requests: number;
  readonly bytes: Bytes;
  readonly atPeak: Bytes;
}

/** How many requests carried each of the facts that a Vulkan allocation comes with. */
export interface CarriedFacts {
  readonly requests: number;
  readonly table: number;
  readonly scope: number;
  readonly object: number;
  readonly alignment: number;
}

export interface Coverage {
  readonly atPeak: Seen;
  readonly atEnd: Seen;
  /** The greatest that the callbacks ever saw, and the greatest that there was. */
  readonly visiblePeak: { readonly bytes: Bytes; readonly event: EventIndex };
  readonly truePeak: { readonly bytes: Bytes; readonly event: EventIndex };
  /** Greatest holders at the peak first. */
  readonly byModule: readonly ModuleCoverage[];
  /** Those that asked for most first. */
  readonly byCommand: readonly CommandCoverage[];
  /** Memory taken past the callbacks, in the order of {@link IN_FORCE}. */
  readonly plumbing: readonly Plumbing[];
  readonly facts: { readonly callbacks: CarriedFacts; readonly raw: CarriedFacts };
  /** The peak if ralloc contexts took their memory through the callbacks; undefined: no ralloc was recorded. */
  readonly atPeakWithRalloc: Seen | undefined;
}
