// Makes public/samples from the recordings beside the repository: most are copied as they were recorded, the largest
// one is written in the binary codec with its clock in milliseconds. What record-guard-samples.mjs and
// record-mesa-samples.mjs recorded with the kit stands there already and is listed. Needs the zstd command.

import { spawnSync } from 'node:child_process';
import { createReadStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './run.mjs';

/** Without `from` its file is in public/samples: `ID.hgt.zst`. */
/** @typedef {{ id: string, from?: string, title: string, shows: string, clock?: 'ms', playToPeak?: true }} Recording */

/** @type {readonly Recording[]} */
const RECORDINGS = [
  {
    id: 'lvp-compute-uber',
    from: 'large/lvp-compute-uber.hgt.zst',
    title: 'One large shader',
    shows:
      'What Vulkan’s callbacks cannot see: a software Vulkan driver compiles one compute shader of 400 unrolled terms.',
    clock: 'ms',
    playToPeak: true,
  },
  {
    id: 'lvp-compute-cold',
    from: 'vulkan/lvp-compute-cold.hgt.zst',
    title: 'A Vulkan program from start to end',
    shows: 'Who holds what in which command and scope, when the shader cache is cold.',
  },
  {
    id: 'lvp-graphics',
    from: 'vulkan/lvp-graphics.hgt.zst',
    title: 'Six frames of graphics',
    shows: 'The first frame makes 199 895 allocations, while LLVM compiles; each later one makes 116.',
  },
  {
    id: 'lvp-recorded',
    title: 'Lavapipe with a table at every call',
    shows: 'LLVM compiles on the queue’s thread: there no pAllocator is in force that it could be given.',
  },
  {
    id: 'radv-recorded',
    title: 'RADV with a table at every call',
    shows: 'The compiler runs inside vkCreate*Pipelines: a pAllocator is in force, and is not used.',
  },
  {
    id: 'vkcube-recorded',
    title: 'vkcube, unmodified, under the layer',
    shows: 'Each type of object gets a table of its own, and the rules tell which of them lavapipe ignores.',
  },
  {
    id: 'ralloc-gc-compute',
    from: 'ralloc/ralloc-gc-compute.hgt.zst',
    title: 'Mesa’s ralloc and gc contexts',
    shows: 'Blocks inside blocks: shader trees that own their memory, taken from malloc and counted once.',
  },
  {
    id: 'fault-mismatch',
    from: 'faults/fault-mismatch.hgt.zst',
    title: 'Freed through the wrong function',
    shows: 'Five blocks from malloc, new and new[], each freed through one of the others.',
  },
  {
    id: 'fault-overflow',
    from: 'faults/fault-overflow.hgt.zst',
    title: 'Written past the end',
    shows: 'Three writes of one to eight bytes behind their block, found by a redzone when the block went.',
  },
  {
    id: 'guards',
    title: 'Four wrong accesses, caught by guard pages',
    shows: 'A write and a read behind a block, a write before one, a read of a freed one: each with its stack.',
  },
  {
    id: 'accesses',
    title: 'Everyday mistakes, seen without guards',
    shows: 'Nine accesses that miss their block by a byte or by a lifetime, found by the compiler’s calls.',
  },
  {
    id: 'lvp-fault-leak-pipeline',
    from: 'faults/lvp-fault-leak-pipeline.hgt.zst',
    title: 'A pipeline never destroyed',
    shows: 'The callbacks know of 5 696 bytes of this leak; the driver holds 482 368.',
  },
  {
    id: 'sqlite',
    from: 'malloc/sqlite.hgt.zst',
    title: 'sqlite3, and malloc alone',
    shows: 'A database without Vulkan: what grows, what churns, what is kept to exit.',
  },
  {
    id: 'ht-lavapipe-uber',
    from: 'large/ht-lavapipe-uber.zst',
    title: 'Ten million events from heaptrack',
    shows: 'The large shader in 386 KiB, without addresses: the simulated heap stands in.',
  },
];

const traces = resolve(root, process.argv[2] ?? '../shared/traces');
const samples = join(root, 'public/samples');
mkdirSync(samples, { recursive: true });

/** @type {{ module: typeof import('../src/formats/read-trace') }} */
const { module: reading } = await runnerImport(join(root, 'src/formats/read-trace.ts'));
/** @type {{ module: typeof import('../src/formats/heapglass-binary-writer') }} */
const { module: writing } = await runnerImport(join(root, 'src/formats/heapglass-binary-writer.ts'));
const zstd = await WebAssembly.compile(readFileSync(join(root, 'src/formats/zstd.wasm')));

const list = [];
for (const { id, from, title, shows, clock, playToPeak = false } of RECORDINGS) {
  const path = from === undefined ? join(samples, `${id}.hgt.zst`) : join(traces, from);
  const read = await reading.readTrace(createReadStream(path), zstd);
  if (!read.ok) throw new Error(`${path} cannot be read: ${read.failure.kind}`);
  const { trace, meta } = read.value;
  const coarse = clock === undefined ? undefined : compress(writing.encodeTrace(trace, meta, clock));
  const file = coarse === undefined ? basename(path) : `${id}.hgb.zst`;
  const bytes = coarse ?? readFileSync(path);
  writeFileSync(join(samples, file), bytes);
  list.push({ id, file, title, shows, bytes: bytes.length, events: meta.totals.events, playToPeak });
  console.log(`${file}: ${bytes.length} bytes, ${meta.totals.events} events`);
}
writeFileSync(join(samples, 'samples.json'), `${JSON.stringify(list, null, 2)}\n`);

/**
 * The strongest compression whose window (8 MiB) every decoder accepts.
 * @param {Uint8Array} bytes
 */
function compress(bytes) {
  const { status, stdout, error } = spawnSync('zstd', ['-19', '--long=23', '--check', '-q', '-c'], {
    input: bytes,
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw error ?? new Error('zstd failed: is the command installed?');
  return stdout;
}
