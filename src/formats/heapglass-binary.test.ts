import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../base/crc32';
import { report } from '../core/analysis/report';
import { SimulatedHeap } from '../core/replay/simulated-heap';
import type { EventIndex } from '../core/tables/indices';
import { MAGIC } from './heapglass-binary-layout';
import { encodeTrace } from './heapglass-binary-writer';
import { openShared, openText } from './testing/open-trace';
import { readBytes } from './testing/read-bytes';
import { hasLargeTraces, hasSharedTraces } from './testing/shared-traces';
import { traceDigest } from './testing/trace-digest';
import type { ReadTrace } from './trace-reader';

/** Every table has a row in it, and every rare thing happens once. */
const RICH = `heapglass 1
h program rich
h clock ns
m app	b1d
f 1 0x10 outer	app.c:1
f 1 0x20
k 0 1
k 1 2
d libc 0 libc
d vk 0 callbacks
d linear 1 linear
d mmap 0 mmap
c vkCreateDevice
T 7 main
@ 7
t 100
( 1 d2
o 0 VkDevice 0x1
+ 0x1000 64 k2 d2 a8 v1
x 0 1 a context
+ 0x2000 4096 k1 d1 x1 z
+ 0x2100 16 d3
+ 0x2200 32 d3 p0x2000
) -3
t 5000000000
~ 0x2000 0x8000 4000 k2
R 1048576
r 0x8000 8 k1
w 0x8000 16
i + 100 2
n a mark
~ 0 0x9000 24 d1
- 0x1000 d1 k2
- 0x1000
- 0
+ 0 10 d1
~ 0x9000 0 5000000000
+ 0xa000 6000000000 d4
+ 0x9000 8 d1
^ 0x8000 0x9000
A 0x9000 0
Y 1 0
g redzone 0x8000 -4 k1 behind
X 1
O 1
z what
+ broken
`;

const SEVERAL_DOMAINS = `heapglass 1
d libc 0 libc
d ralloc 1 ralloc
d linear 2 linear
x 0 3 pool
`;
/** Few addresses, near each other: blocks meet, contain each other, and go twice. */
const address = fc.integer({ min: 0, max: 12 }).map((slot) => (slot === 0 ? 0 : 4096 + slot * 64));
const size = fc.constantFrom(0, 8, 64, 200, 5_000_000_000);
const domain = fc.constantFrom('', ' d1', ' d2', ' d3', ' d3 x1');
const record = fc.oneof(
  fc.tuple(address, size, domain).map(([at, bytes, of]) => `+ ${at} ${bytes}${of}`),
  fc.tuple(address, domain).map(([at, of]) => `- ${at}${of}`),
  fc.tuple(address, address, size, domain).map(([old, at, bytes, of]) => `~ ${old} ${at} ${bytes}${of}`),
  fc.constantFrom('x 1 3 inner', 'X 1', 'X 2', 't 4000000000', '@ 2', 'n mark', '+ broken'),
);

