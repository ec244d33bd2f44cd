/** Every kind of fault that a trace can show, in the spelling of `report --json`. The index is the stored value. */
export const FAULT_KINDS = [
  'double-free',
  'unknown-free',
  'mismatched-free',
  'returned-live',
  // Seen by the recorder itself (`g` records):
  'guard',
  'redzone',
  'cookie',
  'unknown',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
