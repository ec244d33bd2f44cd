import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder: where every command runs. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a command with its output shown as it comes; resolves to its exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment] added to this process's own
 * @returns {Promise<number>}
 */
export function run(command, args, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32', // where programs of node_modules are scripts of the shell
    });
    child.on('error', () => {
      resolve(127);
    });
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs a tool of node_modules.
 * @param {string} tool
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function runTool(tool, args, environment) {
  return run(join(root, 'node_modules/.bin', tool), args, environment);
}

/**
 * The path of a program on the search path, if there is one.
 * @param {string} program
 * @returns {string | undefined}
 */
export function which(program) {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  const found = spawnSync(finder, [program], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.split(/\r?\n/)[0] : undefined;
}
