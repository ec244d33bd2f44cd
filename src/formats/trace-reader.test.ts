import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readFailureSentence } from './read-failure';
import { readTrace, takeAll } from './read-trace';
import { FORMATS } from './registry';
import { readBytes } from './testing/read-bytes';
import { hasSharedTraces, sharedTrace } from './testing/shared-traces';
import { zstdModule } from './testing/zstd-module';
import { TraceReader } from './trace-reader';
import { Unpacker } from './unpacker';

const MIB = 1 << 20;
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Pseudo-random bytes, the same every time. */
function noise(length: number, from: number, to: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return from + ((state >>> 16) % (to - from));
  });
}

async function* chunksOf(make: () => Uint8Array, count: number, taken: { count: number }): AsyncGenerator<Uint8Array> {
  for (; taken.count < count; taken.count++) {
    await Promise.resolve();
    yield make();
  }
}

function sentence(file: Uint8Array): string {
  const result = readBytes(file);
  return result.ok ? 'it was read' : readFailureSentence(result.failure, FORMATS);
}

describe('a file that is no trace', () => {
  it.each([
    ['nothing', new Uint8Array(0), 'The file is empty; '],
    ['a PNG', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), noise(1000, 0, 256)]), 'looks like a PNG image'],
    ['text', noise(200_000, 32, 127), 'looks like a text file'],
    ['noise', noise(200_000, 0, 256), 'looks like a binary file'],
    ['zeroes', new Uint8Array(100), 'looks like a file of zeroes'],
    ['a web page', bytesOf('<!DOCTYPE html><html></html>'), 'looks like an HTML page'],
    ['a 3D model', bytesOf('v 1 2 3\nv 4 5 6\nf 1 2 3\n'), 'looks like a text file'],
    ['an empty gzip', gzipSync(new Uint8Array(0)), 'The file is empty'],
    ['a gzip of something else', gzipSync(bytesOf('{"a": [1, 2]}')), 'looks like a JSON file'],
    ['three bytes', bytesOf('abc'), 'looks like a text file'],
  ])('%s: one sentence says so', (_name, file, expected) => {
    expect(sentence(file)).toContain(expected);
    expect(sentence(file)).toMatch(/^[^.]*\.$/);
  });

  it('says what is accepted', () => {
    expect(sentence(new Uint8Array(0))).toMatch(/Heapglass trace.*heaptrack file, plain, gzip or zstd\.$/);
  });

  it('says that a container is damaged from its begin', () => {
    expect(sentence(Buffer.concat([Buffer.from('28b52ffd', 'hex'), noise(1000, 0, 256)]))).toContain('at byte');
    expect(sentence(Buffer.from('1f8b08', 'hex'))).toContain('ends inside its gzip data');
  });

  it('stops two gigabytes of zeroes after the first chunk, in no memory to speak of', async () => {
    const taken = { count: 0 };
    const zeroes = new Uint8Array(MIB);
    const result = await readTrace(
      chunksOf(() => zeroes, 2048, taken),
      zstdModule,
    );
    expect(result).toMatchObject({ ok: false, failure: { kind: 'unknown-format', head: 'a file of zeroes' } });
    expect(taken.count).toBeLessThan(3);
  });

  it('stops compressed zeroes as early', () => {
    const unpacker = new Unpacker(zstdModule);
    const reader = new TraceReader();
    unpacker.push(gzipSync(new Uint8Array(64 * MIB)));
    takeAll(unpacker, reader);
    expect(reader.wantsMore).toBe(false);
    expect(unpacker.read(), 'the rest was left packed').toBeDefined();
  });
});

