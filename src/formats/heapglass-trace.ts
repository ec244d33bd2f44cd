import type { TraceFormat } from './format';
import { HeapglassTraceParser } from './heapglass-trace-parser';

const FIRST_LINE = /^heapglass 1(\r?\n|$)/;

/** The project's own text format; `docs/formats/heapglass-trace.md` describes it. */
export const heapglassTrace: TraceFormat = {
  id: 'heapglass-trace-1',
  label: 'Heapglass trace',
  sniff: (head) => FIRST_LINE.test(String.fromCharCode(...head.subarray(0, 16))),
  parser: (builder) => new HeapglassTraceParser(builder),
};
