import * as v from 'valibot';
import { failure, success, type Result } from '../base/result';
import { BUDGET_MODES, isBudgetTarget } from '../core/tables/budget-choice';
import { ENGINE_NAMES } from '../core/tables/engine-names';
import type { Bytes } from '../core/tables/indices';
import { DATA_MODELS, GUARD_SIDES } from '../core/tables/layer-choice';
import { PROFILE_INTERCEPTIONS, type Profile } from '../core/tables/profiles';

const VERSION = 1;
const MOST_BUDGETS = 30;

const budget = v.strictObject({
  target: v.pipe(
    v.string(),
    v.maxLength(1000),
    v.check(
      isBudgetTarget,
      'Expected heap, total, footprint, rss, a scope, or domain:, module: or context: with a name',
    ),
  ),
  mode: v.picklist(BUDGET_MODES),
  limitBytes: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(0),
    v.transform((bytes) => bytes as Bytes),
  ),
});

/** A layer that is left out is off. */
const layers = v.strictObject({
  guard: v.optional(v.picklist(GUARD_SIDES)),
  flush: v.optional(v.boolean(), false),
  debug: v.optional(v.picklist(DATA_MODELS)),
  keepsFreed: v.optional(v.boolean(), false),
  cookies: v.optional(v.boolean(), false),
  log: v.optional(v.boolean(), false),
});

const profileFile = v.strictObject({
  heapglassProfile: v.literal(VERSION),
  title: v.pipe(v.string(), v.maxLength(100)),
  description: v.optional(v.pipe(v.string(), v.maxLength(2000)), ''),
  engine: v.picklist(ENGINE_NAMES),
  layers,
  budgets: v.optional(v.pipe(v.array(budget), v.maxLength(MOST_BUDGETS)), []),
  interception: v.optional(v.picklist(PROFILE_INTERCEPTIONS), 'none'),
  sharedLibraries: v.optional(v.boolean(), true),
});

/** More than any profile takes: what is longer is not looked into. Bytes. */
const MOST_BYTES = 1 << 20;

/** Whether a file may be a profile rather than a trace, by its length and its text. */
export async function isProfileFile(file: Pick<Blob, 'size' | 'text'>): Promise<boolean> {
  return file.size <= MOST_BYTES && /^\s*\{[^]*"heapglassProfile"/.test(await file.text());
}

/** A profile as a JSON file. */
export function writeProfile(profile: Profile): string {
  return `${JSON.stringify({ heapglassProfile: VERSION, ...profile }, undefined, 2)}\n`;
}

/** Reads what {@link writeProfile} wrote, or a person. The failure is one sentence: where, and what was expected. */
export function readProfile(text: string): Result<Profile, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return failure('A profile is a JSON file; this is none.');
  }
  const result = v.safeParse(profileFile, parsed);
  if (!result.success) {
    const [issue] = result.issues;
    const where = v.getDotPath(issue);
    return failure(`The profile cannot be read${where === null ? '' : ` at “${where}”`}: ${issue.message}.`);
  }
  const { heapglassProfile: _version, layers: read, ...rest } = result.output;
  return success({ ...rest, layers: { ...read, guard: read.guard, debug: read.debug } });
}
