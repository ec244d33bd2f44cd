import type { Pace } from './pace';

/** What a question was about is gone: the trace is no longer open, or another engine places its blocks. */
export class Superseded extends Error {
  constructor() {
    super('Another trace was opened, or another engine chosen.');
  }
}

/** The sliced work on one trace: goes on side by side, ends when the trace is replaced, tells when all is done. */
export class Workload {
  private readonly stopping = new AbortController();
  private running = 0;

  constructor(
    private readonly pace: Pace,
    private readonly changed: () => void,
  ) {}

  get isBusy(): boolean {
    return this.running > 0;
  }

  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  stop(): void {
    this.stopping.abort();
  }

  /** Repeats `step` until it says true, resting between slices. @throws Superseded once the work was stopped */
  until(step: () => boolean): Promise<void> {
    return this.counted(async () => {
      for (let done = false; !done; done = step()) await this.turn();
    });
  }

  /** Runs a generator to its end, resting between slices. @throws Superseded once the work was stopped */
  steps<Value>(steps: Generator<unknown, Value>): Promise<Value> {
    return this.counted(async () => {
      for (;;) {
        await this.turn();
        const { done, value } = steps.next();
        if (done === true) return value;
      }
    });
  }

  /** Does something short, but not before others had their turn. @throws Superseded once the work was stopped */
  once<Value>(make: () => Value): Promise<Value> {
    return this.counted(async () => {
      await this.turn();
      return make();
    });
  }

  private async turn(): Promise<void> {
    if (this.pace.due()) await this.pace.rest();
    if (this.signal.aborted) throw new Superseded();
  }

  private async counted<Value>(work: () => Promise<Value>): Promise<Value> {
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      if (this.running === 0) this.changed();
    }
  }
}
