import type { EventIndex } from '../core/tables/indices';
import type { LiveStatValues } from '../core/tables/live-stats';
import type { EngineClient } from '../worker/client';
import type { ViewSettings } from '../worker/protocol';
import type { AppState, AppStore } from './app-store';
import { isPlaying, type Playback } from './playback-slice';
import type { TraceStatus } from './trace-slice';
import { Turns } from './turns';
import { sameSettings, viewSettings } from './view-settings';

/** Least time between two updates of low-rate facts in the store, in milliseconds. */
const FACTS_EVERY = 80;
/** Frames from one panel's turn to the next one's while it plays. */
const TURN_EVERY = 2;

export type FrameListener = (stats: LiveStatValues) => void;

/**
 * Keeps the store and the engine in step, once a frame: tells the engine what the state asks for, brings back what
 * the engine has to say. The only place that tells the engine anything; views may ask it questions.
 */
export class EngineLink {
  private readonly listeners = new Set<FrameListener>();
  private readonly turns = new Turns();
  private framesSinceTurn = 0;
  private frame = 0;
  private factsAt = 0;
  /** Questions, orders and other work not finished yet. */
  private underWay = 0;
  private idleFrames = 0;
  private analysed = 0;
  private waitingForIdle: (() => void)[] = [];

  // What the engine was last told.
  private status: TraceStatus | undefined;
  private settings: ViewSettings | undefined;
  private cursor = -1 as EventIndex;
  private playback: Playback = { kind: 'paused' };
  private readonly busyWith = { tables: false, seek: false, show: false, playback: false };

  constructor(
    readonly store: AppStore,
    readonly engine: EngineClient,
  ) {
    engine.crashed.catch((error: unknown) => {
      store.getState().crashed(error);
    });
    this.frame = requestAnimationFrame(this.onFrame);
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.engine.dispose();
  }

  /** Calls `listener` before every paint with the engine's figures. Gives the function that ends it. */
  subscribe(listener: FrameListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Lets `work` put something on the page: at once; while it plays, in a frame in which nobody else does. In place of
   * what `party` had waiting.
   */
  inTurn(party: object, work: () => void): void {
    this.turns.wait(party, work);
    if (!isPlaying(this.store.getState())) this.turns.all();
  }

  /** Resolves when it is `party`'s turn, see {@link inTurn}. */
  turn(party: object): Promise<void> {
    return new Promise((resolve) => {
      this.inTurn(party, resolve);
    });
  }

  /** `party` has nothing to put on the page any more. */
  leave(party: object): void {
    this.turns.leave(party);
  }

  /** Puts a question to the engine. */
  ask<Answer>(question: (engine: EngineClient) => Promise<Answer>): Promise<Answer> {
    return this.busyWhile(() => question(this.engine));
  }

  /** The page counts as busy until `work` is done. */
  async busyWhile<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    this.underWay++;
    try {
      return await work();
    } finally {
      this.underWay--;
    }
  }

  /** Ends the load under way; what was read so far stays and is shown. */
  cancelLoad(): void {
    void this.ask((engine) => engine.cancel());
  }

  /** Resolves when everything asked for is shown: nothing opens, plays, moves or waits for an answer. */
  idle(): Promise<void> {
    this.idleFrames = 0;
    return new Promise((resolve) => {
      this.waitingForIdle.push(resolve);
    });
  }

  private readonly onFrame = (now: number): void => {
    this.frame = requestAnimationFrame(this.onFrame);
    const stats = this.engine.stats.read();
    this.markAnalysed(stats);
    const hasNews = this.bringBack(stats, now);
    this.giveTurn(hasNews);
    this.tell(this.store.getState());
    for (const listener of this.listeners) listener(stats);
    this.countIdle(stats);
  };

  /** Leaves a mark in the browser's performance timeline, for whoever measures. */
  private markAnalysed({ analysed }: LiveStatValues): void {
    if (analysed !== this.analysed && analysed === 1) performance.mark('heapglass:analysed');
    this.analysed = analysed;
  }

  private giveTurn(isTaken: boolean): void {
    if (!isPlaying(this.store.getState())) this.turns.all();
    else if (isTaken || ++this.framesSinceTurn < TURN_EVERY) return;
    else this.turns.next();
    this.framesSinceTurn = 0;
  }

  /** Gives whether the frame is taken by low-rate facts. */
  private bringBack(stats: LiveStatValues, now: number): boolean {
    const state = this.store.getState();
    if (state.status.kind === 'empty' || state.status !== this.status || now - this.factsAt < FACTS_EVERY) return false;
    this.factsAt = now;
    if (stats.generation !== state.generation) this.attachTables(stats.generation);
    if (changed(stats, state.stats)) state.statsRead(stats);
    if (stats.analysed > state.stats.analysed) state.analysed();
    this.followPlayback(stats, state);
    return true;
  }

