import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { securityHeaders } from './headers';

/** One trace file that the page may fetch, besides its own files. */
export class ServedTrace {
  /** Where it is, as the request's target. */
  readonly target: string;

  constructor(private readonly path: string) {
    this.target = `/recorded/${encodeURIComponent(basename(path))}`;
  }

  /** Sends the file as it is, however large. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { size } = await stat(this.path);
    response.writeHead(200, {
      ...securityHeaders,
      'Content-Type': 'application/octet-stream',
      'Content-Length': size,
      'Cache-Control': 'no-store',
    });
    if (request.method === 'HEAD') response.end();
    else await pipeline(createReadStream(this.path, { end: Math.max(0, size - 1) }), response);
  }
}
