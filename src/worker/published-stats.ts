import type { EventIndex } from '../core/tables/indices';
import { LiveStats } from '../core/tables/live-stats';
import type { Totals } from '../core/tables/trace-meta';

/** Least time between two rounds of new table handles while tables grow, in milliseconds. */
const GENERATION_EVERY = 250;

/** What the page reads of the engine with every frame. */
export class PublishedStats {
  private readonly stats = new LiveStats();
  private generation = 0;
  private generationAt = 0;
  private answers = 0;

  get buffer(): ArrayBufferLike {
    return this.stats.buffer;
  }

  /** A trace is on its way in. */
  opening(): void {
    this.stats.publish({
      ...{ bytesRead: 0, bytesTotal: 0, events: 0, liveBytes: 0, peakBytes: 0 },
      ...{ analysed: 0, replayedEvents: 0, busy: 1 },
    });
  }

  /** How far it is read; `bytesTotal` 0: not known. */
  progressed({ events, liveBytes, peakBytes }: Totals, bytesRead: number, bytesTotal: number): void {
    this.stats.publish({ events, liveBytes, peakBytes, bytesRead, bytesTotal });
    this.tablesGrew();
  }

  failed(): void {
    this.stats.publish({ busy: 0 });
  }

  read(totals: Totals, bytesRead: number): void {
    this.progressed(totals, bytesRead, bytesRead);
    this.tablesChanged();
    this.answersChanged();
  }

  /** Totals, peak, timeline and the figures of every stack are there. */
  analysed(): void {
    this.stats.publish({ analysed: 1 });
  }

  /** Tables have new rows; the page hears of it now and then. */
  tablesGrew(): void {
    const now = performance.now();
    if (now - this.generationAt < GENERATION_EVERY) return;
    this.generationAt = now;
    this.tablesChanged();
  }

  /** The page has to ask for the tables again. */
  tablesChanged(): void {
    this.stats.publish({ generation: ++this.generation });
  }

  /** Answers that were given may differ now. */
  answersChanged(): void {
    this.stats.publish({ answers: ++this.answers });
  }

  /** So many events are replayed on the simulated heap. */
  replayed(replayedEvents: number): void {
    this.stats.publish({ replayedEvents });
  }

  /** `liveBytes` undefined: not known yet. */
  cursorMoved(cursor: EventIndex, isPlaying: boolean, liveBytes: number | undefined): void {
    this.stats.publish({ cursor, playing: isPlaying ? 1 : 0, ...(liveBytes !== undefined && { liveBytes }) });
  }

  /** `painted`: the cursor that the canvases show. */
  busy(isBusy: boolean, painted: EventIndex): void {
    this.stats.publish({ busy: isBusy ? 1 : 0, painted });
  }
}
