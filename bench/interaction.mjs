// Seeks, playback and loading in Chromium on ten million events: what a person feels.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/run.mjs';
import { idle, openTrace, withPage } from './browser-page.mjs';
import { quantile } from './statistics.mjs';

const TRACE = join(root, '../shared/traces/large/lvp-compute-uber.hgt.zst');
const SEEKS = 60;
const EVENTS_PER_SECOND = 1_000_000;
const PLAY_SECONDS = 5;
const FRAME = 1000 / 60;

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ name: string, ts: number, dur?: number, pid: number, tid: number, args?: { name?: string } }} TraceEvent */

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
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await page.keyboard.press('Home');
  await page.getByLabel('Speed, in events per second').selectOption(String(EVENTS_PER_SECOND));
  await page.getByRole('button', { name: 'Play', exact: true }).click();
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
  return { work: workPerFrame(trace.traceEvents), missed: missed / (missed + late.length) };
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
 * Milliseconds that the page's main thread worked between one frame and the next.
 * @param {readonly TraceEvent[]} events
 */
function workPerFrame(events) {
  const isMain = mainThreads(events);
  const frames = events
    .filter((event) => event.name === 'FireAnimationFrame' && isMain(event))
    .sort((one, other) => one.ts - other.ts);
  const isTask = (/** @type {TraceEvent} */ event) =>
    event.name === 'ThreadControllerImpl::RunTask' && event.pid === frames[0].pid && isMain(event);
  const tasks = events.filter(isTask).sort((a, b) => a.ts - b.ts);
  const work = frames.slice(1).map(() => 0);
  let frame = 0;
  for (const { ts, dur = 0 } of tasks) {
    while (frame < work.length && frames[frame + 1].ts < ts) frame++;
    if (frame < work.length && ts >= frames[0].ts) work[frame] += dur / 1000;
  }
  return work;
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
  await openTrace(page, TRACE);
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
    const { work, missed } = await playing(page);
    const rate = `${EVENTS_PER_SECOND / 1e6} M events/s`;
    console.log(
      `Playing at ${rate}: main thread ${quantile(work, 0.95).toFixed(1)} ms a frame (p95), ${(missed * 100).toFixed(1)} % of frames missed`,
    );
  });
}
