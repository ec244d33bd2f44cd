import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventKind } from '../core/tables/events';
import { TABLE_NOT_RECORDED } from '../core/tables/happenings';
import type { BlockRow, EventIndex } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import { heapglassTrace } from './heapglass-trace';
import { readBytes, readText, type TextTrace } from './testing/read-text';
import { traceDigest } from './testing/trace-digest';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All of a trace that two readings of the same bytes must agree in. */
function contents({ trace, meta }: TextTrace): unknown {
  return { meta, tables: traceDigest(trace) };
}

const EVERY_RECORD = [
  'heapglass 1',
  'h program vkapp \\\\ caf\u00e9\\n',
  'h clock us',
  'h pointer 4',
  'h page 0x4000',
  'h start 99999999999999999999',
  'h attached at the first frame',
  'h sampled 4096',
  'm libvulkan_lvp.so\tdeadbeef',
  'f 1 0x11d2 create_device\tvkapp.c:212',
  'f 0 0xABCdef \\tTabbed\tno line',
  'f 1 16',
  'k 0 1',
  'k 1 2',
  'd libc 0 libc',
  'd vk 0 callbacks',
  'd ralloc 1 ralloc',
  'c vkCreateDevice',
  'T 7 render',
  '# a comment',
  '',
  '@ 7',
  't 4294967297',
  'R 123456',
  '( 1 o0 d2',
  'o 0 VkDevice 0x1',
  '+ 0x55e0c0 1432 k2 d2 a8 v3 x0 o1 p0 z',
  't 5',
  '~ 0x55e0c0 0x66e0c0 2000',
  'i + 64 1',
  'i - 64 1',
  'x 0 3 context',
  'Y 1 0',
  '^ 0x66e0c0 0',
  'A 0x66e0c0 0x66e0c0',
  'r 0x66e0c0 4 k1',
  'w 0x66e0c4 4',
  'g redzone 0x66e0c0 -8 k1 8 bytes before',
  'g guard 0x66e0c0 2000',
  'n frame 1',
  'X 1',
  'O 1',
  '- 0x66e0c0 d2 k1',
  ') -4',
  ')',
  '',
].join('\n');

function kinds(trace: Trace): string[] {
  const names = Object.keys(EventKind) as (keyof typeof EventKind)[];
  return Array.from(
    { length: trace.events.length },
    (_, event) => names.find((name) => EventKind[name] === trace.events.kind.get(event as EventIndex)) ?? '?',
  );
}

