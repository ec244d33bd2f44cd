import type { TraceBuilder } from '../core/pairing/trace-builder';

/** One trace format: one file implements this, `registry.ts` lists it. */
export interface TraceFormat {
  readonly id: string;
  /** For people: "Heapglass trace". */
  readonly label: string;
  /** Whether these first bytes (up to 64 KiB, decompressed) begin such a file. Looks at content only; never throws. */
  sniff(head: Uint8Array): boolean;
  /** A parser that writes into `builder`, as its fidelity does. */
  parser(builder: TraceBuilder): TraceParser;
}

/** Fed with bytes in any chunking; the same bytes give the same tables. Knows no file, clock or thread. */
export interface TraceParser {
  push(chunk: Uint8Array): void;
  /** The input ended: `cut` when it ended before its container did. */
  end(): void;
}

/** A format whose text may come scanned (`scanners.ts`). */
export interface ScannedFormat extends TraceFormat {
  parser(builder: TraceBuilder): ScannedParser;
}

/** Fed with either bytes or what its format's scanner made of them. */
export interface ScannedParser extends TraceParser {
  /** Takes a block of {@link ScanWriter}'s. */
  pushScanned(block: Uint32Array): void;
}
