import * as v from 'valibot';
import type { Bytes, EventIndex } from '../core/tables/indices';
import type { TraceMeta } from '../core/tables/trace-meta';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const bytes = v.pipe(
  count,
  v.transform((value) => value as Bytes),
);
const eventIndex = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(-1),
  v.transform((value) => value as EventIndex),
);
const flag = v.boolean();

const metaSchema = v.object({
  header: v.record(v.string(), v.string()),
  fidelity: v.object({
    format: v.string(),
    label: v.string(),
    addresses: flag,
    orderOfFrees: v.picklist(['recorded', 'assumed']),
    clock: v.picklist(['ns', 'us', 'ms', 'none']),
    threads: flag,
    stacks: flag,
    releaseStacks: flag,
    scopes: flag,
    calls: flag,
    attached: flag,
    sampledBytes: count,
    pointerBytes: count,
    pageBytes: count,
  }),
  totals: v.object({
    events: count,
    allocations: count,
    frees: count,
    reallocations: count,
    failed: count,
    freesOfNull: count,
    allocatedBytes: bytes,
    peakBytes: bytes,
    peakEvent: eventIndex,
    liveBytes: bytes,
    liveBlocks: count,
    temporary: count,
    unknownFrees: count,
  }),
  skipped: v.record(v.string(), count),
  warnings: v.array(
    v.object({
      kind: v.picklist([
        'broken',
        'bad-id',
        'cut',
        'unknown-record',
        'outside-backing',
        'truncated',
        'checksum',
        'corrupt',
      ]),
      count,
      line: count,
      offset: v.pipe(v.number(), v.integer(), v.minValue(-1)),
      text: v.string(),
    }),
  ),
}) satisfies v.GenericSchema<unknown, TraceMeta>;

/** The facts of a trace as UTF-8 JSON. */
export function encodeMeta(meta: TraceMeta): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(meta));
}

/** The facts that such bytes hold; undefined when they hold none. */
export function decodeMeta(encoded: Uint8Array): TraceMeta | undefined {
  try {
    const result = v.safeParse(metaSchema, JSON.parse(new TextDecoder().decode(encoded)));
    return result.success ? result.output : undefined;
  } catch {
    return undefined; // no JSON
  }
}
