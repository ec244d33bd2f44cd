import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export interface PlainHost {
  readonly address: string;
  stop(): Promise<void>;
}

/** A static host that sends no headers of its own, as free ones do: the app in a folder of it. */
export async function startPlainHost(): Promise<PlainHost> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://host').pathname.replace(/^\/heap\//, '/');
    readFile(join('dist/app', name === '/' ? 'index.html' : name)).then(
      (bytes) => {
        response.writeHead(200, { 'Content-Type': TYPES[extname(name === '/' ? '.html' : name)] ?? 'text/html' });
        response.end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}/heap/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
