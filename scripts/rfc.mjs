import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { REQUIREMENTS, RULES } from './rfc-rows.mjs';
import { root, runTool } from './run.mjs';

/**
 * `npm run rfc`: runs the tests that are named by a row of the requirements or by a rule, and prints a line for each:
 * row, outcome, tests. Fails where a test fails or a row has none.
 */
const REPORT = join(root, '.cache/tests/rfc.json');

/** @typedef {{ fullName: string, status: string }} Test */

/** @returns {Promise<Map<string, Test[]>>} the tests by the rows that their names give */
async function testsByRow() {
  mkdirSync(join(root, '.cache/tests'), { recursive: true });
  rmSync(REPORT, { force: true });
  await runTool('vitest', ['run', '-t', String.raw`\b(R|VKM)-\d\d`, '--reporter=json', `--outputFile=${REPORT}`]);
  /** @type {{ testResults: readonly { assertionResults: readonly Test[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(REPORT, 'utf8'));
  /** @type {Map<string, Test[]>} */
  const rows = new Map();
  for (const test of testResults.flatMap(({ assertionResults }) => assertionResults)) {
    for (const [id] of test.fullName.matchAll(/\b(?:R|VKM)-\d\d\b/g)) rows.set(id, [...(rows.get(id) ?? []), test]);
  }
  return rows;
}

/**
 * Tests of recordings that are not here are skipped; others of the row may stand for it.
 * @param {readonly Test[]} tests
 */
function outcomeOf(tests) {
  if (tests.length === 0) return 'NO TEST';
  if (tests.some(({ status }) => status === 'failed')) return 'FAIL';
  return tests.some(({ status }) => status === 'passed') ? 'pass' : 'skipped';
}

const rows = await testsByRow();
let missing = 0;
for (const [id, claim] of [...REQUIREMENTS, ...RULES.map((id) => /** @type {const} */ ([id, '']))]) {
  const tests = rows.get(id) ?? [];
  const outcome = outcomeOf(tests);
  if (outcome !== 'pass') missing++;
  const more = tests.length > 1 ? ` (and ${tests.length - 1} more)` : '';
  const named = tests.slice(0, 1).map(({ fullName }) => `— ${fullName}${more}`);
  console.log([id.padEnd(7), outcome.padEnd(8), claim, ...named].join(' '));
}
console.log(`${REQUIREMENTS.length + RULES.length - missing} rows pass, ${missing} do not`);
process.exitCode = missing === 0 ? 0 : 1;
