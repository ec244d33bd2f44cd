import { expect, test } from 'vitest';
import { unpackTrace } from '../session/inline-trace';
import { readLink } from '../session/link';
import type { BlockRow, EventIndex } from '../core/tables/indices';
import { createAppStore } from './app-store';
import { linkTo, referenceTo, sessionState } from './session-link';

const notEncoded = () => Promise.resolve(undefined);
const page = 'https://example.org/heapglass/';

test('what is the same on every trace just opened is not in the link', () => {
  const { getState } = createAppStore();
  expect(sessionState(getState())).toEqual({
    ...{ cursor: -1, heap: 'recorded', groupBy: 'domain', colourBy: 'domain' },
  });
});

test('what a link is made of comes out of it again', async () => {
  const { getState } = createAppStore({ cursor: 1204 as EventIndex });
  getState().select(77 as BlockRow);
  getState().setRange({ from: 10 as EventIndex, to: 2000 as EventIndex });
  getState().setSearch('vk&Create = “x”#');
  getState().setColourBy('age');
  getState().setTreeMode('flame');
  getState().setCamera({ start: 4096.5, bytesPerRow: 1024, rowOffset: 0.25 });
  getState().setEventFilter({ kinds: '+-' });
  const source = { kind: 'bytes', bytes: new TextEncoder().encode('heapglass-trace 1\n'), name: 'a.hgt' } as const;
  const { href } = await linkTo(getState(), source, page, notEncoded);
  const link = readLink(href);
  expect(link.lost).toEqual([]);
  expect(link.state).toEqual(sessionState(getState()));
  expect(link.trace).toMatchObject({ kind: 'inline', name: 'a.hgt' });
});

/** Bytes that cannot be compressed. */
const noise = new Uint8Array(300_000);
for (let i = 0, seed = 1; i < noise.length; i++) noise[i] = seed = (seed * 48271) % 2147483647;

test('a file too large for a link travels in the binary format where that fits', async () => {
  const encoded = new TextEncoder().encode('encoded');
  const source = { kind: 'file', blob: new Blob([noise]), name: 'big.hgt' } as const;
  const reference = await referenceTo(source, () => Promise.resolve(encoded));
  expect(reference).toMatchObject({ kind: 'inline', name: 'big.hgt' });
  const unpacked = await unpackTrace(reference.kind === 'inline' ? reference.data : '');
  expect(unpacked).toEqual({ ok: true, value: encoded });
});

test('a trace too large for a link is named by size and hash', async () => {
  const reference = await referenceTo({ kind: 'file', blob: new Blob([noise]), name: 'big.hgt' }, notEncoded);
  expect(reference).toMatchObject({ kind: 'file', name: 'big.hgt', size: 300_000 });
  expect(reference.kind === 'file' && reference.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('a sample is named by its id, which needs no network', async () => {
  const source = {
    kind: 'url',
    url: `${page}samples/sqlite.hgt.zst`,
    name: 'sqlite.hgt.zst',
    sample: 'sqlite',
  } as const;
  expect(await referenceTo(source, notEncoded)).toEqual({ kind: 'sample', id: 'sqlite' });
});
