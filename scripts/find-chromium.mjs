import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { run, runTool, which } from './run.mjs';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * A Chromium or Chrome on this machine: the one that CHROME_PATH names, else one in a usual place, else the one that
 * Playwright downloaded earlier.
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  for (const program of PROGRAMS) {
    const path = which(program);
    if (path !== undefined) return path;
  }
  return [...PATHS, chromium.executablePath()].find((path) => existsSync(path));
}

/**
 * Finds a Chromium, or gets one.
 * @returns {Promise<string>} its path
 * @throws {Error} with one sentence on what to do
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.env['CHROME_PATH']) throw new Error(`CHROME_PATH names no file: ${process.env['CHROME_PATH']}`);
  if (process.getuid?.() === 0 && which('apt-get') !== undefined) {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], {
      DEBIAN_FRONTEND: 'noninteractive',
    });
  } else {
    await runTool('playwright', ['install', 'chromium']);
  }
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    'The browser tests need Chromium or Chrome, and none could be installed: install one, and give its path as CHROME_PATH if it is not found.',
  );
}
