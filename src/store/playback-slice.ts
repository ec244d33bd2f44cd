import type { StateCreator } from 'zustand';
import type { EventIndex } from '../core/tables/indices';
import type { EventsPerSecond } from '../worker/protocol';
import { lastEvent, type TraceSlice } from './trace-slice';

export type Playback =
  | { readonly kind: 'paused' }
  | { readonly kind: 'playing'; readonly rate: EventsPerSecond; readonly until: EventIndex };

/** Speeds offered, in events per second. */
export const RATES = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7].map((rate) => rate as EventsPerSecond);

/** How long a playback to the peak lasts, in seconds, whatever the trace's length. */
const SECONDS_TO_PEAK = 12;

export interface PlaybackSlice {
  /** The event being looked at: everything shows the state after it. −1 = before the first. */
  readonly cursor: EventIndex;
  readonly playback: Playback;
  /** Speed that the person chose. */
  readonly rate: EventsPerSecond;

  /** Goes to `event`, or to the nearest one that there is. */
  readonly seek: (event: number) => void;
  /** Goes `events` forward (or back) and stays there. */
  readonly step: (events: number) => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly togglePlayback: () => void;
  readonly setRate: (rate: EventsPerSecond) => void;
  /** Plays from the beginning, at a speed that reaches the peak after 12 s, and stops there. */
  readonly playToPeak: () => void;
  readonly seekPeak: () => void;
  /** The engine's link tells where the playback has come to. */
  readonly cursorPlayed: (cursor: EventIndex) => void;
}

export function isPlaying({ playback }: Pick<PlaybackSlice, 'playback'>): boolean {
  return playback.kind === 'playing';
}

export const createPlaybackSlice: StateCreator<PlaybackSlice & TraceSlice, [], [], PlaybackSlice> = (set, get) => ({
  cursor: -1 as EventIndex,
  playback: { kind: 'paused' },
  rate: 1e4 as EventsPerSecond,

  seek(event) {
    set({ cursor: Math.min(Math.max(Math.round(event), -1), lastEvent(get())) as EventIndex });
  },
  step(events) {
    get().pause();
    get().seek(get().cursor + events);
  },
  play() {
    const until = lastEvent(get());
    if (until < 0) return;
    if (get().cursor >= until) get().seek(-1);
    set({ playback: { kind: 'playing', rate: get().rate, until } });
  },
  pause() {
    if (isPlaying(get())) set({ playback: { kind: 'paused' } });
  },
  togglePlayback() {
    if (isPlaying(get())) get().pause();
    else get().play();
  },
  setRate(rate) {
    set({ rate });
    if (isPlaying(get())) get().play();
  },
  playToPeak() {
    const peak = get().meta?.totals.peakEvent;
    if (peak === undefined || peak < 0) return;
    get().seek(-1);
    const rate = Math.max(peak / SECONDS_TO_PEAK, 1) as EventsPerSecond;
    set({ playback: { kind: 'playing', rate, until: peak } });
  },
  seekPeak() {
    const peak = get().meta?.totals.peakEvent;
    get().pause();
    if (peak !== undefined) get().seek(peak);
  },
  cursorPlayed(cursor) {
    set({ cursor });
  },
});
