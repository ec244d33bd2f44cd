import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventIndex } from '../core/tables/indices';
import { Playback } from './playback';
import type { EventsPerSecond } from './protocol';

const at = (event: number) => event as EventIndex;
const rate = (events: number) => events as EventsPerSecond;

describe('playback', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes forward until its goal, stops there, and tells of every step', () => {
    const seen: number[] = [];
    const playback: Playback = new Playback(() => seen.push(playback.cursor));
    playback.seek(at(10));
    playback.play(rate(100_000), at(3000));
    expect(playback.playing).toBe(true);
    vi.advanceTimersByTime(200);
    expect(playback.playing).toBe(false);
    expect(playback.cursor).toBe(3000);
    expect(seen.at(-1)).toBe(3000);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(2);
  });

  it('moves at slow speeds, too', () => {
    const playback = new Playback(() => undefined);
    playback.seek(at(0));
    playback.play(rate(20), at(2));
    vi.advanceTimersByTime(90);
    expect(playback.cursor).toBe(1);
    vi.advanceTimersByTime(60);
    expect(playback.cursor).toBe(2);
  });

  it('stays where it was paused', () => {
    const playback = new Playback(() => undefined);
    playback.play(rate(1000), at(1_000_000));
    vi.advanceTimersByTime(100);
    expect(playback.cursor).toBeGreaterThan(0);
    playback.pause();
    const { cursor } = playback;
    vi.advanceTimersByTime(100);
    expect(playback.cursor).toBe(cursor);
  });

  it('does not play to a goal that lies behind it', () => {
    const playback = new Playback(() => undefined);
    playback.seek(at(50));
    playback.play(rate(1000), at(50));
    expect(playback.playing).toBe(false);
  });
});
