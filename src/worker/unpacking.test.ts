import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { zstdModule } from '../formats/testing/zstd-module';
import type { TraceSource } from './protocol';
import { unpackHere } from './unpack-here';
import { SourceUnpackedAside } from './unpack-aside';
import { SourceBroke, type Unpack, type UnpackedSource } from './unpacked-source';
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
  for (let piece = await unpacked.next(); piece !== undefined; piece = await unpacked.next()) {
    expect(piece.length).toBeLessThanOrEqual(512 * 1024);
    pieces.push(piece.slice());
  }
  return Buffer.concat(pieces);
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
    expect([...((await unpacked.next()) ?? [])]).toEqual([1, 2, 3]);
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
    expect(given * 128).toBeLessThanOrEqual(5 * 512);
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
    next: () => (steps.length > 1 ? (steps.shift() ?? steps[0]) : steps[0])(),
    close() {
      this.isClosed = true;
    },
  };
}
