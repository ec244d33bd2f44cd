import { parseBytes } from '../base/parse-bytes';
import { failure, success, type Result } from '../base/result';
import type { Limits } from '../core/analysis/verdict/verdict';
import { onlyFile, readOptions } from './read-options';

/** What `heapglass check` is asked for. */
export interface CheckCommand {
  readonly kind: 'check';
  readonly file: string;
  readonly limits: Pick<Limits, 'maxPeakBytes' | 'maxLiveAtEnd' | 'noLeaks' | 'noFaults'>;
  /** A trace to compare with, and the share by which figures may pass its own. */
  readonly against: { readonly file: string; readonly tolerance: number } | undefined;
  readonly suppressions: string | undefined;
  readonly markdown: string | undefined;
  readonly junit: string | undefined;
}

export const CHECK_USAGE = `heapglass check FILE LIMIT … [--suppressions FILE] [--markdown FILE] [--junit FILE]

  check                   holds a trace against limits and prints one line: the verdict; at least one limit is needed
  --max-peak SIZE         the most that may be live at once: 64MiB
  --max-live-at-end N     the most blocks that may be live at the end; with a unit (4KiB) the most bytes
  --no-leaks              nothing may outlive its owner (object, context, command), nothing may grow
  --no-faults             no double, unknown or mismatched free, no guard hit, no bytes changed beside a block, no
                          access that misses its block
  --against BASE          peak, live at end, allocated bytes and allocations may not pass those of the trace BASE;
                          leaks that BASE has count no more
  --tolerance 5%          … by more than this share of them (0 % unless told)
  --suppressions FILE     stacks that do not count, in LeakSanitizer's syntax (leak:PATTERN)
  --markdown FILE         write a report for people
  --junit FILE            write a report for build servers
`;

const OPTIONS = {
  'max-peak': { type: 'string' },
  'max-live-at-end': { type: 'string' },
  'no-leaks': { type: 'boolean' },
  'no-faults': { type: 'boolean' },
  against: { type: 'string' },
  tolerance: { type: 'string' },
  suppressions: { type: 'string' },
  markdown: { type: 'string' },
  junit: { type: 'string' },
} as const;

/** Reads the arguments behind `check`. The failure is one sentence on what is wrong with them. */
export function parseCheck(words: readonly string[]): Result<CheckCommand, string> {
  const parsed = readOptions(words, OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const file = onlyFile(positionals);
  if (!file.ok) return file;
  const peak = values['max-peak'];
  const maxPeakBytes = peak === undefined ? undefined : parseBytes(peak);
  if (peak !== undefined && maxPeakBytes === undefined) return failure(`“${peak}” is no size; 64MiB is one.`);
  const live = values['max-live-at-end'];
  const maxLiveAtEnd = live === undefined ? undefined : parseLiveAtEnd(live);
  if (live !== undefined && maxLiveAtEnd === undefined) {
    return failure(`“${live}” is neither a number of blocks nor a size; 0 and 4KiB are.`);
  }
  const tolerance = parseShare(values.tolerance ?? '0%');
  if (tolerance === undefined) return failure(`“${values.tolerance ?? ''}” is no share; 5% is one.`);
  if (values.tolerance !== undefined && values.against === undefined) {
    return failure('--tolerance says by how much figures may pass those of --against, which is missing.');
  }
  const limits = {
    ...(maxPeakBytes !== undefined && { maxPeakBytes }),
    ...(maxLiveAtEnd !== undefined && { maxLiveAtEnd }),
    ...(values['no-leaks'] === true && { noLeaks: true }),
    ...(values['no-faults'] === true && { noFaults: true }),
  };
  const against = values.against === undefined ? undefined : { file: values.against, tolerance };
  if (Object.keys(limits).length === 0 && against === undefined) {
    return failure('There is nothing to check: a limit such as --max-peak 64MiB or --no-leaks is missing.');
  }
  const { suppressions, markdown, junit } = values;
  return success({ kind: 'check', file: file.value, limits, against, suppressions, markdown, junit });
}

function parseLiveAtEnd(text: string): Limits['maxLiveAtEnd'] {
  if (/^\d+$/.test(text)) return { unit: 'blocks', most: Number(text) };
  const most = parseBytes(text);
  return most === undefined ? undefined : { unit: 'bytes', most };
}

/** `5%` or `0.05` as 0.05. */
function parseShare(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim());
  return match === null ? undefined : Number(match[1]) / (match[2] === '%' ? 100 : 1);
}
