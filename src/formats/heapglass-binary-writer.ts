import { ByteWriter } from '../base/byte-writer';
import { crc32 } from '../base/crc32';
import { encodeTables, type Section } from '../core/tables/codec';
import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { END, MAGIC, META } from './heapglass-binary-layout';
import { encodeMeta } from './heapglass-binary-meta';

type Clock = TraceMeta['fidelity']['clock'];

const NANOSECONDS: Readonly<Record<Exclude<Clock, 'none'>, number>> = { ns: 1, us: 1e3, ms: 1e6 };

/**
 * A trace as one binary file, not compressed but made to compress well.
 *
 * @param clock the unit that times are rounded down to, where the trace's own is finer: milliseconds make the file of
 *   a long trace several times smaller. The file says so in its header (`clock`, `recordedClock`).
 */
export function encodeTrace(trace: Trace, meta: TraceMeta, clock: Clock = meta.fidelity.clock): Uint8Array {
  const writer = new ByteWriter();
  const { ticksPerUnit, coarsened } = coarsen(meta, clock);
  writer.raw(MAGIC);
  writeSection(writer, { name: META, payload: encodeMeta(coarsened) });
  for (const section of encodeTables(trace, ticksPerUnit)) writeSection(writer, section);
  writeSection(writer, { name: END, payload: new Uint8Array(0) });
  return writer.written;
}

function writeSection(writer: ByteWriter, { name, payload }: Section): void {
  const nameBytes = new TextEncoder().encode(name);
  writer.u8(nameBytes.length);
  writer.raw(nameBytes);
  writer.u32(payload.length);
  writer.u32(crc32(payload, crc32(nameBytes)));
  writer.raw(payload);
}

/** The facts of a trace whose clock ticks in `clock`s, unless its own is as coarse already. */
function coarsen(meta: TraceMeta, clock: Clock): { readonly ticksPerUnit: number; readonly coarsened: TraceMeta } {
  const own = meta.fidelity.clock;
  if (own === 'none' || clock === 'none' || NANOSECONDS[clock] <= NANOSECONDS[own]) {
    return { ticksPerUnit: 1, coarsened: meta };
  }
  const header = { ...meta.header, clock, recordedClock: own };
  return {
    ticksPerUnit: NANOSECONDS[clock] / NANOSECONDS[own],
    coarsened: { ...meta, header, fidelity: { ...meta.fidelity, clock } },
  };
}
