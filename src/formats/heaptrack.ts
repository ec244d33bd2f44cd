import type { ScannedFormat, TraceFormat } from './format';
import { HeaptrackInterpretedParser } from './heaptrack-interpreted';
import { HeaptrackRawParser } from './heaptrack-raw';
import { heaptrackShape } from './heaptrack-sniff';

/** heaptrack's usual files: `heaptrack.NAME.PID.zst` and `.gz`. */
export const heaptrackInterpreted: ScannedFormat = {
  id: 'heaptrack',
  label: 'heaptrack file',
  sniff: (head) => heaptrackShape(head) === 'interpreted',
  parser: (builder) => new HeaptrackInterpretedParser(builder),
};

/** Files of `heaptrack --raw`: with addresses, without symbols. */
export const heaptrackRaw: TraceFormat = {
  id: 'heaptrack-raw',
  label: 'raw heaptrack file',
  sniff: (head) => heaptrackShape(head) === 'raw',
  parser: (builder) => new HeaptrackRawParser(builder),
};
