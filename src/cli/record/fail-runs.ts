import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTrace } from '../open-trace';
import type { RecordCommand } from './arguments';
import { recordingEnvironment } from './environment';
import { firstRefused, outcomeOf, type FailRun } from './fail-outcome';
import { namedRuns } from './fail-stacks';
import { failJson, failText } from './fail-text';
import { findInstallation } from './installation';
import { prepare, type Prepared } from './prepare';
import { endOf, type CommandEnd } from './run-command';
import { writtenTraces } from './written-traces';

type FailCommand = RecordCommand & { kind: 'fail-from' };

const CRASHED = 3;
/** Of what a run says. */
const MOST_SAID = 4096;

/** Runs a command once for each number of requests that succeed, and prints how it took the refusal of the next. */
export async function failRuns(command: FailCommand): Promise<number> {
  const prepared = prepare(command.command[0], command.vulkan, findInstallation());
  if (!prepared.ok) {
    process.stderr.write(`heapglass: ${prepared.failure.sentence}\n`);
    return prepared.failure.code;
  }
  const runs: FailRun[] = [];
  for (let after = command.from; after <= command.to; after++) {
    showProgress(`run ${after - command.from + 1} of ${command.to - command.from + 1}`);
    runs.push(await failRun(command, prepared.value, after));
  }
  showProgress('');
  const named = await namedRuns(runs);
  process.stdout.write(command.json ? failJson(command, named) : failText(named));
  return runs.some(({ outcome: { kind } }) => kind === 'signal' || kind === 'hang') ? CRASHED : 0;
}

async function failRun(command: FailCommand, { program, shim, layer }: Prepared, after: number): Promise<FailRun> {
  const folder = mkdtempSync(join(tmpdir(), 'heapglass-fail-'));
  try {
    const pattern = join(folder, '%p.hgt');
    const settings = { shim, layer, trace: pattern, stacks: command.stacks, failAfter: after };
    const environment = recordingEnvironment(process.env, settings);
    const { end, pid, said } = await runLimited(program, command.command.slice(1), environment, command.timeoutSeconds);
    const written = writtenTraces({ pattern, final: undefined }, 0);
    const own = written.find((trace) => trace.pid === pid) ?? written.at(0);
    const opened = own === undefined ? undefined : await openTrace(own.path);
    const trace = opened?.ok === true ? opened.value.trace : undefined;
    const refused = trace === undefined ? undefined : firstRefused(trace);
    return { after, outcome: outcomeOf(end, trace, refused), refused, said };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface LimitedRun {
  readonly end: CommandEnd | 'hang';
  readonly pid: number;
  readonly said: string;
}

/** Without input, and in a process group of its own, which ends as a whole when the time is up. */
async function runLimited(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  seconds: number,
): Promise<LimitedRun> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: environment, detached: true });
  const pid = child.pid ?? 0;
  let said = '';
  const time = { isUp: false };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-MOST_SAID);
  });
  const kill = (): void => {
    if (pid > 0) process.kill(-pid, 'SIGKILL');
  };
  const timer = setTimeout(() => {
    time.isUp = true;
    kill();
  }, seconds * 1000);
  const stop = (): void => {
    kill();
    process.exit(128 + constants.signals.SIGINT);
  };
  process.once('SIGINT', stop);
  try {
    const end = await endOf(child);
    return { end: time.isUp ? 'hang' : end, pid, said: lastLine(said) };
  } finally {
    clearTimeout(timer);
    process.off('SIGINT', stop);
  }
}

/** The recorder's own lines are not the program's. */
function lastLine(said: string): string {
  return said.split('\n').findLast((line) => line.trim() !== '' && !line.startsWith('heapglass')) ?? '';
}

function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
