import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { securityHeaders } from './headers';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.map', '.svg', '.txt', '.wasm']);

type Encoding = 'br' | 'gzip' | 'identity';

interface StoredFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly etag: string;
}

/**
 * Answers GET and HEAD with the files below `root` and nothing else. Names with a hash (`assets/`) may be kept for
 * ever, all others are asked for again by ETag. Text goes out compressed.
 */
export class StaticFiles {
  private readonly root: string;
  /** Compressed bodies by ETag and encoding: at most one of each per file version. */
  private readonly compressed = new Map<string, Buffer>();

  constructor(root: string) {
    this.root = resolve(root);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      sendText(response, 405, 'Only GET and HEAD are answered here.');
      return;
    }
    const file = await this.find(request.url ?? '/');
    if (file === undefined) sendText(response, 404, 'There is no such file here.');
    else await this.send(request, response, file);
  }

  /** The file that a request's target names, if it is one of ours. */
  private async find(target: string): Promise<StoredFile | undefined> {
    const path = this.pathOf(target);
    if (path === undefined) return undefined;
    try {
      const { mtimeMs, size } = await stat(path);
      const bytes = await readFile(path);
      const version = createHash('sha256').update(`${path}\n${mtimeMs}\n${size}`).digest('base64url');
      return { path, bytes, etag: `"${version.slice(0, 22)}"` };
    } catch {
      return undefined; // absent, a folder, or not ours to read
    }
  }

  /** Path of a request's target below the root; undefined for anything that leads out of it. */
  private pathOf(target: string): string | undefined {
    let name: string;
    try {
      name = decodeURIComponent(target.split(/[?#]/, 1)[0] ?? '');
    } catch {
      return undefined;
    }
    if (name.includes('\0') || name.includes('\\')) return undefined;
    const path = join(this.root, name === '/' ? 'index.html' : name);
    return path.startsWith(this.root + sep) ? path : undefined;
  }

  private async send(request: IncomingMessage, response: ServerResponse, file: StoredFile): Promise<void> {
    const extension = extname(file.path);
    const isHashed = file.path.startsWith(join(this.root, 'assets') + sep);
    response.setHeader('ETag', file.etag);
    response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (COMPRESSIBLE.has(extension)) response.setHeader('Vary', 'Accept-Encoding');
    if (request.headers['if-none-match'] === file.etag) {
      response.writeHead(304).end();
      return;
    }
    const encoding = COMPRESSIBLE.has(extension) ? preferredEncoding(request.headers['accept-encoding']) : 'identity';
    const body = await this.encode(file, encoding);
    if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
    response.setHeader('Content-Type', CONTENT_TYPES[extension] ?? 'application/octet-stream');
    response.setHeader('Content-Length', body.length);
    response.writeHead(200).end(request.method === 'HEAD' ? undefined : body);
  }

  private async encode(file: StoredFile, encoding: Encoding): Promise<Buffer> {
    if (encoding === 'identity') return file.bytes;
    const key = `${encoding} ${file.etag}`;
    const known = this.compressed.get(key);
    if (known !== undefined) return known;
    const body =
      encoding === 'br'
        ? await promisify(brotliCompress)(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
        : await promisify(gzip)(file.bytes);
    this.compressed.set(key, body);
    return body;
  }
}

function preferredEncoding(accepted: string | string[] | undefined): Encoding {
  const offers = String(accepted ?? '')
    .toLowerCase()
    .split(',')
    .filter((offer) => !/;\s*q=0(\.0*)?\s*$/.test(offer))
    .map((offer) => offer.split(';', 1)[0]?.trim());
  if (offers.includes('br')) return 'br';
  return offers.includes('gzip') ? 'gzip' : 'identity';
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.writeHead(status).end(`${text}\n`);
}
