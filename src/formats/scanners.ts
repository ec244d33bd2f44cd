import { HeaptrackScanner } from './heaptrack-scanner';
import { heaptrackShape } from './heaptrack-sniff';
import type { ScanSink, TextScanner } from './scanned-text';

/** A format whose text can be scanned ahead of its parser, by a thread that knows of no tables. */
interface ScannableFormat {
  readonly id: string;
  sniff(head: Uint8Array): boolean;
  scanner(sink: ScanSink): TextScanner;
}

/** Those of the formats where scanning is a good part of reading. `registry.ts` has their parsers. */
export const SCANNABLE_FORMATS: readonly ScannableFormat[] = [
  {
    id: 'heaptrack',
    sniff: (head) => heaptrackShape(head) === 'interpreted',
    scanner: (sink) => new HeaptrackScanner(sink),
  },
];
