/** Runs one task at a time. While one runs only the newest of those that came waits; the others are dropped. */
export class LatestOnly {
  private running = false;
  private next: (() => Promise<void>) | undefined;

  async take(task: () => Promise<void>): Promise<void> {
    this.next = task;
    if (this.running) return;
    this.running = true;
    try {
      for (let now: (() => Promise<void>) | undefined = task; now !== undefined; now = this.next) {
        this.next = undefined;
        await now();
      }
    } finally {
      this.running = false;
    }
  }

  /** Forgets the task that waits. */
  clear(): void {
    this.next = undefined;
  }
}
