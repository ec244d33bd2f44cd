import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Where the processes of a recording write: `%p` in `pattern`, an absolute path, is the process id. */
export interface TraceNames {
  readonly pattern: string;
  /** What the command's own trace is called in the end; undefined: as it was written. */
  readonly final: string | undefined;
}

/** Names for the traces of `program`, of which `output` asks for one. */
export function traceNames(program: string, output: string | undefined): TraceNames {
  if (output === undefined) return { pattern: resolve(`${basename(program)}.%p.hgt`), final: undefined };
  if (output.includes('%p')) return { pattern: resolve(output), final: undefined };
  const stem = output.replace(/\.hgt$/, '');
  return { pattern: resolve(`${stem}.%p.hgt`), final: resolve(output) };
}

export interface WrittenTrace {
  readonly path: string;
  readonly pid: number;
  readonly bytes: number;
}

/** The traces of a recording that began at `since` (milliseconds), the greatest first. */
export function writtenTraces({ pattern }: TraceNames, since: number): WrittenTrace[] {
  const folder = dirname(pattern);
  const [before, after = ''] = basename(pattern).split('%p');
  const traces: WrittenTrace[] = [];
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(before) || !name.endsWith(after)) continue;
    // A program that a process went on with (exec) writes PID-2.
    const [, pid = ''] = /^(\d+)(?:-\d+)?$/.exec(name.slice(before.length, name.length - after.length)) ?? [];
    if (pid === '') continue;
    const path = join(folder, name);
    const { mtimeMs, size } = statSync(path);
    // Clocks of file systems are coarse; an older file is of an earlier recording.
    if (mtimeMs >= since - 20 && size > 0) traces.push({ path, pid: Number(pid), bytes: size });
  }
  return traces.sort((a, b) => b.bytes - a.bytes);
}

/** Whether a process is still running, and so still writing. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export function isWritableFolder(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
