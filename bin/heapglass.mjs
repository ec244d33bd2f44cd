#!/usr/bin/env node
// What `npx heapglass` runs. It stands in the repository, not in dist, so that npm finds it before the first build.

import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/heapglass.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  console.error('The command line is not built yet: run "npm run build" first.');
  process.exitCode = 2;
}
