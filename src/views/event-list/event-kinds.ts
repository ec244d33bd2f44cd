/** Kinds of event as the list's filter offers them, with the record letters that each stands for. */
export const EVENT_KINDS = [
  { name: 'Allocate', letters: '+' },
  { name: 'Free', letters: '-' },
  { name: 'Reallocate', letters: '~' },
  { name: 'Fault', letters: 'g' },
  { name: 'Mark', letters: 'n' },
  { name: 'Object', letters: 'oO' },
  { name: 'Context', letters: 'xXY^A' },
  { name: 'Internal', letters: 'i' },
  { name: 'Access', letters: 'rw' },
] as const;

/** Whether a filter shows the kind with these letters; the empty filter shows all. */
export function showsKind(kinds: string, letters: string): boolean {
  return Array.from(letters).every((letter) => kinds.includes(letter));
}

/** The filter after the chip of `letters` was pressed. */
export function toggleKind(kinds: string, letters: string): string {
  return showsKind(kinds, letters)
    ? Array.from(kinds)
        .filter((letter) => !letters.includes(letter))
        .join('')
    : kinds + letters;
}
