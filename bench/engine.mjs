// Replays on each engine with all layers off, and on TLSF with accounts and cookies, beside the same operations on the C
// library's malloc and @thi.ng/malloc.
//
// Compared is the processor time of whole runs over and over in one process: the replay reads events and block rows, calls
// the engine and writes every block's place; the C program and the @thi.ng one read the same operations from a flat row
// and keep blocks in a table of reused slots. Nobody touches payload, but for what a reallocation copies. Runs before the
// just-in-time compiler is done and before pages are touched for the first time are left out, as many of each.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, runTool, which } from '../scripts/run.mjs';
import { median, quantile } from './statistics.mjs';

/** Half of a process's runs warm it up: over as many operations as it takes the compiler to be done, at least. */
const WARM_UP = 1_500_000;
const FEWEST_RUNS = 6;
const MOST_RUNS = 80;
const ROUNDS = 4;
const SHARED = join(root, '../shared/traces');
const SQLITE = join(SHARED, 'malloc/sqlite.hgt.zst');
const FILES = [SQLITE, join(SHARED, 'vulkan/lvp-graphics.hgt.zst'), join(SHARED, 'large/lvp-compute-uber.hgt.zst')];
const ENGINES = ['tlsf', 'best-fit', 'first-fit', 'next-fit', 'size-class', 'buddy', 'bump'];
const CACHE = join(root, '.cache/bench');
const NATIVE = join(CACHE, 'native-malloc');

/**
 * What a program prints.
 * @param {string} program
 * @param {readonly string[]} args
 */
function output(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: root });
  if (status !== 0) throw new Error(`${basename(program)} ${args.join(' ')} failed: ${stderr}`);
  return stdout;
}

/**
 * @typedef {{ operations: number, seconds: readonly number[], footprint: number, seeks: readonly number[] }} Measured
 * @param {readonly string[]} args of bench/engine.ts
 * @returns {Measured}
 */
function measure(...args) {
  /** @type {Measured} */
  const measured = JSON.parse(output(process.execPath, [join(CACHE, 'engine.js'), ...args]));
  return measured;
}

/** @param {number} operations of a run */
function runsFor(operations) {
  return Math.min(MOST_RUNS, Math.max(FEWEST_RUNS, 2 * Math.ceil(WARM_UP / operations)));
}

/**
 * What a run takes after the warm-up.
 * @param {readonly number[]} seconds
 */
function warm(seconds) {
  return median(seconds.slice(seconds.length / 2));
}

/**
 * Seconds of a warm run of each program, all in turn and that several times over: the best of each, as whatever else the
 * computer does only ever adds.
 * @param {string} file
 * @param {string} operations
 * @param {string | undefined} cc
 */
function measureFile(file, operations, cc) {
  const { operations: count } = measure('operations', file, operations);
  const runs = String(runsFor(count));
  const rounds = Array.from({ length: ROUNDS }, () => ({
    native: cc === undefined ? NaN : warm(output(NATIVE, [operations, runs]).trim().split('\n').map(Number)),
    engines: ENGINES.map((name) => measure('replay', file, runs, name)),
    layers: warm(measure('layers', file, runs, 'tlsf').seconds),
    thing: file === SQLITE ? warm(measure('thing', operations, runs).seconds) : NaN,
  }));
  const best = (/** @type {(round: (typeof rounds)[0]) => number} */ of) => Math.min(...rounds.map(of));
  return {
    count,
    native: best(({ native }) => native),
    engines: ENGINES.map((name, i) => ({
      name,
      ...rounds[0].engines[i],
      seconds: best(({ engines }) => warm(engines[i].seconds)),
    })),
    layers: best(({ layers }) => layers),
    thing: best(({ thing }) => thing),
  };
}

/** Prints for each trace what an operation takes on each engine, and the ratios to the peers. */
export async function benchEngine() {
  const files = FILES.filter((file) => existsSync(file));
  if (files.length === 0) {
    console.log('Engines: skipped, the recorded traces are not beside this folder.');
    return;
  }
  const build = ['build', '--ssr', 'bench/engine.ts', '--outDir', '.cache/bench', '--logLevel', 'warn'];
  if ((await runTool('vite', build)) !== 0) throw new Error('The bench could not be built.');
  mkdirSync(CACHE, { recursive: true });
  const cc = which('cc');
  if (cc === undefined) console.log('There is no C compiler: no comparison with native malloc.');
  else output(cc, ['-O2', '-o', NATIVE, join(root, 'bench/native-malloc.c')]);
  const ratios = [];
  for (const file of files) {
    const operations = join(CACHE, 'operations.bin');
    const { count, native, engines, layers, thing } = measureFile(file, operations, cc);
    const perOperation = (/** @type {number} */ seconds) => `${((seconds / count) * 1e9).toFixed(1)} ns`;
    console.log(`${basename(file)}: ${count} operations; native malloc ${perOperation(native)} each`);
    for (const { name, seconds, footprint, seeks } of engines) {
      const ratio = seconds / native;
      const seek = `seek ${(median(seeks) * 1000).toFixed(1)} ms, p95 ${(quantile(seeks, 0.95) * 1000).toFixed(1)} ms`;
      const size = `footprint ${(footprint / 2 ** 20).toFixed(1)} MiB`;
      console.log(`  ${name}: ${perOperation(seconds)}, ${ratio.toFixed(2)} × native; ${size}; ${seek}`);
      if (name === 'tlsf') ratios.push(ratio);
    }
    console.log(
      `  tlsf with accounts and cookies: ${perOperation(layers)}, ${(layers / native).toFixed(2)} × native (aim 2.5)`,
    );
    if (file === SQLITE) {
      const times = (thing / engines[0].seconds).toFixed(1);
      console.log(`  @thi.ng/malloc: ${perOperation(thing)}; our replay is ${times} × as fast`);
    }
  }
  const mean = ratios.reduce((product, ratio) => product * ratio, 1) ** (1 / ratios.length);
  const worst = Math.max(...ratios).toFixed(2);
  console.log(`TLSF beside native malloc: geometric mean ${mean.toFixed(2)} × (aim 1.5), worst ${worst} × (aim 2)`);
}
