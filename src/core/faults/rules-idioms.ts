import type { RuleId } from './rule';

/** What drivers are known to do although a rule speaks against it. */
export interface Idiom {
  readonly id: string;
  readonly name: string;
  readonly rules: readonly RuleId[];
  /** What is done and why, with its source. */
  readonly sentence: string;
}

/**
 * The known idioms (`vulkan-host-memory.md` §9). What one of them explains is marked as known and counts as a warning
 * at most, unless a person switches the idiom off: then the rule's own severity stands.
 */
export const IDIOMS = [
  {
    id: 'layouts',
    name: 'Ref-counted layouts',
    rules: ['VKM-30', 'VKM-38'],
    sentence:
      'Pipelines and descriptor sets may hold on to a layout after its handle was destroyed, so its memory is the device’s and released later (Mesa ae64b7a08cc, 054188bff82).',
  },
  {
    id: 'deferred-release',
    name: 'Deferred release',
    rules: ['VKM-30'],
    sentence:
      'What the queue may still use is released by a later command, at the latest with the device (lavapipe’s pipelines).',
  },
  {
    id: 'queue-thread',
    name: 'Queue threads',
    rules: ['VKM-49'],
    sentence:
      'A driver’s own queue thread, which makes no call, releases what a submission took (lavapipe; seen in recordings, not in its documentation).',
  },
  {
    id: 'debug-names',
    name: 'Debug names',
    rules: ['VKM-35'],
    sentence:
      'Names of objects are kept at OBJECT scope, taken when they are set (Mesa’s vkSetDebugUtilsObjectNameEXT).',
  },
  {
    id: 'pipeline-table',
    name: 'Pipelines of the device',
    rules: ['VKM-38'],
    sentence:
      'Pipelines take their memory from the device’s table, whatever table their creation was given (lavapipe).',
  },
  {
    id: 'cache-table',
    name: 'Caches of the device',
    rules: ['VKM-38'],
    sentence: 'Entries of a pipeline cache come from the device’s table at CACHE scope (radv).',
  },
  {
    id: 'own-objects',
    name: 'Objects of the driver’s own',
    rules: ['VKM-34', 'VKM-36', 'VKM-37'],
    sentence:
      'A driver makes pipelines for its own copies and clears when the device is created, with the scopes of any pipeline; they go with the device (radv).',
  },
  {
    id: 'descriptor-sets',
    name: 'Descriptor sets of the device',
    rules: ['VKM-40'],
    sentence: 'Descriptor sets take their memory from the device’s table, not from that of their pool (lavapipe).',
  },
] as const satisfies readonly Idiom[];
export type IdiomId = (typeof IDIOMS)[number]['id'];

export const ALL_IDIOMS: readonly IdiomId[] = IDIOMS.map(({ id }) => id);

export function isIdiomId(text: string): text is IdiomId {
  return ALL_IDIOMS.some((id) => id === text);
}
