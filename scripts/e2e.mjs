import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build.mjs';
import { ensureChromium } from './find-chromium.mjs';
import { root, runTool } from './run.mjs';

const REPORT = join(root, '.cache/tests/e2e.json');

/**
 * The browser tests, on the built app as the server serves it. `--all` takes the large traces too; other `args` go to
 * Playwright.
 * @param {readonly string[]} args
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function e2e(args) {
  const failure = { passed: 0, failed: 1, skipped: 0 };
  try {
    process.env['CHROME_PATH'] = await ensureChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return failure;
  }
  if (!(await buildIfStale())) return failure;
  mkdirSync(join(root, '.cache/tests'), { recursive: true });
  rmSync(REPORT, { force: true });
  const forPlaywright = args.filter((arg) => arg !== '--all');
  const code = await runTool('playwright', ['test', '--reporter=list,json', ...forPlaywright], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT,
    ...(args.includes('--all') && { HEAPGLASS_LARGE: '1' }),
  });
  try {
    const { stats } = JSON.parse(readFileSync(REPORT, 'utf8'));
    const failed = stats.unexpected + stats.flaky;
    return { passed: stats.expected, failed: code !== 0 && failed === 0 ? 1 : failed, skipped: stats.skipped };
  } catch {
    return failure;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = (await e2e(process.argv.slice(2))).failed === 0 ? 0 : 1;
}
