import { runTool } from './run.mjs';

/**
 * `npm run fuzz -- ROUNDS PATHS…`: the tests of these paths over and over, with new cases for every property each time,
 * up to the first that fails. Its message says the case: it becomes an example of its property.
 */
const [first, ...paths] = process.argv.slice(2);
const rounds = Number(first);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('Say how many rounds, then which tests: npm run fuzz -- 20 src/core');
  process.exit(2);
}
for (let round = 1; round <= rounds; round++) {
  console.log(`Round ${round} of ${rounds}`);
  process.exitCode = await runTool('vitest', ['run', ...paths], { HEAPGLASS_FUZZ: '1' });
  if (process.exitCode !== 0) break;
}
