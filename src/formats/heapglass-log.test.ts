import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFindings } from '../core/analysis/findings/findings';
import { LiveBlocks } from '../core/analysis/live-blocks';
import { report } from '../core/analysis/report';
import { SiteTotals } from '../core/analysis/site-totals';
import { NO_LAYERS } from '../core/layers/configuration';
import { SimulatedHeap } from '../core/replay/simulated-heap';
import { csvFields, csvLine, recordOfCsv } from './csv';
import { writeLog, type LogKind } from './log-writer';
import { checkFormat } from './testing/check-format';
import { openShared, openText } from './testing/open-trace';
import { hasSharedTraces } from './testing/shared-traces';
import { traceDigest } from './testing/trace-digest';
import type { TraceRecord } from './trace-record';
import type { ReadTrace } from './trace-reader';

const KINDS = ['jsonl', 'csv'] as const satisfies readonly LogKind[];

function exported(read: ReadTrace, kind: LogKind): string {
  return [...writeLog(read.trace, read.meta, kind)].join('');
}

/** What must be the same of a trace that went out and came in again. */
function everything(read: ReadTrace) {
  const { trace, meta } = read;
  const heap = SimulatedHeap.reserve(trace, {
    configuration: { ...NO_LAYERS, cookies: { secret: 1 } },
    limits: [2 ** 28],
  });
  if (!heap.ok) throw new Error('no memory for the test');
  while (!heap.value.step(Infinity));
  const totals = new SiteTotals(trace, meta.totals.peakEvent);
  while (!totals.step(Infinity));
  const findings = findFindings({ trace, meta, live: new LiveBlocks(trace), totals });
  let step = findings.next();
  while (step.done !== true) step = findings.next();
  return { hash: heap.value.hash(), hits: heap.value.hits, findings: step.value, report: report(trace, meta) };
}

const EVENTS = [
  'h program a "quoted", name', 'm lib\\tx.so\tbuild', 'f 1 0x10 make\tmade.c:12', 'f 1 0x20 free,"it"', 'k 0 1', 'k 1 2',
  'd libc 0 malloc', 'd vk 1 table\\nof two lines', 'd linear 1', 'c vkCreateDevice', 'c vkDestroyDevice', 'T 7 main',
  '@ 7', 't 100', '( 1 d2', '+ 0x1000 64 k2 d1', '+ 0x1010 16 k1 d2 v1 a16', 'o 0 VkDevice 0x1', ') 0', 'R 4096', '@ 8', 't 5',
  '~ 0 0x5000 10 d1 z', '~ 0x5000 0x6000 20 k1', '- 0x6000 k2 d2', '- 0x6000', '- 0x77', '- 0', '+ 0 99 d1', '~ 0x1000 0 500',
  '@ 7', '( 2', 'O 1', 'x 0 3 arena', '+ 0x1030 8 d3 x1', 'X 1', ')', 'i + 64 3', 'i - 64 3', 'r 0x1000 4 k1', 'w 0x1000 8',
  'g redzone 0x1000 -8 k2 overwritten', 'n frame 1', '+ 0x9000 5 p0x1000 d1', '^ 0x9000 0', 'A 0x1000 0x9000',
  '~ 0x1000 0 0', '~ 0x4444 0x8000 12 d1',
]; // prettier-ignore

describe.each(KINDS)('R-15 the log as %s', (kind) => {
  const small = openText(['heapglass 1', ...EVENTS, ''].join('\n'));

  it('comes in as it went out: the same tables, the same heap, the same findings', () => {
    const again = openText(exported(small, kind));
    expect(traceDigest(again.trace)).toEqual(traceDigest(small.trace));
    expect(again.meta).toEqual({ ...small.meta, header: again.meta.header, skipped: again.meta.skipped, warnings: again.meta.warnings }); // prettier-ignore
    expect(everything(again)).toEqual({ ...everything(small), report: { ...everything(small).report, skipped: again.meta.skipped } }); // prettier-ignore
    expect(again.meta.header['program']).toBe('a "quoted", name');
  });

  describe('as a format', () => {
    checkFormat({ file: () => new TextEncoder().encode(exported(small, kind)), format: `heapglass-log-${kind}` });
  });

  it('lets no field become another record', () => {
    const evil = openText(exported(openText('heapglass 1\n+ 1 1\n'), kind).replace(/"?size"?:1/, '"size":"1\\n+ 2 2"'));
    expect(evil.meta.totals.allocations).toBe(kind === 'jsonl' ? 0 : 1);
  });
});

it.skipIf(!hasSharedTraces).each([
  ['faults/fault-mismatch', 'csv'],
  ['faults/lvp-fault-leak-pipeline', 'jsonl'],
  ['ralloc/ralloc-gc-compute', 'jsonl'],
] as const)(
  'R-15 %s comes in as it went out as %s',
  (name, kind) => {
    const read = openShared(`${name}.hgt.zst`);
    expect(everything(openText(exported(read, kind)))).toEqual(everything(read));
  },
  60_000,
);

it('any text survives a line of comma-separated values', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const record: TraceRecord = { record: 'n', ...(text !== '' && { text }) };
      expect(recordOfCsv(csvFields(csvLine(record)) ?? [])).toEqual(record);
    }),
  );
});
