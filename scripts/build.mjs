import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runTool } from './run.mjs';

const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json'];
/** Written last, so that a build cut short counts as none. */
const STAMP = join(root, 'dist/built');

/**
 * Builds the page (`dist/app`), the server and the command line.
 * @returns {Promise<boolean>} whether all of it worked
 */
export async function build() {
  const parts = [
    ['build'],
    ['build', '--ssr', 'src/server/serve.ts', '--outDir', 'dist/server'],
    ['build', '--ssr', 'src/cli/heapglass.ts', '--outDir', 'dist/cli'],
  ];
  for (const args of parts) {
    if ((await runTool('vite', [...args, '--logLevel', 'warn'])) !== 0) return false;
  }
  // npx runs it by its name.
  chmodSync(join(root, 'dist/cli/heapglass.js'), 0o755);
  writeFileSync(STAMP, '');
  return true;
}

/** Builds unless what is in `dist` is newer than every source. */
export async function buildIfStale() {
  const isFresh = existsSync(STAMP) && newest(SOURCES.map((source) => join(root, source))) < statSync(STAMP).mtimeMs;
  return isFresh || (await build());
}

/**
 * Time of the latest change below the given paths, in milliseconds.
 * @param {readonly string[]} paths
 * @returns {number}
 */
function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts === undefined) continue;
    latest = Math.max(latest, facts.mtimeMs);
    if (facts.isDirectory()) latest = Math.max(latest, newest(readdirSync(path).map((name) => join(path, name))));
  }
  return latest;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const isBuilt = process.argv.includes('--if-stale') ? await buildIfStale() : await build();
  process.exitCode = isBuilt ? 0 : 1;
}
