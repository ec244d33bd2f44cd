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
  const signals = new SignalRelay();
  try {
    const child = spawn(program, args, { stdio: 'inherit', env: environment });
    signals.to(child);
    return { end: await endOf(child), pid: child.pid ?? 0 };
  } finally {
    signals.stop();
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

/** Catches signals from the moment it is made: the command may provoke one before `spawn` has returned. */
class SignalRelay {
  private child: ChildProcess | undefined;
  private readonly isTerminal = process.stdin.isTTY;

  constructor() {
    for (const signal of [...FORWARDED, ...FROM_TERMINAL]) process.on(signal, this.handOn);
  }

  to(child: ChildProcess): void {
    this.child = child;
  }

  stop(): void {
    for (const signal of [...FORWARDED, ...FROM_TERMINAL]) process.off(signal, this.handOn);
  }

  private readonly handOn = (signal: NodeJS.Signals): void => {
    if (FORWARDED.includes(signal) || !this.isTerminal) this.child?.kill(signal);
  };
}
