import { pathToFileURL } from 'node:url';
import { runTool } from './run.mjs';

/** @type {readonly (readonly [name: string, tool: string, ...args: string[]])[]} */
const CHECKS = [
  ['types', 'tsc', '-p', 'tsconfig.json'],
  ['types of base and core, without the DOM', 'tsc', '-p', 'tsconfig.core.json'],
  ['types of what is compiled to WebAssembly', 'tsc', '-p', 'tsconfig.assembly.json', '--noEmit'],
  ['types of the service worker', 'tsc', '-p', 'tsconfig.sw.json'],
  ['lint', 'eslint', '--max-warnings=0', '.'],
  ['format', 'prettier', '--check', '--log-level=warn', '.'],
  ['who imports whom', 'depcruise', '--config', '.dependency-cruiser.cjs', 'src'],
  ['dead code', 'knip'],
];

/**
 * Types, lint, format, import rules, dead code: everything that needs no run.
 * @returns {Promise<{ passed: number, failures: readonly string[], skipped: number }>}
 */
export async function check() {
  const failures = [];
  for (const [name, tool, ...args] of CHECKS) {
    const passes = (await runTool(tool, args)) === 0;
    console.log(`${passes ? 'pass' : 'FAIL'}  ${name}`);
    if (!passes) failures.push(name);
  }
  return { passed: CHECKS.length - failures.length, failures, skipped: 0 };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = (await check()).failures.length === 0 ? 0 : 1;
}
