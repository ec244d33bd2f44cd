import { runTool } from './run.mjs';

/**
 * `npm run fuzz -- ROUNDS PATHS…`: the tests of these paths over and over, with new cases for every property each time,
 * up to the first that fails. Its message says the case: it becomes an example of its property.
 */
const [rounds = '10', ...paths] = process.argv.slice(2);
for (let round = 1; round <= Number(rounds); round++) {
  console.log(`Round ${round} of ${rounds}`);
  process.exitCode = await runTool('vitest', ['run', ...paths], { HEAPGLASS_FUZZ: '1' });
  if (process.exitCode !== 0) break;
}
