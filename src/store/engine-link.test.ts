import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TraceBuilder } from '../core/pairing/trace-builder';
import type { EventIndex } from '../core/tables/indices';
import { LiveStats } from '../core/tables/live-stats';
import type { EngineClient } from '../worker/client';
import type { OpenedTrace, TraceSource } from '../worker/protocol';
import { createAppStore, type AppStore } from './app-store';
import { EngineLink } from './engine-link';

const source: TraceSource = { kind: 'url', url: 'https://example.org/a.hgt', name: 'a.hgt' };

function openedTrace(): OpenedTrace {
  const empty = new TraceBuilder().meta();
  return {
    meta: { ...empty, totals: { ...empty.totals, events: 1000, peakEvent: 600 as EventIndex } },
    fileBytes: 5000,
  };
}

/** Writes down what the engine is told, and answers at once. */
class ScriptedEngine {
  readonly stats = new LiveStats();
  readonly crashed = new Promise<never>(() => undefined);
  readonly told: string[] = [];
  openResult = Promise.resolve({ ok: true as const, value: openedTrace() });
  seekDone: Promise<void> = Promise.resolve();

  open = () => this.openResult;
  share = () => {
    const { trace } = new TraceBuilder();
    return Promise.resolve({ trace: trace.share(), meta: openedTrace().meta });
  };
  seek = (to: EventIndex) => {
    this.told.push(`seek ${to}`);
    this.stats.publish({ cursor: to });
    return this.seekDone;
  };
  play = (rate: number, until: EventIndex) => {
    this.told.push(`play at ${rate} until ${until}`);
    this.stats.publish({ playing: 1 });
    return Promise.resolve();
  };
  pause = () => {
    this.told.push('pause');
    this.stats.publish({ playing: 0 });
    return Promise.resolve();
  };
  cancel = () => {
    this.told.push('cancel');
    return Promise.resolve();
  };
  show = () => Promise.resolve();
  dispose = () => undefined;
}

let frames: FrameRequestCallback[] = [];
let now = 0;

/** Lets a frame pass, and everything that it set off. */
async function frame(count = 1): Promise<void> {
  for (let i = 0; i < count; i++) {
    now += 100;
    for (const draw of frames.splice(0)) draw(now);
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  }
}

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (draw: FrameRequestCallback) => frames.push(draw));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function opened(): Promise<{ engine: ScriptedEngine; store: AppStore; link: EngineLink }> {
  const engine = new ScriptedEngine();
  const store = createAppStore();
  const link = new EngineLink(store, engine as unknown as EngineClient);
  store.getState().open(source, { kind: 'at-peak' });
  await frame(3);
  engine.told.length = 0;
  return { engine, store, link };
}

test('a trace that is opened becomes readable, and the engine is told where the cursor stands', async () => {
  const engine = new ScriptedEngine();
  const store = createAppStore();
  new EngineLink(store, engine as unknown as EngineClient);
  store.getState().open(source, { kind: 'at-peak' });
  await frame(3);
  expect(store.getState().status.kind).toBe('ready');
  expect(engine.told).toEqual(['seek 600']);
});

test('of many moves between two frames the engine hears the last one', async () => {
  const { engine, store } = await opened();
  for (const event of [1, 2, 3, 4]) store.getState().seek(event);
  await frame();
  expect(engine.told).toEqual(['seek 4']);
});

test('while a move is under way the next ones wait, and only the newest goes out', async () => {
  const { engine, store } = await opened();
  let arrive = (): void => undefined;
  engine.seekDone = new Promise((resolve) => {
    arrive = resolve;
  });
  store.getState().seek(1);
  await frame();
  store.getState().seek(2);
  await frame();
  store.getState().seek(3);
  await frame();
  arrive();
  await frame(2);
  expect(engine.told).toEqual(['seek 1', 'seek 3']);
});

test('while it plays the store follows the engine, and the engine is not told its own cursor', async () => {
  const { engine, store } = await opened();
  store.getState().play();
  await frame();
  engine.stats.publish({ cursor: 700 });
  await frame(2);
  expect(store.getState().cursor).toBe(700);
  expect(engine.told).toEqual(['play at 10000 until 999']);
});

test('when the engine reaches the end the store is paused there', async () => {
  const { engine, store } = await opened();
  store.getState().play();
  await frame();
  engine.stats.publish({ cursor: 999, playing: 0 });
  await frame(2);
  expect(store.getState()).toMatchObject({ cursor: 999, playback: { kind: 'paused' } });
  expect(engine.told).not.toContain('seek 999');
});

test('a pause takes over the cursor at which the engine stopped', async () => {
  const { engine, store } = await opened();
  store.getState().play();
  await frame(2);
  engine.stats.publish({ cursor: 812 });
  store.getState().pause();
  await frame(2);
  expect(store.getState().cursor).toBe(812);
});

test('a move while it plays moves the engine, which goes on from there', async () => {
  const { engine, store } = await opened();
  store.getState().play();
  await frame(2);
  store.getState().seek(100);
  await frame(2);
  expect(engine.told).toEqual(['play at 10000 until 999', 'seek 100']);
  expect(store.getState().playback.kind).toBe('playing');
});

test('the beginning is where a playback to the peak begins', async () => {
  const { engine, store } = await opened();
  store.getState().playToPeak();
  await frame(2);
  expect(engine.told).toEqual(['seek -1', 'play at 50 until 600']);
});

test('going back to the start page ends the load under way', async () => {
  const engine = new ScriptedEngine();
  engine.openResult = new Promise(() => undefined);
  const store = createAppStore();
  new EngineLink(store, engine as unknown as EngineClient);
  store.getState().open(source, { kind: 'at-peak' });
  await frame();
  store.getState().close();
  await frame();
  expect(engine.told).toEqual(['cancel']);
});

test('the page is idle once nothing opens, plays or waits for an answer', async () => {
  const { engine, store, link } = await opened();
  let isIdle = false;
  engine.stats.publish({ busy: 1 });
  void link.idle().then(() => {
    isIdle = true;
  });
  await frame(30);
  expect(isIdle).toBe(false);
  store.getState().play();
  engine.stats.publish({ busy: 0 });
  await frame(30);
  expect(isIdle).toBe(false);
  store.getState().pause();
  await frame(30);
  expect(isIdle).toBe(true);
});
