import { buildIfStale } from './build.mjs';
import { root } from './run.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

if (await buildIfStale()) await import(pathToFileURL(join(root, 'dist/server/serve.js')).href);
else process.exitCode = 1;
