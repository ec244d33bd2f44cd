// Records the samples that show the kit's own examples: builds them, runs them under the recorder, names their frames,
// and puts them into public/samples. Needs gcc, addr2line and zstd; `npm run build` first. make-samples.mjs lists them.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

// Traces name the folders of their modules: this one says nothing of the machine.
const FOLDER = '/opt/heapglass/examples';
const KIT = join(root, 'public/capture');
const DEBUG = ['-g', '-O1', `-ffile-prefix-map=${KIT}/=`, `-ffile-prefix-map=${KIT}/examples/=`];
const WATCHED = ['-fsanitize=kernel-address', '--param', 'asan-instrumentation-with-call-threshold=0'];

if (existsSync(FOLDER)) throw new Error(`${FOLDER} exists already: it is removed after the recording`);
mkdirSync(FOLDER, { recursive: true });
try {
  run('gcc', [...DEBUG, join(KIT, 'examples/guards.c'), '-o', 'guards', '-ldl']);
  run(`${FOLDER}/guards`, []);
  publish('guards');

  run('gcc', ['-O2', '-shared', '-fPIC', join(KIT, 'libheapglass.c'), '-o', 'libheapglass.so', '-ldl', '-pthread']);
  run('gcc', [...DEBUG, ...WATCHED, '-c', join(KIT, 'examples/accesses.c')]);
  run('gcc', [...DEBUG, 'accesses.o', join(KIT, 'heapglass-access.c'), '-o', 'accesses', '-ldl', '-pthread']);
  run(`${FOLDER}/accesses`, [], { LD_PRELOAD: `${FOLDER}/libheapglass.so`, HEAPGLASS_TRACE: 'accesses.hgt' });
  publish('accesses');
} finally {
  rmSync('/opt/heapglass', { recursive: true });
}

/**
 * Runs a command in the folder, to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment] added to this process's own
 */
function run(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: FOLDER,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw error ?? new Error(`${command} ended with ${status}`);
}

/**
 * Names the frames of a trace and packs it.
 * @param {string} name
 */
function publish(name) {
  run('node', [join(root, 'dist/cli/heapglass.js'), 'symbolize', `${name}.hgt`, '--output', `${name}-named.hgt`]);
  run('zstd', ['-19', '-q', '-f', `${name}-named.hgt`, '-o', join(root, `public/samples/${name}.hgt.zst`)]);
}
