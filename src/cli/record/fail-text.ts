import { formatBytes, formatCount } from '../../base/format';
import { printable } from '../printable';
import { textTable } from '../text-table';
import type { RecordCommand } from './arguments';
import type { FailOutcome } from './fail-outcome';
import type { NamedRun } from './fail-stacks';

/** Cells of the strip in one line. */
const STRIP_WIDTH = 80;
const LISTED_RANGES = 40;
const LISTED_OUTCOMES = 20;
const LISTED_FRAMES = 8;

/** Neighbouring runs that ended alike. */
interface RunRange {
  readonly first: number;
  last: number;
  readonly outcome: FailOutcome;
}

/** The outcomes for a person: a strip with a cell for each run, its ranges, and where requests were refused. */
export function failText(runs: readonly NamedRun[]): string {
  const ranges = rangesOf(runs);
  const sections = [stripLines(runs), rangeLines(ranges), ...outcomeLines(runs)];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

export function failJson(command: RecordCommand & { kind: 'fail-from' }, runs: readonly NamedRun[]): string {
  const { from, to, timeoutSeconds } = command;
  const asked = { command: command.command, from, to, timeoutSeconds };
  const plain = runs.map(({ after, outcome, refused, said, stack }) => ({
    after,
    outcome,
    ...(refused !== undefined && { refused: { event: refused.event, size: refused.size, stack } }),
    ...(said !== '' && { said }),
  }));
  return `${JSON.stringify({ ...asked, runs: plain, ranges: rangesOf(runs) }, undefined, 2)}\n`;
}

export function outcomeName(outcome: FailOutcome): string {
  switch (outcome.kind) {
    case 'not-reached':
      return 'exit 0, nothing refused';
    case 'exit':
      return `exit ${outcome.code}`;
    case 'signal':
      return outcome.name;
    case 'hang':
      return 'hang';
    case 'reported':
      return `exit 0, ${outcome.command} reported ${outcome.result}`;
  }
}

/** One letter of the strip. */
function outcomeLetter(outcome: FailOutcome): string {
  switch (outcome.kind) {
    case 'not-reached':
      return '.';
    case 'exit':
      return outcome.code === 0 ? '0' : 'e';
    case 'signal':
      return 'S';
    case 'hang':
      return 'H';
    case 'reported':
      return 'r';
  }
}

const LEGEND = [
  'S ended by a signal',
  'H hang',
  'e exit code',
  'r reported an error',
  '0 exit 0 all the same',
  '. nothing refused',
].join(', ');

function stripLines(runs: readonly NamedRun[]): string[] {
  const letters = runs.map(({ outcome }) => outcomeLetter(outcome)).join('');
  const lines: string[] = [];
  for (let at = 0; at < letters.length; at += STRIP_WIDTH) {
    lines.push(`${String(runs[at].after).padStart(8)}  ${letters.slice(at, at + STRIP_WIDTH)}`);
  }
  return [...lines, LEGEND];
}

function rangesOf(runs: readonly NamedRun[]): RunRange[] {
  const ranges: RunRange[] = [];
  for (const { after, outcome } of runs) {
    const before = ranges.at(-1);
    if (before !== undefined && outcomeName(before.outcome) === outcomeName(outcome)) before.last = after;
    else ranges.push({ first: after, last: after, outcome });
  }
  return ranges;
}

function rangeLines(ranges: readonly RunRange[]): string[] {
  const rows = ranges
    .slice(0, LISTED_RANGES)
    .map(({ first, last, outcome }) => [rangeName(first, last), outcomeName(outcome)]);
  const more = ranges.length - rows.length;
  const lines = textTable([['Succeed', 'Then'], ...rows], ['right', 'left']).map(printable);
  return more > 0 ? [...lines, `and ${formatCount(more)} more ranges; --json has all`] : lines;
}

function rangeName(first: number, last: number): string {
  return first === last ? String(first) : `${first}..${last}`;
}

/** For each way in which runs ended, at each function: how many, and the stack of the first. */
function outcomeLines(runs: readonly NamedRun[]): string[][] {
  const groups = new Map<string, NamedRun[]>();
  for (const run of runs) {
    if (run.refused === undefined) continue;
    const key = `${outcomeName(run.outcome)} when refused in ${run.asker}`;
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const sections = [...groups].slice(0, LISTED_OUTCOMES).map(([key, alike]) => {
    const [first] = alike;
    const size = formatBytes(first.refused?.size ?? 0);
    const count = alike.length === 1 ? '1 run' : `${formatCount(alike.length)} runs`;
    return [
      `${key} (${count}, first after ${formatCount(first.after)} requests: ${size})`,
      ...(first.said === '' ? [] : [`    it says: ${first.said}`]),
      ...first.stack.slice(0, LISTED_FRAMES).map((frame) => `    ${frame}`),
    ].map(printable);
  });
  const more = groups.size - sections.length;
  return more > 0 ? [...sections, [`and ${formatCount(more)} more places; --json has all`]] : sections;
}
