// Opening a trace in Chromium, beside heaptrack_print or decompression alone on the same file, in alternating runs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, runTool, which } from '../scripts/run.mjs';
import { openTrace, withPage } from './browser-page.mjs';
import { median } from './statistics.mjs';

const RUNS = 7;
const LARGE = join(root, '../shared/traces/large');
const FILES = ['ht-python-large.zst', 'ht-lavapipe-uber.zst', 'lvp-compute-uber.hgt.zst'].map((name) =>
  join(LARGE, name),
);
const READ = join(root, '.cache/bench/read.js');
const ZSTD = join(root, 'src/formats/zstd.wasm');

/**
 * Seconds that a program takes on its own.
 * @param {string} program
 * @param {readonly string[]} args
 */
function time(program, args) {
  const begin = performance.now();
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed.`);
  return { seconds: (performance.now() - begin) / 1000, output: stdout };
}

/**
 * What our reading is measured against: heaptrack's own reader where it reads the format, else decompression alone.
 * @param {string} file
 * @param {string | undefined} heaptrackPrint
 * @returns {{ name: string, seconds: () => number }}
 */
function peerOf(file, heaptrackPrint) {
  const isHeaptrack = basename(file).startsWith('ht-');
  if (isHeaptrack && heaptrackPrint !== undefined) {
    return { name: 'heaptrack_print', seconds: () => time(heaptrackPrint, [file]).seconds };
  }
  const decompress = () => {
    /** @type {{ seconds: number }} */
    const answer = JSON.parse(time(process.execPath, [READ, file, ZSTD, 'decompress']).output);
    return answer.seconds;
  };
  return { name: 'decompression alone (Node)', seconds: decompress };
}

/** Prints, for each large trace, the median time until it is analysed and the ratio to its peer. */
export async function benchReading() {
  const files = FILES.filter((file) => existsSync(file));
  if (files.length === 0) {
    console.log('Reading: skipped, the large traces are not beside this folder.');
    return;
  }
  const build = ['build', '--ssr', 'bench/read.ts', '--outDir', '.cache/bench', '--logLevel', 'warn'];
  if ((await runTool('vite', build)) !== 0) throw new Error('The bench could not be built.');
  const heaptrackPrint = which('heaptrack_print');
  if (heaptrackPrint === undefined) console.log('heaptrack_print is not installed: no comparison with it.');
  for (const file of files) {
    const peer = peerOf(file, heaptrackPrint);
    const ours = [];
    const theirs = [];
    for (let run = 0; run < RUNS; run++) {
      ours.push((await withPage((page) => openTrace(page, file))) / 1000);
      theirs.push(peer.seconds());
    }
    const ratio = median(ours) / median(theirs);
    const seconds = [median(ours), median(theirs)].map((value) => `${value.toFixed(2)} s`);
    console.log(`${basename(file)}: analysed in ${seconds[0]}, ${peer.name} ${seconds[1]}: ratio ${ratio.toFixed(2)}`);
    console.log(`  runs ${ours.map((value) => value.toFixed(2)).join(' ')}`);
  }
}