describe('a trace', () => {
  const text = `v 10400 3\ns 3 app\ni 10 1\nt 1 0\na 8 1\n${'+ 0\n'.repeat(1000)}`;

  it('is read from plain bytes, gzip and pushes of one byte', () => {
    for (const file of [bytesOf(text), gzipSync(text)]) {
      const cuts = Array.from({ length: file.length - 1 }, (_, i) => i + 1);
      for (const result of [readBytes(file), readBytes(file, cuts)]) {
        expect(result).toMatchObject({ ok: true, value: { meta: { totals: { events: 1000, liveBytes: 8000 } } } });
      }
    }
  });

  it('stays usable when reading is given up', () => {
    const reader = new TraceReader();
    reader.take(bytesOf(text.padEnd(200_000, '+ 0\n')));
    const result = reader.finish({ bytesIn: 1234, damage: undefined }, 'cancelled');
    expect(result.ok && result.value.meta.totals.events).toBeGreaterThan(1000);
    expect(result.ok && result.value.meta.warnings.at(-1)).toMatchObject({ kind: 'truncated', offset: 200_000 });
    expect(result.ok && result.value.meta.warnings.at(-1)?.text).toContain('after byte 1234');
  });

  it('stays usable up to a wrong checksum', () => {
    const file = gzipSync(text);
    file[file.length - 6] ^= 1;
    const result = readBytes(file);
    expect(result.ok && result.value.meta.totals.events).toBe(1000);
    expect(result.ok && result.value.meta.warnings).toMatchObject([
      { kind: 'checksum', count: 1, offset: text.length },
    ]);
  });

  it('goes on over a megabyte of zeroes and noise', () => {
    const broken = Buffer.concat([
      bytesOf(text),
      new Uint8Array(3 * MIB),
      bytesOf('\n'),
      noise(MIB, 0, 256),
      bytesOf('\n- 0\n'),
    ]);
    const result = readBytes(broken);
    expect(result.ok && result.value.meta.totals.frees).toBe(1);
    expect(result.ok && result.value.meta.skipped.unknownRecords).toBeGreaterThan(100);
  });

  it.skipIf(!hasSharedTraces)('that expands far is read in small pieces, and may be looked at between them', () => {
    const unpacker = new Unpacker(zstdModule);
    const reader = new TraceReader();
    unpacker.push(sharedTrace('heaptrack/ht-killed.zst'));
    let pieces = 0;
    let events = 0;
    for (let piece = unpacker.read(); piece !== undefined; piece = unpacker.read(), pieces++) {
      expect(piece.length).toBeLessThan(MIB);
      reader.take(piece);
      const seen = reader.meta?.totals.events ?? 0;
      expect(seen).toBeGreaterThanOrEqual(events);
      events = seen;
    }
    expect(pieces).toBeGreaterThan(10);
    unpacker.end();
    expect(unpacker.read()).toBeUndefined();
    const result = reader.finish(unpacker);
    expect(result.ok && result.value.meta.totals.events).toBe(events);
  });

  it.skipIf(!hasSharedTraces)('with unknown zstd blocks behind it keeps what came before', () => {
    const file = Buffer.concat([sharedTrace('heaptrack/ht-sqlite-small.zst'), noise(5000, 0, 256)]);
    const result = readBytes(file);
    expect(result.ok && result.value.meta.totals.allocations).toBe(21_933);
    expect(result.ok && result.value.meta.warnings).toMatchObject([{ kind: 'corrupt' }]);
  });
});

describe.skipIf(!hasHeaptrackPrint() || !hasSharedTraces)('heaptrack_print', () => {
  it.each(['ht-sqlite-small.zst', 'ht-killed.zst'])('shows the same figures for %s', (name) => {
    const shown = execFileSync('heaptrack_print', [`../shared/traces/heaptrack/${name}`], { encoding: 'utf8' });
    const result = readBytes(sharedTrace(`heaptrack/${name}`));
    const calls = /calls to allocation functions: (\d+)/.exec(shown)?.[1];
    expect(result.ok && String(result.value.meta.totals.allocations)).toBe(calls);
  });
});

function hasHeaptrackPrint(): boolean {
  try {
    execFileSync('heaptrack_print', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
