import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';
import { e2e } from './e2e.mjs';
import { root, runTool } from './run.mjs';

const REPORTS = join(root, '.cache/tests');

/**
 * Of `failures` each names one thing that failed.
 * @typedef {{ passed: number, failures: readonly string[], skipped: number }} Outcome
 */

/**
 * What is used of Vitest's report.
 * @typedef {{ fullName: string, status: string, failureMessages: readonly string[] }} UnitTest
 * @typedef {{ assertionResults: readonly UnitTest[] }} UnitTestFile
 * @typedef {{ numPassedTests: number, numPendingTests: number, numTodoTests: number, testResults: readonly UnitTestFile[] }} UnitReport
 */

/** @returns {Promise<Outcome>} */
async function unit() {
  const report = join(REPORTS, 'unit.json');
  rmSync(report, { force: true });
  const code = await runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  try {
    /** @type {UnitReport} */
    const { numPassedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const failures = testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'failed').map(describeFailure),
    );
    // A file that cannot be loaded, or an error outside of a test, fails the run without a failed test.
    if (code !== 0 && failures.length === 0) failures.push('unit tests: an error outside of any test');
    return { passed: numPassedTests, failures, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failures: ['unit tests: they did not run'], skipped: 0 };
  }
}

/** @param {UnitTest} test */
function describeFailure({ fullName, failureMessages }) {
  return `${fullName}: ${failureMessages.join('\n').split('\n', 12).join('\n    ')}`;
}

/** @returns {Promise<Outcome>} */
async function size() {
  const passes = (await runTool('size-limit', [])) === 0;
  return { passed: passes ? 1 : 0, failures: passes ? [] : ['size limits'], skipped: 0 };
}

mkdirSync(REPORTS, { recursive: true });
rmSync(join(REPORTS, 'summary'), { force: true });
const outcomes = [await check(), await unit(), await e2e([]), await size()];

const failures = outcomes.flatMap((outcome) => outcome.failures);
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const skipped = outcomes.reduce((sum, outcome) => sum + outcome.skipped, 0);
const summary = [
  ...failures.map((failure) => `FAILED  ${failure}`),
  ...(skipped > 0 ? [`${skipped} skipped`] : []),
  `${passed} passed, ${failures.length} failed`,
].join('\n');
writeFileSync(join(REPORTS, 'summary'), `${summary}\n`);
console.log(summary);
process.exitCode = failures.length === 0 ? 0 : 1;
