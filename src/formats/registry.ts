import type { TraceFormat } from './format';
import { heaptrackInterpreted, heaptrackRaw } from './heaptrack';

/** Every trace format, the most specific first. */
export const FORMATS: readonly TraceFormat[] = [heaptrackRaw, heaptrackInterpreted];
