import type { ByteSpans } from '../core/replay/byte-spans';
import type { EventIndex } from '../core/tables/indices';
import type { Simulation } from './simulation';
import { Superseded } from './workload';

/** Least time between two looks at a heap while the cursor moves, in milliseconds: each goes over all of it. */
const REST = 100;

interface Known {
  readonly simulation: Simulation;
  readonly cursor: EventIndex;
  readonly spans: ByteSpans | undefined;
}

/**
 * What the bytes of the simulated heap are, for pictures that follow the cursor: the newest that is known, while the
 * heap is taken to the cursor in slices. `changed` is called when there is something new to draw.
 */
export class HeapSpans {
  private known: Known | undefined;
  private restUntil = -Infinity;
  private isAsking = false;
  private isWaiting = false;

  constructor(private readonly changed: () => void) {}

  /** Newer ones are on their way. */
  get isBusy(): boolean {
    return this.isAsking || this.isWaiting;
  }

  /** The newest of `simulation`; asks for those at `cursor` if they are not. */
  at(simulation: Simulation, cursor: EventIndex): ByteSpans | undefined {
    const { known } = this;
    const isOfIt = known?.simulation === simulation;
    if (!isOfIt || known.cursor !== cursor) this.askSoon(simulation, cursor);
    return isOfIt ? known.spans : undefined;
  }

  private askSoon(simulation: Simulation, cursor: EventIndex): void {
    if (this.isBusy) return;
    const wait = this.restUntil - performance.now();
    if (wait <= 0) {
      void this.ask(simulation, cursor);
      return;
    }
    this.isWaiting = true;
    setTimeout(() => {
      this.isWaiting = false;
      this.changed();
    }, wait);
  }

  private async ask(simulation: Simulation, cursor: EventIndex): Promise<void> {
    this.isAsking = true;
    const began = performance.now();
    try {
      this.known = { simulation, cursor, spans: await simulation.spans(cursor) };
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    } finally {
      this.isAsking = false;
      // A heap that takes long to go over is looked at less often.
      const now = performance.now();
      this.restUntil = now + Math.max(REST, now - began);
      this.changed();
    }
  }
}
