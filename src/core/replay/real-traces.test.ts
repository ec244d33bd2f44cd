import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTrace } from '../../formats/read-trace';
import { xorshift } from '../engines/engine-contract';
import type { BlockRow, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { SimulatedHeap, type SimulationOptions } from './simulated-heap';

const TRACES = '../shared/traces/';
const SMALL = [
  'vulkan/lvp-compute-cold.hgt.zst',
  'ralloc/ralloc-gc-compute.hgt.zst',
  'malloc/sqlite.hgt.zst',
  'faults/fault-mismatch.hgt.zst',
  'heaptrack/ht-sqlite-small.zst',
];
const LARGE = process.env.HEAPGLASS_LARGE === undefined ? [] : ['large/lvp-compute-uber.hgt.zst'];
const zstd = new WebAssembly.Module(readFileSync(new URL('../../formats/zstd.wasm', import.meta.url)));

async function read(file: string): Promise<Trace> {
  async function* bytes() {
    yield await Promise.resolve(readFileSync(TRACES + file));
  }
  const result = await readTrace(bytes(), zstd);
  if (!result.ok) throw new Error(`${file} cannot be read`);
  return result.value.trace;
}

function heapOf(trace: Trace, options?: SimulationOptions): SimulatedHeap {
  const reserved = SimulatedHeap.reserve(trace, options);
  if (!reserved.ok) throw new Error('no memory for the test');
  return reserved.value;
}

function placements(trace: Trace): number[] {
  return Array.from({ length: trace.blocks.length }, (_, row) => trace.placement.word.get(row as BlockRow));
}

describe.skipIf(!existsSync(TRACES)).each([...SMALL, ...LARGE])('%s', (file) => {
  test('every heap rebuilt at a random instant is that of straight replay', async () => {
    const trace = await read(file);
    const straight = heapOf(trace);
    const sought = heapOf(trace, { operationsPerCheckpoint: 2000 });
    while (!sought.step(10_000));
    const places = placements(trace);
    const random = xorshift(31);
    const cursors = Array.from({ length: 24 }, () => random(trace.events.length) as EventIndex);
    const expected = new Map(
      [...cursors]
        .sort((a, b) => a - b)
        .map((cursor) => {
          straight.seek(cursor);
          return [cursor, { hash: straight.hash(), figures: straight.figures(), facts: straight.facts() }];
        }),
    );
    for (const cursor of cursors) {
      sought.seek(cursor);
      expect({ hash: sought.hash(), figures: sought.figures(), facts: sought.facts() }).toEqual(expected.get(cursor));
    }
    while (!straight.step(777));
    expect(placements(trace)).toEqual(places);
  });
});