  /** Takes over where the engine has come to, unless it has not heard yet what the person wants. */
  private followPlayback(stats: LiveStatValues, state: AppState): void {
    const hasHeard = state.playback === this.playback && state.cursor === this.cursor;
    if (state.playback.kind === 'paused' || !hasHeard || this.busyWith.playback || this.busyWith.seek) return;
    this.cursor = stats.cursor as EventIndex;
    if (this.cursor !== state.cursor) state.cursorPlayed(this.cursor);
    if (stats.playing === 0) state.pause();
  }

  private attachTables(generation: number): void {
    const { trace } = this.store.getState();
    this.once('tables', async () => {
      const shared = await this.engine.share();
      const state = this.store.getState();
      if (state.trace !== trace) return;
      trace.attach(shared.trace);
      state.tablesGrew(generation, shared.meta);
    });
  }

  /** Orders go out in the order in which the engine must hear of them. */
  private tell(state: AppState): void {
    if (state.crash !== undefined) return;
    if (state.status !== this.status) this.tellStatus(state.status);
    if (state.status.kind === 'empty') return;
    this.tellPlayback(state);
    this.tellCursor(state.cursor);
    this.tellSettings(state);
  }

  private tellStatus(status: TraceStatus): void {
    const before = this.status;
    this.status = status;
    if (before?.kind === 'opening' && status.kind === 'empty') this.cancelLoad();
    if (status.kind !== 'opening') return;
    this.cursor = -1 as EventIndex;
    this.playback = { kind: 'paused' };
    this.settings = undefined;
    performance.mark('heapglass:open');
    void this.open(status);
  }

  private async open(status: TraceStatus & { kind: 'opening' }): Promise<void> {
    await this.ask(async (engine) => {
      const result = await engine.open(status.source);
      if (this.store.getState().status !== status) return;
      if (!result.ok) {
        this.store.getState().openFailed(result.failure);
        return;
      }
      const { trace } = this.store.getState();
      const generation = engine.stats.read().generation;
      trace.attach((await engine.share()).trace);
      if (this.store.getState().status !== status) return;
      this.store.getState().tablesGrew(generation, result.value.meta);
      this.store.getState().opened(result.value);
    });
  }

  private tellPlayback({ playback, cursor }: AppState): void {
    if (playback === this.playback || this.busyWith.playback) return;
    const wasPlaying = this.playback.kind === 'playing';
    this.playback = playback;
    this.once('playback', async () => {
      if (playback.kind === 'playing') {
        if (cursor !== this.cursor) await this.engine.seek((this.cursor = cursor));
        await this.engine.play(playback.rate, playback.until);
      } else if (wasPlaying) {
        await this.engine.pause();
        this.stopAtEngineCursor();
      }
    });
  }

  /** The store's cursor lags while playing; once paused it says where the engine stopped, unless it was moved since. */
  private stopAtEngineCursor(): void {
    const state = this.store.getState();
    if (state.cursor !== this.cursor || state.playback.kind === 'playing') return;
    this.cursor = this.engine.stats.read().cursor as EventIndex;
    state.cursorPlayed(this.cursor);
  }

  private tellCursor(cursor: EventIndex): void {
    if (cursor === this.cursor || this.busyWith.seek || this.busyWith.playback) return;
    this.once('seek', async () => {
      await this.engine.seek((this.cursor = cursor));
    });
  }

  private tellSettings(state: AppState): void {
    const settings = viewSettings(state);
    // While it plays the engine knows the cursor before the page does.
    const shown = state.playback.kind === 'playing' && this.settings ? this.settings.cursor : settings.cursor;
    if (this.busyWith.show || (this.settings && sameSettings({ ...settings, cursor: shown }, this.settings))) return;
    this.settings = settings;
    this.once('show', () => this.engine.show(settings));
  }

  private once(order: keyof EngineLink['busyWith'], give: () => Promise<void>): void {
    if (this.busyWith[order]) return;
    this.busyWith[order] = true;
    void this.ask(give).finally(() => {
      this.busyWith[order] = false;
    });
  }

  private countIdle(stats: LiveStatValues): void {
    const { status, playback } = this.store.getState();
    const settled = status.kind !== 'opening' && playback.kind === 'paused';
    const quiet = settled && this.underWay === 0 && (status.kind === 'empty' || stats.busy === 0);
    this.idleFrames = quiet ? this.idleFrames + 1 : 0;
    // Low-rate facts and the questions that follow from them need a few frames to come round.
    if (this.idleFrames < 12 || this.waitingForIdle.length === 0) return;
    for (const resolve of this.waitingForIdle.splice(0)) resolve();
  }
}

function changed(now: LiveStatValues, before: LiveStatValues): boolean {
  return (Object.keys(now) as (keyof LiveStatValues)[]).some((name) => now[name] !== before[name]);
}
