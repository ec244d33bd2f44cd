#!/usr/bin/env node
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { success, type Result } from '../base/result';
import { report } from '../core/analysis/report';
import { computeAnalyses } from './analyses';
import { parseArguments, profileBudgets, USAGE, type Command } from './arguments';
import { check } from './check';
import type { CheckCommand } from './check-arguments';
import { verdictLine } from './check-reports';
import { computeFindings } from './compute-findings';
import { openTrace } from './open-trace';
import { traceLog } from './log';
import type { LogCommand } from './log-arguments';
import { hasErrors, poison, poisonText } from './poison';
import type { PoisonCommand } from './poison-arguments';
import type { OpenCommand } from './open-arguments';
import { openPage } from './open-page';
import { printable } from './printable';
import { failRuns } from './record/fail-runs';
import { findInstallation } from './record/installation';
import { record } from './record/record';
import { profileInFile } from './profile-in-file';
import { reportBudgets } from './report-budgets';
import { guardLines, reportGuards } from './report-guards';
import { reportText } from './report-text';
import { simulate, type EngineReport } from './simulate';
import type { SymbolizeCommand } from './symbolize/arguments';
import { outcomeLines } from './symbolize/outcome-text';
import { symbolize } from './symbolize/symbolize';

type ReportCommand = Command & { kind: 'report' };

const EXIT = { fine: 0, unreadable: 1, wrongUsage: 2, checkFailed: 3 } as const;
type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A recorded command ends with its own exit code. */
async function run(words: readonly string[]): Promise<number> {
  const command = parseArguments(words);
  if (!command.ok) return complain(`${command.failure.slice(0, -1)}; heapglass --help says more.`, EXIT.wrongUsage);
  if (command.value.kind === 'report') return runReport(command.value);
  if (command.value.kind === 'check') return runCheck(command.value);
  if (command.value.kind === 'log') return runLog(command.value);
  if (command.value.kind === 'poison') return runPoison(command.value);
  if (command.value.kind === 'symbolize') return runSymbolize(command.value);
  if (command.value.kind === 'open') return runOpen(command.value);
  if (command.value.kind === 'record') return record(command.value);
  if (command.value.kind === 'fail-from') return failRuns(command.value);
  process.stdout.write(USAGE);
  return EXIT.fine;
}

async function runReport(asked: ReportCommand): Promise<ExitCode> {
  const withFile = withProfileFile(asked);
  if (!withFile.ok) return complain(withFile.failure, EXIT.unreadable);
  const command = withFile.value;
  const opened = await openTrace(command.file);
  if (!opened.ok) return complain(opened.failure, EXIT.unreadable);
  const { trace, meta } = opened.value;
  let engine: EngineReport | undefined;
  if (command.engine !== undefined) {
    const simulated = simulate(trace, command.engine);
    if (!simulated.ok) return complain(simulated.failure, EXIT.unreadable);
    engine = simulated.value;
  }
  const judged = reportBudgets(opened.value, command);
  if (!judged.ok) return complain(judged.failure, EXIT.unreadable);
  const guarded = reportGuards(trace, meta, command.guard, command.engine);
  if (!guarded.ok) return complain(guarded.failure, EXIT.unreadable);
  const figures = report(trace, meta);
  const analyses = computeAnalyses(opened.value, command.budgets);
  if (command.json) {
    const all = { ...figures, ...(engine && { engine }), ...analyses, ...judged.value, ...guarded.value };
    print(`${JSON.stringify(all, undefined, 2)}\n`);
  } else {
    print(reportText(figures, meta, computeFindings(opened.value), engine, analyses, judged.value.budgets));
    if (guarded.value.guards !== undefined) print(`\n${guardLines(guarded.value.guards).join('\n')}\n`);
  }
  return EXIT.fine;
}

/** The command with the profile of its file, where it names one. */
function withProfileFile(command: ReportCommand): Result<ReportCommand, string> {
  if (command.profileFile === undefined) return success(command);
  const read = profileInFile(command.profileFile);
  if (!read.ok) return read;
  return success({ ...command, profile: read.value, budgets: [...profileBudgets(read.value), ...command.budgets] });
}

async function runCheck(command: CheckCommand): Promise<ExitCode> {
  const checks = await check(command);
  if (!checks.ok) return complain(checks.failure, EXIT.unreadable);
  print(`${printable(verdictLine(command.file, checks.value))}\n`);
  return checks.value.every(({ passes }) => passes) ? EXIT.fine : EXIT.checkFailed;
}

async function runLog(command: LogCommand): Promise<ExitCode> {
  const log = await traceLog(command);
  if (!log.ok) return complain(log.failure, EXIT.unreadable);
  try {
    await pipeline(Readable.from(log.value), process.stdout, { end: false });
  } catch (error) {
    if (!isClosedPipe(error)) throw error;
  }
  return EXIT.fine;
}

function runPoison(command: PoisonCommand): ExitCode {
  const scans = poison(command);
  if (!scans.ok) return complain(scans.failure, EXIT.unreadable);
  print(command.json ? `${JSON.stringify(scans.value, undefined, 2)}\n` : poisonText(scans.value));
  return hasErrors(scans.value) ? EXIT.checkFailed : EXIT.fine;
}

async function runSymbolize({ file, output, folders }: SymbolizeCommand): Promise<ExitCode> {
  const outcome = await symbolize(file, output, folders);
  if (!outcome.ok) return complain(outcome.failure, EXIT.unreadable);
  print(`${outcomeLines(outcome.value).join('\n')}\n`);
  return EXIT.fine;
}

async function runOpen({ file, shows }: OpenCommand): Promise<ExitCode> {
  const opened = await openPage(findInstallation().page, file, shows);
  if (!opened.ok) return complain(opened.failure, EXIT.unreadable);
  print(`${opened.value.address} (Ctrl-C ends)\n`);
  await opened.value.closed;
  return EXIT.fine;
}

function print(text: string): void {
  process.stdout.write(text);
}

function complain(sentence: string, code: ExitCode): ExitCode {
  process.stderr.write(`heapglass: ${sentence}\n`);
  return code;
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

// A reader that closes the pipe early (head, less) is no error.
process.stdout.on('error', (error) => {
  if (!isClosedPipe(error)) throw error;
});
process.exitCode = await run(process.argv.slice(2));