describe('the Heapglass trace parser', () => {
  it('reads every record', () => {
    const { trace, meta } = readBytes(encode(EVERY_RECORD));
    expect(meta.skipped).toEqual({});
    expect(kinds(trace)).toEqual([
      'ObjectBegin', 'Allocate', 'Reallocate', 'Internal', 'Internal', 'ContextBegin', 'ContextMove', 'Steal', 'Adopt',
      'Read', 'Write', 'RecordedFault', 'RecordedFault', 'Mark', 'ContextEnd', 'ObjectEnd', 'Free',
    ]); // prettier-ignore
    expect(meta.header).toMatchObject({ program: 'vkapp \\ café\n', start: '99999999999999999999' });
    expect(meta.fidelity).toMatchObject({
      clock: 'us', pointerBytes: 4, pageBytes: 0x4000, attached: true, sampledBytes: 4096, addresses: true,
      threads: true, stacks: true, releaseStacks: true, scopes: true, calls: true, orderOfFrees: 'recorded',
    }); // prettier-ignore
  });

  it('splits symbol, file and line, module and build id, and undoes escapes after splitting', () => {
    const { trace } = readBytes(encode(EVERY_RECORD));
    const text = (id: number): string => trace.strings.get(id as never);
    const frames = [1, 2, 3].map((frame) => {
      const { module, offset, symbol, file, line } = trace.frames;
      const id = frame as never;
      return [module.get(id), offset.get(id), text(symbol.get(id)), text(file.get(id)), line.get(id)];
    });
    expect(frames).toEqual([
      [1, 0x11d2, 'create_device', 'vkapp.c', 212],
      [0, 0xabcdef, '\tTabbed', 'no line', 0],
      [1, 16, '', '', 0],
    ]);
    expect([text(trace.modules.name.get(1 as never)), text(trace.modules.buildId.get(1 as never))]).toEqual([
      'libvulkan_lvp.so',
      'deadbeef',
    ]);
  });

  it('keeps the clock, and samples of the resident set with it', () => {
    const { trace } = readBytes(encode(EVERY_RECORD));
    expect(trace.timeOf(0 as EventIndex)).toBe(4294967297);
    expect(trace.timeOf(2 as EventIndex)).toBe(4294967302);
    expect([trace.residentSet.bytes.get(0), trace.residentSet.time.get(0)]).toEqual([123456, 4294967297]);
  });

  it('reads a recorded fault with its signed offset, stack and text', () => {
    const { trace } = readBytes(encode(EVERY_RECORD));
    const { kind, offset, stack, text, block } = trace.faults;
    const fault = 1 as never;
    expect([offset.get(fault), stack.get(fault), trace.strings.get(text.get(fault))]).toEqual([
      -8,
      1,
      '8 bytes before',
    ]);
    expect([kind.get(fault), kind.get(2 as never), block.get(fault)]).toEqual([5, 4, 2]);
  });

  it('reads CR LF as it reads LF', () => {
    const unix = readBytes(encode(EVERY_RECORD));
    const dos = readBytes(encode(EVERY_RECORD.replaceAll('\n', '\r\n')));
    expect(contents(dos)).toEqual(contents(unix));
  });

  it('gives the same tables however the bytes are cut', () => {
    const bytes = encode(EVERY_RECORD + 'n a last line without its end');
    const whole = contents(readBytes(bytes));
    expect(
      contents(
        readBytes(
          bytes,
          Array.from(bytes, (_, at) => at),
        ),
      ),
    ).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        expect(contents(readBytes(bytes, cuts))).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  it('knows its files by their first line', () => {
    const sniff = (text: string): boolean => heapglassTrace.sniff(encode(text));
    expect(['heapglass 1\n', 'heapglass 1\r\nh', 'heapglass 1'].map(sniff)).toEqual([true, true, true]);
    expect(['heapglass 10\n', 'heapglass 2\n', ' heapglass 1\n', '', 'v 10400 3\n'].map(sniff)).not.toContain(true);
  });
});

describe('damaged Heapglass traces', () => {
  it.each([
    '+', '+ ', '+ 1', '+ x 5', '+ 1 5 k', '+ 1 5 q7', '+ 1 5 k1 k1', '+ 1 5 z z', '+ 1 5 z1', '+ 1 5 a3', '+ 1 5 a0', '+ 1 5 v5', '+ 1  5', '+ 1 5 ',
    '+ -1 5', '+ 1 5.0', '+ 0x 5', '+ 0xg 5', '+ 1 9007199254740992', '+ 0x20000000000000 5', '- ', '- 1 1', '~ 1 2', 'i + 5', 'i * 5 1', 'i + 5 5',
    'X x', 'Y 1', '^ 1', 'A 1', 'O 1 1', 'r 1', 'w 1 1 d1', 'g boom 1 1 x', 'g guard 1 x', 'g guard 1 --1 x',
  ])('“%s” takes its number without effect', (line) => {
    const { trace, meta, report } = readText(`${line}\nn after\n`);
    // A record is a letter followed by a space: a lone letter is none.
    const isRecord = line !== '+';
    expect(meta.skipped).toEqual(isRecord ? { broken: 1 } : { unknownRecords: 1 });
    expect(kinds(trace)).toEqual(isRecord ? ['Broken', 'Mark'] : ['Mark']);
    expect(report).toMatchObject({ allocations: 0, allocatedBytes: 0, failed: 0, faults: [] });
    expect(meta.warnings[0]).toMatchObject({ count: 1, line: 2, offset: 12 });
    expect(meta.warnings[0].text).toContain('line 2, byte 12');
  }); // prettier-ignore

  it('lets a broken definition keep its id', () => {
    const { trace, meta } = readText(
      'm a\nf x 1 broken\nf 1 2 sound\nk 1\nk 0 2\nd nosuch 0 broken\nd libc 0 sound\nx 1\nx 0 2 sound\no x\no 0 sound\n+ 1 5 k2 d2 x2 o2\n',
    );
    expect(meta.skipped).toEqual({ broken: 5 });
    const site = trace.blocks.site.get(1 as BlockRow);
    expect([trace.sites.stack.get(site), trace.sites.domain.get(site)]).toEqual([2, 2]);
    expect([trace.blocks.context.get(1 as BlockRow), trace.blocks.object.get(1 as BlockRow)]).toEqual([2, 2]);
    expect(trace.events.length).toBe(5);
  });

  it('counts ids that are not defined, and takes them for 0', () => {
    const { trace, meta } = readText(
      'f 9 1 f\nk 5 5\nd libc 7 d\n( 3 o4 d9\n+ 1 5 k9 d9 x9 o9\nX 9\nO 9\nr 1 1 k9\n- 1 k9 d0\n',
    );
    expect(meta.skipped).toEqual({ badIds: 1 + 2 + 1 + 3 + 4 + 1 + 1 + 1 + 1 });
    expect(trace.calls.table.get(1 as never)).not.toBe(TABLE_NOT_RECORDED);
    expect(meta.totals).toMatchObject({ events: 5, allocations: 1, frees: 1, liveBlocks: 0 });
  });

  it('skips and counts records that it does not know', () => {
    const { meta } = readText('Z 1\nhello\n\n€ 1\n#no comment?\n  n\n');
    expect(meta.skipped).toEqual({ unknownRecords: 4 });
  });

  it('drops a last line without its end, and says so', () => {
    const { meta } = readText('+ 1 5\n- 1');
    expect(meta).toMatchObject({ skipped: { cut: 1 }, totals: { events: 1, liveBlocks: 1 } });
    expect(meta.warnings[0]).toMatchObject({ line: 3, offset: 18 });
  });

  it('breaks header numbers and clocks that make no sense, nothing else of the header', () => {
    const { meta } = readText(
      'h pointer eight\nh clock fortnights\nh sampled 9007199254740992\nh weird \u0007\nh __proto__ x\nh \n',
    );
    expect(meta.skipped).toEqual({ broken: 4 });
    expect(meta.fidelity).toMatchObject({ pointerBytes: 8, clock: 'none', sampledBytes: 0 });
    expect(Object.keys(meta.header)).toEqual(['weird', '__proto__']);
  });

  it('does not hold an endless line, and goes on behind it', () => {
    const long = 'x'.repeat(3 * 2 ** 20);
    const bytes = encode(`heapglass 1\nn ${long}\n+ 1 5\nm ${long}\nm second\nf 2 0 f\n`);
    const cuts = Array.from({ length: 60 }, (_, i) => i * 100_000);
    const { meta, trace } = readBytes(bytes, cuts);
    expect(meta).toMatchObject({ skipped: { broken: 2 }, totals: { events: 2, allocations: 1 } });
    expect(trace.frames.module.get(1 as never)).toBe(2);
    expect(contents(readBytes(bytes))).toEqual(contents(readBytes(bytes, cuts)));
  });

  it('never throws, whatever the bytes', () => {
    const pieces = fc.constantFrom('+', '-', '~', ' ', '\n', '\r', '0x', '1', '8', 'k1', 'd1', 'g guard', 'd gc 1 a', '\t', '\\', 'X 1', 'x 0 1 c', '\u00ff'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 400 }), (parts) => {
        const { meta, trace } = readText(parts.join(''));
        expect(meta.totals.events).toBe(trace.events.length);
      }),
      { numRuns: 300 },
    );
  });
});
