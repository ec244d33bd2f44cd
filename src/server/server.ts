import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failure, success, type Result } from '../base/result';
import { ServedTrace } from './served-trace';
import { StaticFiles } from './static-files';

export interface RunningServer {
  readonly port: number;
  /** What makes the page open the trace that is served with it; empty without one. */
  readonly traceQuery: string;
  /** Ends open connections and stops listening. */
  close(): Promise<void>;
}

export type ListenError =
  | { readonly kind: 'port-in-use'; readonly port: number }
  | { readonly kind: 'port-forbidden'; readonly port: number }
  | { readonly kind: 'other'; readonly detail: string };

/**
 * Serves the files below `root` on this machine only: on 127.0.0.1 and, where the machine has it, on ::1, since
 * `localhost` may mean either. Port 0 takes any free one. The file `trace` is served too, wherever it is.
 */
export async function startServer(
  root: string,
  port: number,
  trace?: string,
): Promise<Result<RunningServer, ListenError>> {
  const files = new StaticFiles(root);
  const served = trace === undefined ? undefined : new ServedTrace(trace);
  const listener: RequestListener = (request, response) => {
    const isTrace = request.url === served?.target && (request.method === 'GET' || request.method === 'HEAD');
    (isTrace && served !== undefined ? served : files).answer(request, response).catch(() => {
      response.destroy();
    });
  };
  const first = await listen(listener, '127.0.0.1', port);
  if (!first.ok) return first;
  const chosen = (first.value.address() as AddressInfo).port;
  const second = await listen(listener, '::1', chosen);
  const servers = second.ok ? [first.value, second.value] : [first.value];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map(stop));
  };
  if (!second.ok && second.failure.kind === 'port-in-use') {
    await close();
    return second;
  }
  const traceQuery = served === undefined ? '' : `?trace=${encodeURIComponent(served.target)}`;
  return success({ port: chosen, traceQuery, close });
}

function listen(listener: RequestListener, host: string, port: number): Promise<Result<Server, ListenError>> {
  return new Promise((resolve) => {
    const server = createServer(listener);
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(failure(listenError(error, port)));
    });
    server.listen({ host, port, ipv6Only: host === '::1' }, () => {
      resolve(success(server));
    });
  });
}

function listenError(error: NodeJS.ErrnoException, port: number): ListenError {
  if (error.code === 'EADDRINUSE') return { kind: 'port-in-use', port };
  if (error.code === 'EACCES') return { kind: 'port-forbidden', port };
  return { kind: 'other', detail: error.message };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
