import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ALIVE, type BlockRow } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import { checkFormat } from './testing/check-format';
import { readBytes } from './testing/read-bytes';
import { hasLargeTraces, hasSharedTraces, sharedTrace, truthOf } from './testing/shared-traces';
import type { ReadTrace } from './trace-reader';

function read(file: Uint8Array): ReadTrace {
  const result = readBytes(file);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const readText = (text: string) => read(new TextEncoder().encode(text));

/** Frames of a stack, innermost first, inlined ones too: `function file:line [module]`. */
function frames(trace: Trace, block: number): string[] {
  const names: string[] = [];
  const { strings, stacks, modules } = trace;
  let stack = trace.sites.stack.get(trace.blocks.site.get(block as BlockRow));
  for (; stack !== 0; stack = stacks.parent.get(stack)) {
    for (let frame = stacks.frame.get(stack); frame !== 0; frame = trace.frames.inlinedInto.get(frame)) {
      const { symbol, file, line, module, offset } = trace.frames;
      const name = strings.get(symbol.get(frame)) || `0x${offset.get(frame).toString(16)}`;
      const place = file.get(frame) === 0 ? '' : ` ${strings.get(file.get(frame))}:${line.get(frame)}`;
      names.push(`${name}${place} [${strings.get(modules.name.get(module.get(frame)))}]`);
    }
  }
  return names;
}

describe('an interpreted file', () => {
  const text = `v 10400 3
X app --flag
I 1000 400
s 3 app
s 4 main
s 8 a file.c
s 7 inlined
i 1000 1 2 3 a
i 2000 1 4 3 5 2 3 b
t 1 0
t 2 1
a 10 2
a 100000000 1
c 5
+ 0
+ 1
R 3
c a
- 0
+ 0
+ 0
- 0
`;

  it('has blocks without addresses, on a clock of milliseconds', () => {
    const { trace, meta } = readText(text);
    expect(meta.header).toMatchObject({
      cmdline: 'app --flag',
      recorder: 'heaptrack 1.4.0',
      page: '4096',
      clock: 'ms',
    });
    expect(meta.fidelity).toMatchObject({ addresses: false, orderOfFrees: 'assumed', clock: 'ms', stacks: true });
    expect(meta.totals).toMatchObject({ events: 6, allocations: 4, frees: 2, peakBytes: 2 ** 32 + 32, temporary: 1 });
    expect(meta.warnings).toEqual([]);
    expect(trace.sizeOf(2 as BlockRow)).toBe(2 ** 32);
    expect([...(trace.events.time.chunks[0]?.subarray(0, 6) ?? [])]).toEqual([5, 5, 10, 10, 10, 10]);
    expect(trace.residentSet.bytes.get(0)).toBe(3 * 4096);
    expect(trace.strings.get(trace.domains.name.get(1 as never))).toBe('heap');
  });

  it('unfolds inlined functions, innermost first', () => {
    const { trace } = readText(text);
    expect(frames(trace, 1)).toEqual(['inlined a file.c:5 [app]', 'main a file.c:11 [app]', 'main a file.c:10 [app]']);
  });

  it('ends the newest live block of the kind that a free names', () => {
    const { trace } = readText(text);
    const deaths = [1, 2, 3, 4].map((row) => trace.blocks.death.get(row as BlockRow));
    expect(deaths).toEqual([2, ALIVE, ALIVE, 5]);
  });

  it('reads strings of versions 1 and 2 to the end of their line', () => {
    const old = 'v 10100\ns a name with spaces\ni 10 1\nt 1 0\na 8 1\n+ 0\n';
    const { trace, meta } = readText(old);
    expect(meta.fidelity.label).toBe('heaptrack, interpreted, version 0');
    expect(readText(old.replace('10100', '10200')).meta.fidelity.label).toBe('heaptrack, interpreted, version 1');
    expect(trace.strings.get(trace.modules.name.get(1 as never))).toBe('a name with spaces');
  });

  it('has addresses in version 0', () => {
    const { trace, meta } = readText('v 10100\ns app\ni 10 1\nt 1 0\n+ 8 1 ff00\n+ 10 1 ff20\n- ff00\n- dead\n');
    expect(meta.fidelity).toMatchObject({ addresses: true, orderOfFrees: 'recorded' });
    expect(meta.totals).toMatchObject({ allocations: 2, liveBytes: 16, unknownFrees: 1 });
    expect(trace.blocks.address.get(2 as BlockRow)).toBe(0xff20);
  });

  it('says that recording began late where heaptrack was attached', () => {
    expect(readText('v 10400 3\ns 1 a\nA\n').meta.fidelity.attached).toBe(true);
  });
});

describe('a raw file', () => {
  const text = `v 10400 3
x 8 /bin/app
X app
I 1000 400
m 1 -
m 1 x 10000 0 1000 2000 500
m d /lib/a b c.so 50000 0 1000
t 10010 0
t 50020 1
+ 20 2 ff00
t 99999 0
+ 10 3 ff40
- ff00
`;

  it('has addresses, and code as module and offset', () => {
    const { trace, meta } = readText(text);
    expect(meta.fidelity).toMatchObject({
      label: 'heaptrack, raw, version 3',
      addresses: true,
      orderOfFrees: 'recorded',
    });
    expect(meta.totals).toMatchObject({ events: 3, peakBytes: 48, liveBytes: 16 });
    expect(frames(trace, 1)).toEqual(['0x20 [/lib/a b c.so]', '0x10 [/bin/app]']);
    expect(frames(trace, 2)).toEqual(['0x99999 []']);
  });

  it('follows modules that are loaded elsewhere later', () => {
    const { trace } = readText(`${text}m 1 -\nm d /lib/a b c.so 90000 0 1000\nt 90020 0\n+ 1 4 ff80\n`);
    expect(frames(trace, 3)).toEqual(['0x20 [/lib/a b c.so]']);
    expect(trace.modules.count).toBe(2);
  });

  it('reads paths of versions before 3 as words', () => {
    const { trace } = readText('v 10300 2\nx /bin/app\nm -\nm x 10000 0 1000\nt 10010 0\n+ 20 1 ff00\n');
    expect(frames(trace, 1)).toEqual(['0x10 [/bin/app]']);
  });
});

describe('a file with broken lines', () => {
  it('leaves them out, counts them and keeps the numbers of all others', () => {
    const { trace, meta } = readText(
      ['v 10400 3', 's 3 app', 'i 10 1', 't 1 0', 'a 8 1', '+ 0', '+ zz', '+ 77', '- 0', '- 0', 't x', 'a y', 'a 10 2']
        .concat(['Q what', '%%%', '', 't 9 0', 'a 4 99', '+ 2', ''])
        .join('\n'),
    );
    expect(meta.totals).toMatchObject({ events: 6, allocations: 2, frees: 1, liveBytes: 16 });
    expect(meta.skipped).toEqual({ broken: 5, badIds: 2, unknownRecords: 2 });
    expect(meta.warnings.find(({ kind }) => kind === 'broken')).toMatchObject({ count: 5, line: 7, offset: 41 });
    expect(meta.warnings[0].text).toBe('The record “+” at line 7, byte 41 is broken; it is left out.');
    expect(trace.events.kind.chunks[0]?.subarray(0, 6)).toEqual(Uint8Array.of(1, 22, 22, 3, 22, 1));
  });

  it('does not mind an address that no program can have', () => {
    expect(readText('v 10400 3\ns 3 app\ni 4c4f430065727560 1\nt 1 0\n').meta.skipped).toEqual({});
  });

  it('leaves out a line without an end', () => {
    const endless = `v 10400 3\ns 3 app\ni 10 1\nt 1 0\na 8 1\n+ 0\nX ${'y'.repeat(3_000_000)}\n+ 0\n`;
    const { meta } = readText(endless);
    expect(meta.totals.events).toBe(2);
    expect(meta.skipped).toEqual({ broken: 1 });
    expect(meta.warnings[0]).toMatchObject({ line: 7, offset: 41 });
  });
});

describe.skipIf(!hasSharedTraces)('recorded heaptrack files', () => {
  const small = ['ht-sqlite-small.zst', 'ht-sqlite-small.gz', 'ht-lavapipe-compute.zst'];
  describe.each(small)('%s', (name) => {
    const path = `heaptrack/${name}`;
    checkFormat({ file: () => sharedTrace(path), format: 'heaptrack', truth: () => truthOf(path) });
  });

  describe('ht-sqlite-raw.raw.zst', () => {
    checkFormat({
      file: () => sharedTrace('heaptrack/ht-sqlite-raw.raw.zst'),
      format: 'heaptrack-raw',
      truth: () => ({ allocations: 7670, frees: 7655, unknownFrees: 0 }),
    });
  });

  const medium = ['ht-killed', 'ht-node-medium', 'ht-cc1plus-medium'].map((name) => `heaptrack/${name}.zst`);
  const large = ['ht-python-large', 'ht-lavapipe-uber'].map((name) => `large/${name}.zst`);
  it.each([...medium, ...(hasLargeTraces ? large : [])])(
    '%s has the totals of its truth',
    (path) => {
      const { trace, meta } = read(sharedTrace(path));
      const truth = truthOf(path);
      expect(meta.totals).toMatchObject({
        events: truth.events,
        allocations: truth.allocations,
        frees: truth.frees,
        allocatedBytes: truth.allocatedBytes,
        peakBytes: truth.peakBytes,
        liveBytes: truth.liveAtEnd.bytes,
        liveBlocks: truth.liveAtEnd.blocks,
        temporary: truth.temporary,
      });
      expect(trace.stacks.count).toBe(truth.stacks);
      expect(trace.timeOf(meta.totals.peakEvent)).toBe(truth.peakAtMs);
      expect(leakedByModule(trace)).toEqual(truth.leakedByDirectModule);
    },
    120_000,
  );

  it("has heaptrack_print's collapsed stacks", () => {
    const name = 'ht-sqlite-small';
    const { trace, meta } = read(sharedTrace(`heaptrack/${name}.zst`));
    const { peakEvent } = meta.totals;
    const calls = new Map<string, number>();
    const bytesAtPeak = new Map<string, number>();
    for (let row = 1; row < trace.blocks.length; row++) {
      const block = row as BlockRow;
      const stack = collapsedStack(trace, block);
      calls.set(stack, (calls.get(stack) ?? 0) + 1);
      const isLive = trace.blocks.birth.get(block) <= peakEvent && trace.blocks.death.get(block) > peakEvent;
      if (isLive) bytesAtPeak.set(stack, (bytesAtPeak.get(stack) ?? 0) + trace.sizeOf(block));
    }
    expect(calls).toEqual(collapsedStacks(`heaptrack/${name}.flame-alloc.txt.gz`));
    expect(bytesAtPeak).toEqual(collapsedStacks(`heaptrack/${name}.flame-peak.txt.gz`));
  });

  it('agrees with a recomputation in a few lines', () => {
    const file = sharedTrace('heaptrack/ht-sqlite-small.gz');
    let live = 0;
    let peak = 0;
    let allocations = 0;
    const sizes: number[] = [];
    for (const line of gunzipSync(file).toString().split('\n')) {
      const [letter, field] = line.split(' ');
      const value = parseInt(field, 16);
      if (letter === 'a') sizes.push(value);
      else if (letter === '+' && ++allocations) live += sizes[value];
      else if (letter === '-') live -= sizes[value];
      peak = Math.max(peak, live);
    }
    expect(read(file).meta.totals).toMatchObject({ allocations, peakBytes: peak, liveBytes: live });
  });

  it('keeps everything of a file that is cut inside a zstd frame', () => {
    const { meta } = read(sharedTrace('heaptrack/ht-truncated.zst'));
    // heaptrack_print shows 105 445 calls, and says nothing.
    expect(meta.totals.allocations).toBeGreaterThanOrEqual(105_445);
    expect(meta.warnings.map(({ kind }) => kind)).toEqual(['cut', 'truncated']);
  });

  it.each([
    ['heaptrack.david.18594.gz', 'version 2', { allocations: 2896, frees: 2859 }],
    ['heaptrack.heaptrack_gui.99454.zst', 'version 2', { allocations: 278_534, frees: 263_117 }],
    ['heaptrack.embedded_lsan_suppressions.84207.zst', 'version 2', { allocations: 5, liveBlocks: 4 }],
    ['heaptrack.test_sysroot.raw', 'raw, version 3', { allocations: 3, liveBytes: 73_760 }],
  ])("heaptrack's own %s", (name, version, totals) => {
    const { meta } = read(sharedTrace(`peers/${name}`));
    expect(meta.fidelity.label).toContain(version);
    expect(meta.totals).toMatchObject(totals);
    expect(meta.warnings).toEqual([]);
  });
});

/** Bytes that are live at the end, by file name of the innermost frame's module. */
function leakedByModule(trace: Trace): Record<string, number> {
  const leaked: Record<string, number> = {};
  for (let row = 1; row < trace.blocks.length; row++) {
    const block = row as BlockRow;
    if (trace.blocks.death.get(block) !== ALIVE) continue;
    const frame = trace.stacks.frame.get(trace.sites.stack.get(trace.blocks.site.get(block)));
    const path = trace.strings.get(trace.modules.name.get(trace.frames.module.get(frame)));
    const name = path.slice(path.lastIndexOf('/') + 1);
    leaked[name] = (leaked[name] ?? 0) + trace.sizeOf(block);
  }
  return leaked;
}

/** Values by stack in a file of heaptrack_print's `--print-flamegraph`; zeroes are left out. */
function collapsedStacks(path: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const line of gunzipSync(sharedTrace(path)).toString().trimEnd().split('\n')) {
    const space = line.lastIndexOf(' ');
    const stack = line.slice(0, space);
    const value = Number(line.slice(space + 1));
    if (value !== 0) values.set(stack, (values.get(stack) ?? 0) + value);
  }
  return values;
}

/**
 * A block's stack as heaptrack_print writes it: `outermost (file);…;innermost;`, but the functions inlined at one address
 * the other way round, innermost first.
 */
function collapsedStack(trace: Trace, block: BlockRow): string {
  let text = '';
  const { strings, stacks, frames: code } = trace;
  for (let stack = trace.sites.stack.get(trace.blocks.site.get(block)); stack !== 0; stack = stacks.parent.get(stack)) {
    let atAddress = '';
    for (let frame = stacks.frame.get(stack); frame !== 0; frame = code.inlinedInto.get(frame)) {
      const file = strings.get(code.file.get(frame));
      const name = strings.get(code.symbol.get(frame)) || `0x${code.offset.get(frame).toString(16)}`;
      atAddress += `${name}${file === '' ? '' : ` (${file.slice(file.lastIndexOf('/') + 1)})`};`;
    }
    text = atAddress + text;
  }
  return text;
}
