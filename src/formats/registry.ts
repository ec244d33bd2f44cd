import type { TraceFormat } from './format';
import { heapglassTrace } from './heapglass-trace';
import { heaptrackInterpreted, heaptrackRaw } from './heaptrack';

/** Every trace format, the most specific first. */
export const FORMATS: readonly TraceFormat[] = [heapglassTrace, heaptrackRaw, heaptrackInterpreted];
