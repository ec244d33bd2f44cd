import { fileURLToPath } from 'node:url';
import { startServer, type ListenError } from './server';

const DEFAULT_PORT = 4173;

/** The port that `PORT` asks for; undefined when it is none. */
function portFrom(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}

function sentence(error: ListenError): string {
  switch (error.kind) {
    case 'port-in-use':
      return `Port ${error.port} is in use: stop what uses it, or choose another with PORT=${error.port + 1} npm start.`;
    case 'port-forbidden':
      return `Port ${error.port} may not be used by this account: choose one above 1023 with PORT=${DEFAULT_PORT} npm start.`;
    case 'other':
      return `The server could not start: ${error.detail}.`;
  }
}

async function main(): Promise<void> {
  const port = portFrom(process.env['PORT']);
  if (port === undefined) {
    console.error('PORT must be a whole number from 0 to 65535.');
    process.exitCode = 2;
    return;
  }
  const started = await startServer(fileURLToPath(new URL('../app/', import.meta.url)), port);
  if (!started.ok) {
    console.error(sentence(started.failure));
    process.exitCode = 1;
    return;
  }
  console.log(`Heapglass: http://localhost:${started.value.port}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void started.value.close();
    });
  }
}

void main();
