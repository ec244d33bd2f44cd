import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';

/** How a command ended. */
export type CommandEnd =
  { readonly kind: 'exit'; readonly code: number } | { readonly kind: 'signal'; readonly name: NodeJS.Signals };

export interface CommandRun {
  readonly end: CommandEnd;
  readonly pid: number;
}

/** Signals that are meant for the command; those of a terminal's keys reach it without us. */
const FORWARDED: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR2'];
const FROM_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/** Runs a command with this process's input and output, and hands signals on to it. */
export async function runCommand(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<CommandRun> {
  const child = spawn(program, args, { stdio: 'inherit', env: environment });
  const stop = handOnSignals(child);
  try {
    return { end: await endOf(child), pid: child.pid ?? 0 };
  } finally {
    stop();
  }
}

/** Rejects with the system's error when the command does not start. */
export function endOf(child: ChildProcess): Promise<CommandEnd> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(signal === null ? { kind: 'exit', code: code ?? 0 } : { kind: 'signal', name: signal });
    });
  });
}

/** The exit code by which shells tell how a command ended. */
export function exitCode(end: CommandEnd): number {
  return end.kind === 'exit' ? end.code : 128 + constants.signals[end.name];
}

function handOnSignals(child: ChildProcess): () => void {
  const isTerminal = process.stdin.isTTY;
  const handlers = [...FORWARDED, ...FROM_TERMINAL].map((signal) => {
    const handler = (): void => {
      if (FORWARDED.includes(signal) || !isTerminal) child.kill(signal);
    };
    process.on(signal, handler);
    return [signal, handler] as const;
  });
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}
