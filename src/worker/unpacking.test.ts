import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { allocateBuffer } from '../base/shared-memory';
import { FORMATS } from '../formats/registry';
import { traceDigest } from '../formats/testing/trace-digest';
import { zstdModule } from '../formats/testing/zstd-module';
import { TraceReader } from '../formats/trace-reader';
import type { TraceSource } from './protocol';
import { unpackHere } from './unpack-here';
import { SourceUnpackedAside } from './unpack-aside';
import { SourceBroke, type Piece, type Unpack, type UnpackedSource } from './unpacked-source';
import { sendUnpacked } from './unpacking';

const here = unpackHere(() => Promise.resolve(zstdModule));

/** Both ends of a port, as the engine and the worker that unpacks hold them. */
async function openAside(source: TraceSource, unpack: Unpack = here, stopping = new AbortController()) {
  const { port1, port2 } = new MessageChannel();
  const unpacked = new SourceUnpackedAside(port1, stopping.signal);
  void sendUnpacked(unpack, { source, port: port2 });
  return { unpacked, refused: await unpacked.opened(), stopping };
}

async function openedHere(source: TraceSource): Promise<UnpackedSource> {
  const opened = await here(source, new AbortController().signal);
  if (!opened.ok) throw new Error(opened.failure.kind);
  return opened.value;
}

function fileOf(bytes: Uint8Array): TraceSource {
  return { kind: 'file', blob: new Blob([new Uint8Array(bytes)]), name: 'trace' };
}

async function drain(unpacked: UnpackedSource): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (let bytes = await nextBytes(unpacked); bytes !== undefined; bytes = await nextBytes(unpacked)) {
    expect(bytes.length).toBeLessThanOrEqual(512 * 1024);
    pieces.push(bytes.slice());
  }
  return Buffer.concat(pieces);
}

async function nextBytes(unpacked: UnpackedSource): Promise<Uint8Array | undefined> {
  const piece = await unpacked.next();
  if (piece?.kind === 'scanned') throw new Error(`Scanned for ${piece.id}.`);
  return piece?.bytes;
}

/** Reads the whole source as a trace, whatever it comes as. */
async function readAll(unpacked: UnpackedSource) {
  const reader = new TraceReader(FORMATS, unpacked.allocate);
  const kinds = new Set<Piece['kind']>();
  for (let piece = await unpacked.next(); piece !== undefined; piece = await unpacked.next()) {
    kinds.add(piece.kind);
    if (piece.kind === 'bytes') reader.take(piece.bytes);
    else reader.takeScanned(piece.id, piece.block, piece.textBytes);
  }
  const read = reader.finish(unpacked);
  if (!read.ok) throw new Error(read.failure.kind);
  return { kinds: [...kinds], meta: read.value.meta, tables: traceDigest(read.value.trace) };
}

/** A heaptrack file with everything that can be wrong in one, often enough to fill many blocks. */
function heaptrackText(): string {
  const lines = ['v 10400 3', 'X app', 'I 1000 400', 's 3 app', 's 4 main', 'i 2000 1 2', 't 1 0'];
  for (let kind = 0; kind < 200; kind++) lines.push(`a ${(kind * 8).toString(16)} 1`);
  for (let i = 0; i < 200_000; i++) {
    lines.push(`+ ${(i % 200).toString(16)}`);
    if (i % 3 > 0) lines.push(`- ${(i % 200).toString(16)}`);
    if (i % 5003 === 0)
      lines.push('- ffff', '+ 00', 't 9 9', 'a 3 fffff', 'q 1', '', 's 3 abcd', `c ${i.toString(16)}`);
    if (i % 50_021 === 0) lines.push(`s 200000 ${'x'.repeat(0x20_0000)}`);
  }
  return lines.join('\n');
}

/** Three megabytes that are not all the same. */
const TEXT = Buffer.from(Array.from({ length: 300_000 }, (_, line) => `+ ${line % 9973} ${line}\n`).join(''));
const PACKED = gzipSync(TEXT);
const CUT = PACKED.subarray(0, PACKED.length >> 1);
const WRONG = Buffer.from(PACKED);
WRONG[WRONG.length - 6] ^= 1;

