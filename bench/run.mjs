// Reading and analysis beside heaptrack_print on the same files, in alternating runs: `npm run bench [-- FILE …]`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, runTool, which } from '../scripts/run.mjs';

const RUNS = 7;
const READ = join(root, '.cache/bench/read.js');
const ZSTD = join(root, 'src/formats/zstd.wasm');
const LARGE = join(root, '../shared/traces/large');
const FILES = ['ht-python-large.zst', 'ht-lavapipe-uber.zst', 'lvp-compute-uber.hgt.zst'].map((name) =>
  join(LARGE, name),
);

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {{ seconds: number, output: string }}
 */
function time(program, args) {
  const begin = performance.now();
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed.`);
  return { seconds: (performance.now() - begin) / 1000, output: stdout };
}

/**
 * Seconds of each program's runs on a file, turn about.
 * @param {string} file
 * @param {string | undefined} peer
 */
function measure(file, peer) {
  const ours = [];
  const theirs = [];
  const alone = [];
  let facts = '';
  for (let run = 0; run < RUNS; run++) {
    const read = time(process.execPath, [READ, file, ZSTD]);
    facts = read.output;
    ours.push(JSON.parse(facts).seconds);
    alone.push(JSON.parse(time(process.execPath, [READ, file, ZSTD, 'decompress']).output).seconds);
    if (peer !== undefined) theirs.push(time(peer, [file]).seconds);
  }
  /** @type {{ events: number, bytesPerEvent: number }} */
  const { events, bytesPerEvent } = JSON.parse(facts);
  const peerSeconds = peer === undefined ? undefined : median(theirs);
  return { ours: median(ours), alone: median(alone), theirs: peerSeconds, events, bytesPerEvent };
}

/** @param {number} value */
const seconds = (value) => `${value.toFixed(2)} s`;

async function main() {
  const files = process.argv.length > 2 ? process.argv.slice(2) : FILES.filter((file) => existsSync(file));
  if (files.length === 0) {
    console.log('The large traces are not beside this folder; name a trace: npm run bench -- FILE');
    return;
  }
  const build = ['build', '--ssr', 'bench/read.ts', '--outDir', '.cache/bench', '--logLevel', 'warn'];
  if ((await runTool('vite', build)) !== 0) throw new Error('The bench could not be built.');
  const heaptrackPrint = which('heaptrack_print');
  if (heaptrackPrint === undefined) console.log('heaptrack_print is not installed: no comparison with it.');
  for (const file of files) {
    const peer = basename(file).endsWith('.hgt.zst') ? undefined : heaptrackPrint;
    const { ours, alone, theirs, events, bytesPerEvent } = measure(file, peer);
    const against =
      theirs === undefined ? '' : `, heaptrack_print ${seconds(theirs)}: ratio ${(ours / theirs).toFixed(2)}`;
    const what = `${(events / 1e6).toFixed(1)} M events, ${bytesPerEvent.toFixed(1)} bytes each in tables`;
    console.log(`${basename(file)} (${what}): read and totalled ${seconds(ours)}${against}`);
    console.log(`  decompression alone ${seconds(alone)}: ratio ${(ours / alone).toFixed(2)}`);
  }
}

await main();
