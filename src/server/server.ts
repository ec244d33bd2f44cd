import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failure, success, type Result } from '../base/result';
import { StaticFiles } from './static-files';

export interface RunningServer {
  readonly port: number;
  /** Ends open connections and stops listening. */
  close(): Promise<void>;
}

export type ListenError =
  | { readonly kind: 'port-in-use'; readonly port: number }
  | { readonly kind: 'port-forbidden'; readonly port: number }
  | { readonly kind: 'other'; readonly detail: string };

/**
 * Serves the files below `root` on this machine only: on 127.0.0.1 and, where the machine has it, on ::1, since
 * `localhost` may mean either. Port 0 takes any free one.
 */
export async function startServer(root: string, port: number): Promise<Result<RunningServer, ListenError>> {
  const files = new StaticFiles(root);
  const listener: RequestListener = (request, response) => {
    files.answer(request, response).catch(() => {
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
  return success({ port: chosen, close });
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
