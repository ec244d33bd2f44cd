import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ensure } from '../../base/assert';
import { openContainer } from '../container';
import { FORMATS } from '../registry';
import type { ReadTrace } from '../trace-reader';
import { readBytes } from './read-bytes';
import type { Truth } from './shared-traces';
import { traceDigest } from './trace-digest';
import { zstdModule } from './zstd-module';

export interface FormatCase {
  /** Reads the file; called inside the tests only. */
  readonly file: () => Uint8Array;
  /** Id of the format that must recognise it. */
  readonly format: string;
  /** What a correct reader finds, where that is known. */
  readonly truth?: () => Partial<Truth>;
}

const FIRST_KIB = Array.from({ length: 1023 }, (_, i) => i + 1);

/** The checks that every file of every format must pass. Call it inside a `describe`. */
export function checkFormat({ file, format, truth }: FormatCase): void {
  it('is recognised by its content', () => {
    const head = decompressed(file()).subarray(0, 64 * 1024);
    expect(FORMATS.filter((candidate) => candidate.sniff(head)).map(({ id }) => id)).toEqual([format]);
  });

  it('gives the same tables for any chunking, of the file and of the text within', () => {
    const bytes = file();
    const text = decompressed(bytes);
    const expected = summary(read(bytes));
    expect(
      summary(
        read(
          bytes,
          FIRST_KIB.filter((cut) => cut < bytes.length),
        ),
      ),
    ).toEqual(expected);
    expect(
      summary(
        read(
          text,
          FIRST_KIB.filter((cut) => cut < text.length),
        ),
      ),
    ).toEqual(expected);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 40 }), (cuts) => {
        const ascending = cuts.sort((a, b) => a - b);
        expect(summary(read(text, ascending))).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it('keeps what a cut file holds, with a warning', () => {
    const text = decompressed(file());
    const whole = read(text);
    for (let i = 1; i <= 12; i++) {
      const length = Math.floor((text.length * i) / 13);
      const { meta, trace } = read(text.subarray(0, length));
      expect(meta.totals.events).toBeLessThanOrEqual(whole.meta.totals.events);
      const isWholeLine = text[length - 1] === 10;
      expect('cut' in meta.skipped, `cut at ${length}`).toBe(!isWholeLine);
      const kinds = trace.events.kind;
      for (let event = 0; event < trace.events.length; event += 97) {
        expect(kinds.get(event as never)).toBe(whole.trace.events.kind.get(event as never));
      }
    }
  });

  it('never throws at a damaged file, and warns where its container has a checksum', () => {
    const bytes = file();
    const isGzip = bytes[0] === 0x1f;
    fc.assert(
      fc.property(fc.integer({ min: 64, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = bytes.slice();
        damaged[at] ^= flip;
        const result = readBytes(damaged);
        if (result.ok && isGzip) expect(result.value.meta.warnings.length).toBeGreaterThan(0);
      }),
      { numRuns: 10 },
    );
  });

  if (truth !== undefined) {
    it('has the totals of the truth', () => {
      expect(totalsOf(read(file()), Object.keys(truth()))).toEqual(totalsOnly(truth()));
    });
  }
}

function read(bytes: Uint8Array, cuts: readonly number[] = []): ReadTrace {
  const result = readBytes(bytes, cuts);
  if (!result.ok) throw new Error(`not read: ${JSON.stringify(result.failure)}`);
  return result.value;
}

function summary({ trace, meta }: ReadTrace): unknown {
  return { meta, digest: traceDigest(trace) };
}

function decompressed(file: Uint8Array): Uint8Array {
  const container = openContainer(file.subarray(0, 4), zstdModule);
  const pieces: Uint8Array[] = [];
  container.feed(file);
  for (let piece = container.read(); piece !== undefined; piece = container.read()) pieces.push(piece.slice());
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const TOTALS = [
  'events', 'allocations', 'frees', 'reallocations', 'allocatedBytes', 'peakBytes', 'liveAtEnd', 'temporary',
  'unknownFrees',
] as const; // prettier-ignore

function totalsOnly(truth: Partial<Truth>): Record<string, unknown> {
  return Object.fromEntries(TOTALS.filter((name) => name in truth).map((name) => [name, truth[name]]));
}

function totalsOf({ meta }: ReadTrace, names: readonly string[]): Record<string, unknown> {
  const { totals } = meta;
  const all: Record<string, unknown> = {
    ...totals,
    liveAtEnd: { bytes: totals.liveBytes, blocks: totals.liveBlocks },
  };
  return Object.fromEntries(
    TOTALS.filter((name) => names.includes(name)).map((name) => [name, ensure(all[name], name)]),
  );
}
