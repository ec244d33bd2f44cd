/** What a byte of the simulated heap is, in the order of the shadow's values (`core/heap/accessibility.ts`). */
export const BYTE_STATE_NAMES = ['unallocated', 'addressable', 'header', 'slack', 'guard', 'freed'] as const;
export type ByteStateName = (typeof BYTE_STATE_NAMES)[number];
