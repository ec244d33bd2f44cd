import type { EventIndex } from '../core/tables/indices';
import { onNextFrame } from './frames';
import type { EventsPerSecond } from './protocol';

/** The cursor: where it is, and its way through the trace while it plays. Tells `moved` of every change. */
export class Playback {
  cursor = -1 as EventIndex;
  playing = false;
  private rate = 0;
  private until = -1 as EventIndex;
  /** Fractional cursor, so that slow speeds move too. */
  private exact = -1;
  private lastFrame = 0;

  constructor(private readonly moved: () => void) {}

  /** Goes forward at `rate` until the event `until`, then stops there. */
  play(rate: EventsPerSecond, until: EventIndex): void {
    this.rate = rate;
    this.until = until;
    if (this.playing || until <= this.cursor) return;
    this.playing = true;
    this.exact = this.cursor;
    this.lastFrame = performance.now();
    this.moved();
    onNextFrame(this.advance);
  }

  pause(): void {
    this.playing = false;
    this.moved();
  }

  seek(to: EventIndex): void {
    this.cursor = to;
    this.exact = to;
    this.moved();
  }

  private readonly advance = (): void => {
    if (!this.playing) return;
    const now = performance.now();
    // A frame that came late (a hidden tab) must not make the cursor leap.
    const elapsed = Math.min(now - this.lastFrame, 100);
    this.lastFrame = now;
    this.exact = Math.min(this.exact + (this.rate * elapsed) / 1000, this.until);
    this.cursor = Math.floor(this.exact) as EventIndex;
    if (this.cursor >= this.until) this.playing = false;
    this.moved();
    if (this.playing) onNextFrame(this.advance);
  };
}
