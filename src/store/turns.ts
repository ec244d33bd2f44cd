/**
 * Work that waits for a turn of its own, so that no frame has to do all of it. Each party has one piece waiting at
 * most: a newer one takes the place of the older.
 */
export class Turns {
  private readonly waiting = new Map<object, () => void>();

  wait(party: object, work: () => void): void {
    this.waiting.set(party, work);
  }

  /** Runs what has waited longest. */
  next(): void {
    const first = this.waiting.entries().next();
    if (first.done === true) return;
    const [party, work] = first.value;
    this.waiting.delete(party);
    work();
  }

  /** Runs all that waits, in the order in which it came. */
  all(): void {
    for (const [party, work] of this.waiting) {
      this.waiting.delete(party);
      work();
    }
  }

  /** `party` wants nothing any more. */
  leave(party: object): void {
    this.waiting.delete(party);
  }
}