function decode(bytes: Uint8Array, cuts: readonly number[] = []): ReadTrace {
  const result = readBytes(bytes, cuts);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

/** Why a file cannot be read; empty when it can. */
function refusal(bytes: Uint8Array): string {
  const result = readBytes(bytes, []);
  return !result.ok && result.failure.kind === 'corrupt' ? result.failure.detail : '';
}

function expectSame(decoded: ReadTrace, { trace, meta }: ReadTrace): void {
  expect(decoded.meta).toEqual(meta);
  expect(traceDigest(decoded.trace)).toEqual(traceDigest(trace));
  expect(report(decoded.trace, decoded.meta)).toEqual(report(trace, meta));
}

describe('the binary codec', () => {
  it('keeps every table and every fact', () => {
    const rich = openText(RICH);
    expectSame(decode(encodeTrace(rich.trace, rich.meta)), rich);
  });

  it('keeps an empty trace', () => {
    const empty = openText('heapglass 1\n');
    expectSame(decode(encodeTrace(empty.trace, empty.meta)), empty);
  });

  it('keeps whatever a program may do, sane or not', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 120 }), (records) => {
        // The last event: where the clock went after it is nobody's time.
        const trace = openText(`${SEVERAL_DOMAINS}${[...records, 'n end'].join('\n')}\n`);
        expectSame(decode(encodeTrace(trace.trace, trace.meta)), trace);
      }),
    );
  });

  describe.skipIf(!hasSharedTraces)('on recorded traces', () => {
    const small = [
      'vulkan/lvp-compute-cold.hgt.zst',
      'vulkan/lvp-compute-late.hgt.zst',
      'ralloc/ralloc-gc-compute.hgt.zst',
      'faults/fault-mismatch.hgt.zst',
      'faults/fault-overflow.hgt.zst',
      'heaptrack/ht-sqlite-small.zst',
      'heaptrack/ht-sqlite-raw.raw.zst',
    ];
    const large = ['large/lvp-compute-uber.hgt.zst', 'large/ht-lavapipe-uber.zst'];
    it.each([...small, ...(hasLargeTraces ? large : [])])('%s is the same afterwards', (path) => {
      const recorded = openShared(path);
      expectSame(decode(encodeTrace(recorded.trace, recorded.meta)), recorded);
    });
  });

  it('can round times down to a coarser clock, and says so', () => {
    const { trace, meta } = openText(RICH);
    const coarse = decode(encodeTrace(trace, meta, 'ms'));
    expect(coarse.meta.fidelity.clock).toBe('ms');
    expect(coarse.meta.header).toMatchObject({ clock: 'ms', recordedClock: 'ns' });
    expect(coarse.meta.totals).toEqual(meta.totals);
    for (let event = 0 as EventIndex; event < trace.events.length; event++) {
      expect(coarse.trace.timeOf(event)).toBe(Math.floor(trace.timeOf(event) / 1e6));
    }
    expect(decode(encodeTrace(coarse.trace, coarse.meta, 'ns')).meta).toEqual(coarse.meta);
  });

  it('reads the same from any chunking', () => {
    const { trace, meta } = openText(RICH);
    const bytes = encodeTrace(trace, meta).slice();
    const expected = traceDigest(trace);
    const everyByte = Array.from({ length: bytes.length - 1 }, (_, i) => i + 1);
    expect(traceDigest(decode(bytes, everyByte).trace)).toEqual(expected);
  });
});

describe('a binary trace that is not whole', () => {
  const { trace, meta } = openText(RICH);
  const whole = encodeTrace(trace, meta).slice();

  it('cannot be read, and the reason names the place, wherever it is cut', () => {
    for (let length = MAGIC.length; length < whole.length; length += 31) {
      expect(refusal(whole.subarray(0, length))).toMatch(/byte \d+/);
    }
  });

  it('is noticed whichever byte was changed', () => {
    for (let at = MAGIC.length; at < whole.length; at += 23) {
      const changed = whole.slice();
      changed[at] ^= 0x41;
      expect(refusal(changed), `byte ${at}`).not.toBe('');
    }
  });

  it('of a later version says so', () => {
    const later = whole.slice();
    later[MAGIC.length - 2] = '9'.charCodeAt(0);
    expect(refusal(later)).toContain('is not of version 1');
  });

  it('misleads nobody when it was made on purpose, with checksums that are right', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }), (changes) => {
        const result = readBytes(forge(whole, changes), []);
        if (!result.ok) return;
        const forged = result.value;
        // Whatever was accepted can be walked over without an end that never comes or a row that is not there.
        expect(report(forged.trace, forged.meta).events).toBe(forged.trace.events.length);
        const heap = SimulatedHeap.reserve(forged.trace);
        if (heap.ok) while (!heap.value.step(Infinity));
        for (let stack = forged.trace.stacks.length - 1; stack > 0; stack--) {
          expect(forged.trace.stacks.parent.get(stack as never)).toBeLessThan(stack);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** `whole` with bytes of its payloads changed and its checksums put right. */
function forge(whole: Uint8Array, changes: readonly (readonly [at: number, byte: number])[]): Uint8Array {
  const forged = whole.slice();
  const view = new DataView(forged.buffer);
  const sections: { readonly name: Uint8Array; readonly from: number; readonly length: number }[] = [];
  for (let at = MAGIC.length; at < forged.length;) {
    const name = forged.subarray(at + 1, at + 1 + forged[at]);
    const from = at + 1 + name.length + 8;
    const length = view.getUint32(from - 8, true);
    sections.push({ name, from, length });
    at = from + length;
  }
  const tables = sections.slice(1, -1);
  const total = tables.reduce((sum, { length }) => sum + length, 0);
  for (const [place, byte] of changes) {
    let rest = place % total;
    for (const { from, length } of tables) {
      if (rest >= 0 && rest < length) forged[from + rest] = byte;
      rest -= length;
    }
  }
  for (const { name, from, length } of tables) {
    view.setUint32(from - 4, crc32(forged.subarray(from, from + length), crc32(name)), true);
  }
  return forged;
}
