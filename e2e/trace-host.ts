import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TraceHost {
  /** Where the trace lies. */
  readonly address: string;
  /** Sends what was held back. */
  finish(): void;
  stop(): Promise<void>;
}

/**
 * Another server that has one trace and lets any page read it. `heldBack` bytes at its end come only after `finish`:
 * so a test can look at a load that is half way.
 */
export async function startTraceHost(name: string, bytes: Uint8Array, heldBack = 0): Promise<TraceHost> {
  const first = bytes.subarray(0, bytes.length - heldBack);
  const rest = bytes.subarray(first.length);
  const waiting: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Length': bytes.length });
    if (rest.length === 0) response.end(first);
    else {
      response.write(first);
      waiting.push(response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/${name}`,
    finish() {
      for (const response of waiting.splice(0)) response.end(rest);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
