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
 * @returns {Promise<{ passed: number, failures: readonly string[], skipped: number }>}
 */
export async function e2e(args) {
  const notRun = { passed: 0, failures: ['browser tests: they did not run'], skipped: 0 };
  try {
    process.env['CHROME_PATH'] = await ensureChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return notRun;
  }
  if (!(await buildIfStale())) return notRun;
  mkdirSync(join(root, '.cache/tests'), { recursive: true });
  rmSync(REPORT, { force: true });
  const forPlaywright = args.filter((arg) => arg !== '--all');
  const code = await runTool('playwright', ['test', '--reporter=list,json', ...forPlaywright], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT,
    ...(args.includes('--all') && { HEAPGLASS_LARGE: '1' }),
  });
  try {
    /** @type {{ stats: { expected: number, skipped: number }, suites: readonly Suite[] }} */
    const { stats, suites } = JSON.parse(readFileSync(REPORT, 'utf8'));
    const failures = suites.flatMap(failedTests);
    if (code !== 0 && failures.length === 0) failures.push('browser tests: an error outside of any test');
    return { passed: stats.expected, failures, skipped: stats.skipped };
  } catch {
    return notRun;
  }
}

/**
 * What is used of a suite in Playwright's report.
 * @typedef {{ file: string, line: number, title: string, tests: readonly { status: string }[] }} Spec
 * @typedef {{ specs?: readonly Spec[], suites?: readonly Suite[] }} Suite
 */

/**
 * Places and titles of what failed in a suite, or passed only at a second try.
 * @param {Suite} suite
 * @returns {string[]}
 */
function failedTests({ specs = [], suites = [] }) {
  const failed = specs.filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'));
  return [...failed.map(({ file, line, title }) => `${file}:${line} ${title}`), ...suites.flatMap(failedTests)];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = (await e2e(process.argv.slice(2))).failures.length === 0 ? 0 : 1;
}
