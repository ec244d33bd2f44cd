// Records the samples of real Mesa drivers: node scripts/record-mesa-samples.mjs [ID …], and writes their figures into
// docs/callbacks.md. Afterwards run make-samples.mjs, which lists them. Needs gcc, zstd, an addr2line or llvm-symbolizer,
// and what capture/mesa-recordings.ts needs.

import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root, runTool } from './run.mjs';

/** @type {{ module: typeof import('../capture/mesa') }} */
const { module: mesa } = await runnerImport(join(root, 'capture/mesa.ts'));
/** @type {{ module: typeof import('../capture/mesa-recordings') }} */
const { module: recordings } = await runnerImport(join(root, 'capture/mesa-recordings.ts'));
/** @type {{ module: typeof import('../src/cli/symbolize/symbolize') }} */
const { module: symbolizing } = await runnerImport(join(root, 'src/cli/symbolize/symbolize.ts'));

/** @type {{ module: typeof import('../capture/callback-figures') }} */
const { module: figures } = await runnerImport(join(root, 'capture/callback-figures.ts'));
/** @type {{ module: typeof import('../src/formats/read-trace') }} */
const { module: reading } = await runnerImport(join(root, 'src/formats/read-trace.ts'));

const folder = mkdtempSync(join(tmpdir(), 'heapglass-mesa-'));
try {
  const kit = mesa.buildMesaKit(folder);
  for (const id of recordings.MESA_RECORDINGS) {
    if (process.argv.length > 2 && !process.argv.includes(id)) continue;
    const missing = recordings.missingToRecord(id);
    if (missing !== undefined) throw new Error(`${id} cannot be recorded: ${missing}`);
    const trace = recordings.recordMesa(kit, id);
    const named = await symbolizing.symbolize(trace, undefined, { sysroot: undefined, debug: [] });
    if (!named.ok) throw new Error(named.failure);
    // Where it was built says nothing to whoever opens it.
    writeFileSync(trace, readFileSync(trace, 'utf8').replaceAll(`${folder}/`, '').replaceAll(root, ''));
    const packed = join(root, 'public/samples', `${id}.hgt.zst`);
    spawnSync('zstd', ['-19', '--long=23', '--check', '-q', '-f', '-o', packed, trace], { stdio: 'inherit' });
    console.log(
      `${id}: ${readFileSync(packed).length} bytes, ${named.value.named} of ${named.value.frames} frames named`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const zstd = await WebAssembly.compile(readFileSync(join(root, 'src/formats/zstd.wasm')));
/** @type {(readonly [string, import('../capture/callback-figures').CallbackFigures])[]} */
const columns = [];
for (const [title, id] of recordings.COLUMNS) {
  const read = await reading.readTrace(createReadStream(join(root, 'public/samples', `${id}.hgt.zst`)), zstd);
  if (!read.ok) throw new Error(`${id} cannot be read: ${read.failure.kind}`);
  columns.push([title, figures.callbackFigures(read.value)]);
}
const [head, ...rows] = figures.callbackTable(columns).map((cells) => `| ${cells.join(' | ')} |\n`);
const table = `${head}|${' --- |'.repeat(columns.length + 1)}\n${rows.join('')}`;
const document = join(root, 'docs/callbacks.md');
writeFileSync(
  document,
  readFileSync(document, 'utf8').replace(/(^\|.*\n)+/m, () => table),
);
process.exitCode = await runTool('prettier', ['--write', '--log-level', 'warn', document]);
