import { report, type Report } from '../../core/analysis/report';
import { TraceBuilder } from '../../core/pairing/trace-builder';
import type { Trace } from '../../core/tables/trace';
import type { TraceMeta } from '../../core/tables/trace-meta';
import { heapglassTrace } from '../heapglass-trace';

export interface TextTrace {
  readonly trace: Trace;
  readonly meta: TraceMeta;
  readonly report: Report;
}

/** Reads the text of a Heapglass trace whose first line is left out; `\n` ends each record, the last one too. */
export function readText(records: string): TextTrace {
  return readBytes(new TextEncoder().encode(`heapglass 1\n${records}`));
}

/** As a stream in pieces that end at the given byte offsets. */
export function readBytes(bytes: Uint8Array, cuts: readonly number[] = []): TextTrace {
  const builder = new TraceBuilder();
  const parser = heapglassTrace.parser(builder);
  let from = 0;
  for (const cut of [...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length]) {
    parser.push(bytes.slice(from, cut));
    from = cut;
  }
  parser.end();
  builder.finish();
  const meta = builder.meta();
  return { trace: builder.trace, meta, report: report(builder.trace, meta) };
}