describe('unpacking in another thread', () => {
  it.each([
    ['a packed file', PACKED],
    ['a plain file', TEXT],
    ['a file cut short', CUT],
    ['a wrong checksum', WRONG],
    ['nothing', Buffer.alloc(0)],
  ])('%s: gives what unpacking in this one gives, with the same damage', async (_name, file) => {
    const { unpacked, refused } = await openAside(fileOf(file));
    const alone = await openedHere(fileOf(file));
    expect(refused).toBeUndefined();
    expect(unpacked.bytesTotal).toBe(file.length);
    expect((await drain(unpacked)).equals(await drain(alone))).toBe(true);
    expect(unpacked.damage).toEqual(alone.damage);
    expect(unpacked.bytesIn).toBe(alone.bytesIn);
    unpacked.close();
  });

  it.each([
    ['from its first byte on', heaptrackText()],
    ['that is short', 'v 10400 3\ns 3 app\na 8 0\n+ 0\n- 0\n- 0\n'],
    ['that is cut inside a line', 'v 10400 3\ns 3 app\na 8 0\n+ 0\n+ '],
  ])('scans a heaptrack file %s: the same trace, the same warnings', async (_name, text) => {
    const file = fileOf(Buffer.from(text));
    const { unpacked } = await openAside(file);
    const aside = await readAll(unpacked);
    const alone = await readAll(await openedHere(file));
    expect(aside.kinds).toEqual(['scanned']);
    expect(aside.meta).toEqual(alone.meta);
    expect(aside.tables).toEqual(alone.tables);
    unpacked.close();
  });

  it('says of each block how much of the file had been read for it', async () => {
    let pieces = 0;
    const steps = sourceOf([() => Promise.resolve(++pieces > 8 ? undefined : new Uint8Array(128 * 1024))]);
    const counted = { ...steps, next: () => steps.next(), get bytesIn() { return pieces * 1000; } }; // prettier-ignore
    const { unpacked } = await openAside(fileOf(TEXT), () => Promise.resolve({ ok: true, value: counted }));
    await unpacked.next();
    expect(unpacked.bytesIn).toBe(4000);
    await unpacked.next();
    expect(unpacked.bytesIn).toBe(8000);
    unpacked.close();
  });

  it('gives what a slow source has given so far', async () => {
    const slow: Unpack = () =>
      Promise.resolve({
        ok: true,
        value: sourceOf([() => Promise.resolve(Uint8Array.of(1, 2, 3)), () => new Promise(() => undefined)]),
      });
    const { unpacked } = await openAside(fileOf(TEXT), slow);
    expect([...((await nextBytes(unpacked)) ?? [])]).toEqual([1, 2, 3]);
    unpacked.close();
  });

  it('runs only a few blocks ahead of who reads', async () => {
    let given = 0;
    const endless = sourceOf([
      () => {
        given++;
        return Promise.resolve(new Uint8Array(128 * 1024));
      },
    ]);
    const { unpacked } = await openAside(fileOf(TEXT), () => Promise.resolve({ ok: true, value: endless }));
    await unpacked.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(given * 128).toBeLessThanOrEqual(6 * 512);
    unpacked.close();
  });

  it('ends where it is stopped, whoever waits', async () => {
    const never = sourceOf([() => new Promise(() => undefined)]);
    const { unpacked, stopping } = await openAside(fileOf(TEXT), () => Promise.resolve({ ok: true, value: never }));
    const waiting = unpacked.next();
    stopping.abort();
    expect(await waiting).toBeUndefined();
    await expect.poll(() => never.isClosed).toBe(true);
  });

  it('hands on why a source cannot be opened, and why it broke', async () => {
    const refusal = { kind: 'unreachable', url: 'https://example.org', detail: 'gone' } as const;
    const { refused } = await openAside(fileOf(TEXT), () => Promise.resolve({ ok: false, failure: refusal }));
    expect(refused).toEqual(refusal);

    const broken = sourceOf([() => Promise.reject(new SourceBroke(new Error('the cable')))]);
    const source = await openAside(fileOf(TEXT), () => Promise.resolve({ ok: true, value: broken }));
    await expect(source.unpacked.next()).rejects.toMatchObject({ cause: { message: 'the cable' } });

    const ours = sourceOf([() => Promise.reject(new RangeError('no memory'))]);
    const memory = await openAside(fileOf(TEXT), () => Promise.resolve({ ok: true, value: ours }));
    await expect(memory.unpacked.next()).rejects.toBeInstanceOf(RangeError);
  });
});

/** A source that gives what each step gives, the last one for ever. */
function sourceOf(steps: (() => Promise<Uint8Array | undefined>)[]): UnpackedSource & { isClosed: boolean } {
  return {
    bytesTotal: 0,
    bytesIn: 0,
    damage: undefined,
    isClosed: false,
    allocate: allocateBuffer,
    async next() {
      const step = steps.length > 1 ? steps.shift() : steps[0];
      const bytes = await step?.();
      return bytes && { kind: 'bytes', bytes };
    },
    close() {
      this.isClosed = true;
    },
  };
}
