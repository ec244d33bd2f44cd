/** Seconds left after `done` of `total` took `seconds`; undefined while that is anybody's guess. */
export function timeLeft(done: number, total: number, seconds: number): number | undefined {
  // The first half second tells too little.
  if (total === 0 || done === 0 || seconds < 0.5) return undefined;
  return (Math.max(total - done, 0) / done) * seconds;
}

/** `12 s left`, as a person says it; empty when it is not known. */
export function timeLeftText(left: number | undefined): string {
  if (left === undefined) return '';
  return left < 1 ? 'nearly done' : `${Math.ceil(left)} s left`;
}
