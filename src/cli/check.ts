import { readFileSync, writeFileSync } from 'node:fs';
import { failure, success, type Result } from '../base/result';
import type { FindingSources } from '../core/analysis/findings/sources';
import { Suppressions } from '../core/analysis/verdict/suppressions';
import { checkTrace, type Check } from '../core/analysis/verdict/verdict';
import type { CheckCommand } from './check-arguments';
import { junitReport, markdownReport } from './check-reports';
import { findingSources } from './compute-findings';
import { fileErrorReason, openTrace } from './open-trace';

/**
 * Holds a trace against its limits and writes the reports that were asked for. The failure is one sentence: which file
 * could not be read or written, and why.
 */
export async function check(command: CheckCommand): Promise<Result<readonly Check[], string>> {
  const suppressions = readSuppressions(command.suppressions);
  if (!suppressions.ok) return suppressions;
  const sources = await open(command.file);
  if (!sources.ok) return sources;
  const base = command.against === undefined ? undefined : await open(command.against.file);
  if (base?.ok === false) return base;
  const checks = checkTrace(sources.value, {
    ...command.limits,
    suppressions: suppressions.value,
    ...(base !== undefined && { against: { base: base.value, tolerance: command.against?.tolerance ?? 0 } }),
  });
  const written = [
    write(command.markdown, markdownReport(command.file, checks)),
    write(command.junit, junitReport(command.file, checks)),
  ];
  return written.find((result) => !result.ok) ?? success(checks);
}

async function open(file: string): Promise<Result<FindingSources, string>> {
  const opened = await openTrace(file);
  return opened.ok ? success(findingSources(opened.value)) : opened;
}

function readSuppressions(file: string | undefined): Result<Suppressions, string> {
  if (file === undefined) return success(Suppressions.none);
  const text = onDisk(`${file} cannot be read`, () => readFileSync(file, 'utf8'));
  if (!text.ok) return text;
  const suppressions = Suppressions.parse(text.value);
  if (suppressions.errors.length === 0) return success(suppressions);
  const [{ line, text: found }] = suppressions.errors;
  return failure(`${file}, line ${line}: “${found}” is no suppression; leak:PATTERN is one.`);
}

function write(file: string | undefined, content: string): Result<undefined, string> {
  if (file === undefined) return success(undefined);
  return onDisk(`${file} cannot be written`, () => {
    writeFileSync(file, content);
    return undefined;
  });
}

/** What `work` gives, or why the system refused. */
function onDisk<Value>(refusal: string, work: () => Value): Result<Value, string> {
  try {
    return success(work());
  } catch (error) {
    const reason = fileErrorReason(error);
    if (reason === undefined) throw error;
    return failure(`${refusal}: ${reason}.`);
  }
}
