import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureChromium } from '../scripts/find-chromium.mjs';
import { root } from '../scripts/run.mjs';

const PORT = 4181;
const ADDRESS = `http://localhost:${PORT}/`;

/**
 * The built app with the headers of `npm start`, in the machine's Chromium.
 * @template Result
 * @param {(page: import('@playwright/test').Page) => Promise<Result>} use
 * @returns {Promise<Result>}
 */
export async function withPage(use) {
  const environment = { ...process.env, PORT: String(PORT) };
  const server = spawn(process.execPath, [join(root, 'dist/server/serve.js')], { env: environment });
  await once(server.stdout, 'data');
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    return await use(page);
  } finally {
    await browser.close();
    server.kill();
  }
}

/**
 * Opens a trace in a fresh page, at once; resolves to the milliseconds until it was analysed: totals, peak, timeline and
 * the figures of every stack.
 * @param {import('@playwright/test').Page} page
 * @param {string} file
 * @returns {Promise<number>}
 */
export async function openTrace(page, file) {
  await page.goto(ADDRESS);
  return giveTrace(page, file);
}

/**
 * Opens the start page and waits until it has all its code and rests.
 * @param {import('@playwright/test').Page} page
 */
export async function openStart(page) {
  await page.goto(ADDRESS);
  await page.waitForFunction(() => performance.getEntriesByName('heapglass:usable').length > 0);
  await idle(page);
}

/**
 * Opens a trace in an open page, see {@link openTrace}.
 * @param {import('@playwright/test').Page} page
 * @param {string} file
 * @returns {Promise<number>}
 */
export async function giveTrace(page, file) {
  await page.getByLabel('Trace file').setInputFiles(file);
  await page.waitForFunction(() => performance.getEntriesByName('heapglass:analysed').length > 0, undefined, {
    polling: 50,
    timeout: 180_000,
  });
  return page.evaluate(() => {
    const [open] = performance.getEntriesByName('heapglass:open');
    const [analysed] = performance.getEntriesByName('heapglass:analysed');
    return analysed.startTime - open.startTime;
  });
}

/**
 * Until nothing runs in the background.
 * @param {import('@playwright/test').Page} page
 */
export async function idle(page) {
  await page.evaluate(() => window.__heapglassIdle?.());
}
