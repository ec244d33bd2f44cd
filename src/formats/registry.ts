import type { ScannedFormat, TraceFormat } from './format';
import { heapglassBinary } from './heapglass-binary';
import { heapglassCsv, heapglassJsonLines } from './heapglass-log';
import { heapglassTrace } from './heapglass-trace';
import { heaptrackInterpreted, heaptrackRaw } from './heaptrack';

/** Every trace format, the most specific first. */
export const FORMATS: readonly TraceFormat[] = [
  heapglassBinary,
  heapglassTrace,
  heapglassJsonLines,
  heapglassCsv,
  heaptrackRaw,
  heaptrackInterpreted,
];

/** Those of them that `scanners.ts` lists. */
export const SCANNED_FORMATS: readonly ScannedFormat[] = [heaptrackInterpreted];
