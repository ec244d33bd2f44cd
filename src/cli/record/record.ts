import { renameSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { formatBytes, formatCount } from '../../base/format';
import { report } from '../../core/analysis/report';
import { fileErrorReason, openTrace } from '../open-trace';
import { openPage } from '../open-page';
import { printable } from '../printable';
import { outcomeLines } from '../symbolize/outcome-text';
import { symbolize } from '../symbolize/symbolize';
import type { RecordCommand } from './arguments';
import { recordingEnvironment } from './environment';
import { findInstallation } from './installation';
import { prepare, RECORD_EXIT } from './prepare';
import { exitCode, runCommand, type CommandRun } from './run-command';
import {
  isRunning,
  isWritableFolder,
  traceNames,
  writtenTraces,
  type TraceNames,
  type WrittenTrace,
} from './written-traces';

/** Traces of more processes are not symbolized without being asked. */
const MOST_SYMBOLIZED = 16;
const MOST_LISTED = 10;

/**
 * Records a command, names the frames of what it wrote, and opens the page. Speaks on standard error, so that standard
 * output is the command's alone. Returns the exit code.
 */
export async function record(command: RecordCommand & { kind: 'record' }): Promise<number> {
  const installation = findInstallation();
  const [name, ...args] = command.command;
  const prepared = prepare(name, command.vulkan, installation);
  if (!prepared.ok) return refuse(prepared.failure.sentence, prepared.failure.code);
  const { program, shim, layer } = prepared.value;
  const names = traceNames(program, command.output);
  if (!isWritableFolder(dirname(names.pattern))) {
    return refuse(
      `No trace can be written to ${printable(dirname(names.pattern))}: it is no folder of yours.`,
      RECORD_EXIT.cannotRecord,
    );
  }
  const { stacks } = command;
  const settings = { shim, layer, trace: names.pattern, stacks, failAfter: undefined };
  const since = Date.now();
  let run: CommandRun;
  try {
    run = await runCommand(program, args, recordingEnvironment(process.env, settings));
  } catch (error) {
    const reason = fileErrorReason(error) ?? String(error);
    return refuse(`${printable(program)} does not start: ${reason}.`, RECORD_EXIT.cannotRun);
  }
  const written = finalNames(names, run.pid, writtenTraces(names, since));
  if (written.length === 0) {
    say(
      `${printable(program)} wrote no trace: it, or what it started, cleared LD_PRELOAD or ended before the first request.`,
    );
    return exitCode(run.end);
  }
  await nameFrames(written);
  const [main, ...others] = written;
  await sayFigures(main.path);
  if (others.length > 0) say(`also ${othersLine(others)}`);
  const opens = command.open ?? (process.stdout.isTTY && process.env['CI'] === undefined);
  if (opens) await showPage(installation.page, main.path);
  return exitCode(run.end);
}

/** The command's own trace, under its final name, first; without one the greatest. */
function finalNames({ final }: TraceNames, pid: number, written: readonly WrittenTrace[]): WrittenTrace[] {
  const main = written.find((trace) => trace.pid === pid) ?? written.at(0);
  if (main === undefined) return [];
  const others = written.filter((trace) => trace !== main);
  if (final === undefined) return [main, ...others];
  renameSync(main.path, final);
  return [{ ...main, path: final }, ...others];
}

async function nameFrames(written: readonly WrittenTrace[]): Promise<void> {
  const ended = written.filter(({ pid }) => !isRunning(pid));
  for (const { path } of ended.length > MOST_SYMBOLIZED ? ended.slice(0, 1) : ended) {
    const outcome = await symbolize(path, undefined, { sysroot: undefined, debug: [] });
    if (path === written[0].path || !outcome.ok) say(outcome.ok ? outcomeLines(outcome.value)[0] : outcome.failure);
  }
  if (ended.length > MOST_SYMBOLIZED)
    say(`heapglass symbolize names the frames of the other ${ended.length - 1} traces.`);
}

async function sayFigures(path: string): Promise<void> {
  const opened = await openTrace(path);
  if (!opened.ok) {
    say(opened.failure);
    return;
  }
  const { allocations, peakBytes, liveAtEnd } = report(opened.value.trace, opened.value.meta);
  say(
    `${shortPath(path)}: peak ${formatBytes(peakBytes)}, ${formatCount(allocations)} allocations, ` +
      `live at end ${formatBytes(liveAtEnd.bytes)} in ${formatCount(liveAtEnd.blocks)} blocks`,
  );
}

function othersLine(others: readonly WrittenTrace[]): string {
  const listed = others
    .slice(0, MOST_LISTED)
    .map(({ path, pid }) => shortPath(path) + (isRunning(pid) ? ' (still written)' : ''));
  const more = others.length - listed.length;
  return listed.join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '');
}

async function showPage(page: string, trace: string): Promise<void> {
  const opened = await openPage(page, trace);
  if (!opened.ok) {
    say(opened.failure);
    return;
  }
  say(`${opened.value.address} (Ctrl-C ends)`);
  await opened.value.closed;
}

function shortPath(path: string): string {
  const here = relative(process.cwd(), path);
  return printable(here.startsWith('..') ? path : here);
}

function refuse(sentence: string, code: number): number {
  say(sentence);
  return code;
}

function say(sentence: string): void {
  process.stderr.write(`heapglass: ${sentence}\n`);
}
