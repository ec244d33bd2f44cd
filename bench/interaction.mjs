// Seeks, playback and loading in Chromium on ten million events: what a person feels.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/run.mjs';
import { giveTrace, idle, openStart, withPage } from './browser-page.mjs';
import { quantile } from './statistics.mjs';

const TRACE = join(root, '../shared/traces/large/lvp-compute-uber.hgt.zst');
const SEEKS = 60;
const EVENTS_PER_SECOND = 1_000_000;
const PLAY_SECONDS = 5;
const FRAME = 1000 / 60;

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ name: string, ts: number, dur?: number, tdur?: number, pid: number, tid: number, args?: { name?: string } }} TraceEvent */

/**
 * Milliseconds that an instant takes, for instants scattered over the trace, the same in every run.
 * @param {Page} page
 * @param {'paint' | 'heap bytes'} what until the canvases show it, or until the simulated heap's bytes are there
 * @returns {Promise<number[]>}
 */
function instants(page, what) {
  return page.evaluate(
    async ({ count, what }) => {
      const engine = window.__heapglassEngine;
      if (engine === undefined) throw new Error('The page exposes no engine.');
      const { events } = engine.stats.read();
      const times = [];
      for (let i = 1; i <= count; i++) {
        const event = /** @type {never} */ (Math.floor(((i * 0.618_034) % 1) * events));
        const begin = performance.now();
        if (what === 'heap bytes') await engine.heapWords(event, 0, 4096);
        else {
          await engine.seek(event);
          while (engine.stats.read().painted !== event) await new Promise((resolve) => setTimeout(resolve));
        }
        times.push(performance.now() - begin);
      }
      return times;
    },
    { count: SEEKS, what },
  );
}

/**
 * Plays and watches the main thread: its work in each frame, and the frames that came late.
 * @param {Page} page
 */
async function playing(page) {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser.');
  await page.keyboard.press('Home');
  await page.getByLabel('Speed, in events per second').selectOption(String(EVENTS_PER_SECOND));
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  const late = await page.evaluate(async (seconds) => {
    const gaps = [];
    let last = performance.now();
    const end = last + seconds * 1000;
    while (last < end) {
      const now = await new Promise((resolve) => requestAnimationFrame(resolve));
      gaps.push(now - last);
      last = now;
    }
    return gaps;
  }, PLAY_SECONDS);
  /** @type {{ traceEvents: readonly TraceEvent[] }} */
  const trace = JSON.parse(String(await browser.stopTracing()));
  const missed = late.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME) - 1), 0);
  return { frames: timePerFrame(trace.traceEvents), missed: missed / (missed + late.length) };
}

/**
 * Whether an event is of a page's main thread: workers draw frames of their own.
 * @param {readonly TraceEvent[]} events
 * @returns {(event: TraceEvent) => boolean}
 */
function mainThreads(events) {
  const named = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const threads = new Set(named.map(({ pid, tid }) => `${pid} ${tid}`));
  return ({ pid, tid }) => threads.has(`${pid} ${tid}`);
}

/**
 * Milliseconds of the page's main thread for each frame and what follows until the next: its own work, and the same
 * with the time that it waited for a core.
 * @param {readonly TraceEvent[]} events
 */
function timePerFrame(events) {
  const isMain = mainThreads(events);
  const inOrder = events.filter(isMain).sort((one, other) => one.ts - other.ts);
  const callbacks = inOrder.filter(({ name }) => name === 'FireAnimationFrame');
  const isTask = (/** @type {TraceEvent} */ { name, pid }) =>
    name === 'ThreadControllerImpl::RunTask' && pid === callbacks[0].pid;
  const frames = [];
  let next = 0;
  for (const { ts, dur = 0, tdur = 0 } of inOrder.filter(isTask)) {
    let isFrame = false;
    // A frame has one task, whatever the number of callbacks in it.
    for (; next < callbacks.length && callbacks[next].ts < ts + dur; next++) isFrame ||= callbacks[next].ts >= ts;
    if (isFrame) frames.push({ work: 0, span: 0 });
    const frame = frames.at(-1);
    if (frame === undefined) continue;
    frame.work += tdur / 1000;
    frame.span += dur / 1000;
  }
  return frames.slice(0, -1);
}

/**
 * Main-thread tasks over 50 ms while the trace loads.
 * @param {Page} page
 * @returns {Promise<number[]>}
 */
async function longTasksWhileLoading(page) {
  await page.addInitScript(() => {
    const tasks = /** @type {number[]} */ ([]);
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration, startTime } of list.getEntries()) {
        const opened = performance.getEntriesByName('heapglass:open').some((mark) => startTime > mark.startTime);
        if (opened) tasks.push(duration);
      }
    }).observe({ type: 'longtask' });
  });
  await openStart(page);
  await giveTrace(page, TRACE);
  await idle(page);
  return page.evaluate(() => /** @type {{ longTasks?: number[] }} */ (window).longTasks ?? []);
}

/** Prints what seeking, playing and loading cost on the largest Vulkan trace. */
export async function benchInteraction() {
  if (!existsSync(TRACE)) {
    console.log('Interaction: skipped, the large traces are not beside this folder.');
    return;
  }
  await withPage(async (page) => {
    const long = await longTasksWhileLoading(page);
    console.log(`Loading: ${long.length} main-thread tasks over 50 ms (${long.map(Math.round).join(' ')})`);
    const seek = await instants(page, 'paint');
    console.log(
      `Seek with paint: median ${quantile(seek, 0.5).toFixed(0)} ms, p95 ${quantile(seek, 0.95).toFixed(0)} ms`,
    );
    const bytes = await instants(page, 'heap bytes');
    console.log(`Heap bytes: median ${quantile(bytes, 0.5).toFixed(0)} ms, p95 ${quantile(bytes, 0.95).toFixed(0)} ms`);
    const { frames, missed } = await playing(page);
    const p95 = (/** @type {'work' | 'span'} */ what) =>
      quantile(
        frames.map((frame) => frame[what]),
        0.95,
      ).toFixed(1);
    console.log(
      `Playing at ${EVENTS_PER_SECOND / 1e6} M events/s: main thread ${p95('work')} ms of work a frame (p95), ` +
        `${p95('span')} ms with waits for a core, ${(missed * 100).toFixed(1)} % of frames missed`,
    );
  });
}
