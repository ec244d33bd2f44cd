import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { failure, success, type Result } from '../base/result';
import { startServer, type RunningServer } from '../server/server';
import { findProgram } from './find-program';

/** The port of `npm start`: at one address the page remembers its layout. */
const USUAL_PORT = 4173;

export interface OpenedPage {
  readonly address: string;
  /** Ends when the person presses Ctrl-C. */
  readonly closed: Promise<void>;
}

/**
 * Serves the page to this machine, with `trace` opened in it where one is given, and where it `shows` in the browser, if
 * there is one. The failure is one sentence.
 */
export async function openPage(
  page: string,
  trace: string | undefined,
  shows = true,
): Promise<Result<OpenedPage, string>> {
  if (!existsSync(page)) return failure('The page is not built yet: run npm run build first.');
  if (trace !== undefined && !existsSync(trace)) return failure(`${trace} cannot be read: there is no such file.`);
  const usual = await startServer(page, USUAL_PORT, trace);
  const started = usual.ok ? usual : await startServer(page, 0, trace);
  if (!started.ok) return failure(`The page cannot be served: ${started.failure.kind}.`);
  const server = started.value;
  const address = `http://localhost:${server.port}/${server.traceQuery}`;
  if (shows) showInBrowser(address);
  // Awaited from now on: who reads the address may press Ctrl-C at once.
  return success({ address, closed: untilInterrupted(server) });
}

/** Without a desktop `xdg-open` would take over the terminal. */
function showInBrowser(address: string): void {
  const hasDesktop = [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '');
  const opener = hasDesktop ? findProgram('xdg-open') : process.platform === 'darwin' ? findProgram('open') : undefined;
  if (opener === undefined) return;
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // the address was printed
  child.unref();
}

async function untilInterrupted(server: RunningServer): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await server.close();
}
