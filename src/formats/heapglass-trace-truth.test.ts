import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensure } from '../base/assert';
import { report } from '../core/analysis/report';
import { EventKind } from '../core/tables/events';
import { NONE, type BlockRow, type DomainId, type EventIndex } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import { readTrace } from './read-trace';
import type { ReadTrace } from './trace-reader';

const TRACES = '../shared/traces';
const FOLDERS = ['vulkan', 'ralloc', 'faults', 'malloc', ...(process.env.HEAPGLASS_LARGE ? ['large'] : [])];
const zstd = new WebAssembly.Module(readFileSync(new URL('zstd.wasm', import.meta.url)));

function traceFiles(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(TRACES, folder))
      .filter((name) => name.endsWith('.hgt.zst'))
      .map((name) => join(folder, name)),
  );
}

async function open(file: string): Promise<ReadTrace> {
  const result = await readTrace(createReadStream(join(TRACES, file)), zstd);
  if (!result.ok) throw new Error(`${file}: ${result.failure.kind}`);
  return result.value;
}

const isArray: (value: unknown) => value is unknown[] = Array.isArray;

/** The part of `actual` that `truth` also has: what they must agree in. */
function shared(actual: unknown, truth: unknown): unknown {
  if (isArray(actual) && isArray(truth)) {
    return actual.map((item, i) => (i < truth.length ? shared(item, truth[i]) : item));
  }
  if (typeof actual !== 'object' || actual === null || typeof truth !== 'object' || truth === null) return actual;
  return Object.fromEntries(
    Object.entries(actual).flatMap(([key, value]) =>
      key in truth ? [[key, shared(value, (truth as Record<string, unknown>)[key])]] : [],
    ),
  );
}

/** The main figures again, from nothing but which rows each event began and ended. */
function recompute(trace: Trace): { peakBytes: number; peakEvent: number; liveBytes: number; domains: number[] } {
  const { blocks, sites, domains } = trace;
  const begun = new Map<number, BlockRow[]>();
  const ended = new Map<number, BlockRow[]>();
  for (let row = 1 as BlockRow; row < blocks.length; row++) {
    begun.set(blocks.birth.get(row), [...(begun.get(blocks.birth.get(row)) ?? []), row]);
    ended.set(blocks.death.get(row), [...(ended.get(blocks.death.get(row)) ?? []), row]);
  }
  const live: number[] = Array.from({ length: Math.max(1, domains.length) }, () => 0);
  const peaks = [...live];
  let peakBytes = 0;
  let peakEvent = -1;
  for (let event = 0; event < trace.events.length; event++) {
    for (const [rows, sign] of [
      [ended, -1],
      [begun, 1],
    ] as const) {
      // prettier-ignore
      for (const row of rows.get(event) ?? []) live[sites.domain.get(blocks.site.get(row))] += sign * trace.sizeOf(row);
    }
    const total = live.reduce((sum, bytes, domain) => sum + (domains.backing.get(domain as DomainId) ? 0 : bytes), 0);
    if (total > peakBytes) [peakBytes, peakEvent] = [total, event];
    live.forEach((bytes, domain) => (peaks[domain] = Math.max(peaks[domain], bytes)));
  }
  const liveBytes = live.reduce((sum, bytes, domain) => sum + (domains.backing.get(domain as DomainId) ? 0 : bytes), 0);
  return { peakBytes, peakEvent, liveBytes, domains: peaks };
}

/** Each event that gave a block names it, and each that took one away names a block that ended then. */
function expectEventsNameTheirBlocks(trace: Trace): void {
  const { events, blocks } = trace;
  const silent = new Set<BlockRow>();
  for (let i = 0; i < trace.silentEnds.length; i++) {
    const row = trace.silentEnds.block.get(i);
    expect(blocks.death.get(row)).toBe(trace.silentEnds.event.get(i));
    silent.add(row);
  }
  let wrong = 0;
  for (let event = 0 as EventIndex; event < events.length; event++) {
    const row = events.operand.get(event) as BlockRow;
    const kind = events.kind.get(event);
    const begins = kind === EventKind.Allocate || kind === EventKind.ReallocateNothing || kind === EventKind.Reallocate;
    if (begins && blocks.birth.get(row) !== event) wrong++;
    if ((kind === EventKind.Free || kind === EventKind.ReallocateToNothing) && blocks.death.get(row) !== event) wrong++;
    const previous = kind === EventKind.Reallocate ? blocks.previous.get(row) : NONE;
    if (previous !== NONE && (blocks.death.get(previous) !== event || silent.has(previous))) wrong++;
  }
  expect(wrong).toBe(0);
}

describe.skipIf(!existsSync(TRACES))('recorded traces with ground truth', () => {
  const files = existsSync(TRACES) ? traceFiles() : [];

  it.each(files)('%s: the report equals the truth in every field that both have', async (file) => {
    const { trace, meta } = await open(file);
    const actual = report(trace, meta);
    const truth = JSON.parse(readFileSync(join(TRACES, file.replace('.hgt.zst', '.truth.json')), 'utf8')) as object;
    const common = (value: object, other: object): unknown => shared(value, other);
    // The truth files keep the first 200 faults.
    expect(common({ ...actual, faults: actual.faults.slice(0, 200) }, truth)).toEqual(common(truth, actual));
    expect(meta.skipped).toEqual({});
    if (actual.events > 1_000_000) return;

    const again = recompute(trace);
    expect(again).toMatchObject({ peakBytes: actual.peakBytes, peakEvent: actual.peakEvent });
    expect(again.liveBytes).toBe(actual.liveAtEnd.bytes);
    expect(again.domains.filter((_, id) => trace.domains.allocations.get(id as DomainId) > 0)).toEqual(
      actual.byDomain.map(({ peakBytes }) => peakBytes),
    );
    expectEventsNameTheirBlocks(trace);
  });

  it('has traces to read', () => {
    expect(ensure(files[0], 'traces are there')).toContain('.hgt');
  });
});
