import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensure } from '../base/assert';
import { startServer, type RunningServer } from './server';

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

let folder: string;
let server: RunningServer;

/** A request as sent on the wire: unlike `fetch`, it leaves `..` in the target alone and decodes nothing. */
function ask(target: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: server.port, path: target, ...options }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode, headers: incoming.headers, body: Buffer.concat(parts) });
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heapglass-server-'));
  await mkdir(join(folder, 'app/assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'not for you');
  await writeFile(join(folder, 'app/index.html'), '<!doctype html><title>Heapglass</title>');
  await writeFile(join(folder, 'app/assets/app-1a2b.js'), 'let a;'.repeat(1000));
  await writeFile(join(folder, 'app/trace.zst'), Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));
  const started = await startServer(join(folder, 'app'), 0);
  if (!started.ok) throw new Error(started.failure.kind);
  server = started.value;
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe('the server behind npm start', () => {
  it('isolates the page and allows no foreign code', async () => {
    for (const target of ['/', '/?trace=https://example.org/a.hgt', '/assets/app-1a2b.js', '/absent']) {
      const { headers } = await ask(target);
      expect(headers).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      expect(headers['content-security-policy']).not.toContain("'unsafe-");
    }
  });

  it('serves the page at /', async () => {
    const { status, headers, body } = await ask('/');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-cache');
    expect(body.toString()).toContain('<title>Heapglass</title>');
  });

  it('lets hashed files be kept for ever and asks again for the others', async () => {
    expect((await ask('/assets/app-1a2b.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const etag = ensure((await ask('/')).headers['etag'], 'an ETag').toString();
    const again = await ask('/', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
  });

  it('compresses text as the browser prefers, and leaves compressed traces alone', async () => {
    const plain = (await ask('/assets/app-1a2b.js')).body;
    const brotli = await ask('/assets/app-1a2b.js', { headers: { 'accept-encoding': 'gzip, deflate, br' } });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body)).toEqual(plain);
    const gzipped = await ask('/assets/app-1a2b.js', { headers: { 'accept-encoding': 'gzip, br;q=0' } });
    expect(gzipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzipped.body)).toEqual(plain);
    const trace = await ask('/trace.zst', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(trace.headers['content-encoding']).toBeUndefined();
    expect(trace.body).toHaveLength(4);
  });

  it('answers HEAD with headers only and refuses what is not reading', async () => {
    const head = await ask('/', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(0);
    expect(head.body).toHaveLength(0);
    const post = await ask('/', { method: 'POST' });
    expect(post.status).toBe(405);
    expect(post.headers['allow']).toBe('GET, HEAD');
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '//../secret.txt',
    '/index.html%00.js',
    '/%',
    '/assets',
    '/absent.js',
  ])('has nothing at %s', async (target) => {
    const { status, body } = await ask(target);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain('not for you');
  });

  it('serves one trace from elsewhere, and nothing beside it', async () => {
    const started = await startServer(join(folder, 'app'), 0, join(folder, 'secret.txt'));
    if (!started.ok) throw new Error(started.failure.kind);
    const { port, traceQuery } = started.value;
    const target = new URLSearchParams(traceQuery).get('trace') ?? '';
    const answer = await fetch(`http://127.0.0.1:${port}${target}`);
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(answer.headers.get('content-length')).toBe('11');
    expect(await answer.text()).toBe('not for you');
    expect((await fetch(`http://127.0.0.1:${port}/recorded/app`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}${target}`, { method: 'POST' })).status).toBe(405);
    await started.value.close();
  });

  it('says that its port is in use', async () => {
    const second = await startServer(join(folder, 'app'), server.port);
    expect(second).toEqual({ ok: false, failure: { kind: 'port-in-use', port: server.port } });
  });
});
