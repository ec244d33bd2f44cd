import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';
import { e2e } from './e2e.mjs';
import { root, runTool } from './run.mjs';

const REPORTS = join(root, '.cache/tests');

/** @returns {Promise<{ passed: number, failed: number, skipped: number }>} */
async function unit() {
  const report = join(REPORTS, 'unit.json');
  rmSync(report, { force: true });
  const code = await runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
    // A file that cannot be loaded, or an error outside of a test, fails the run without a failed test.
    const failed = code !== 0 && numFailedTests === 0 ? 1 : numFailedTests;
    return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function size() {
  const passes = (await runTool('size-limit', [])) === 0;
  return { passed: passes ? 1 : 0, failed: passes ? 0 : 1 };
}

mkdirSync(REPORTS, { recursive: true });
rmSync(join(REPORTS, 'summary'), { force: true });
const checks = await check();
const units = await unit();
const browser = await e2e([]);
const sizes = await size();

const passed = checks.passed + units.passed + browser.passed + sizes.passed;
const failed = checks.failed + units.failed + browser.failed + sizes.failed;
const skipped = units.skipped + browser.skipped;
const summary = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
writeFileSync(join(REPORTS, 'summary'), `${summary}\n`);
console.log(summary);
process.exitCode = failed === 0 ? 0 : 1;
