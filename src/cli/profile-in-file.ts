import { readFileSync } from 'node:fs';
import { failure, type Result } from '../base/result';
import type { Profile } from '../core/tables/profiles';
import { readProfile } from '../session/profile-file';

/** The profile in the JSON file at `path`. The failure is one sentence. */
export function profileInFile(path: string): Result<Profile, string> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return failure(`${path}: ${error instanceof Error ? error.message : 'it cannot be read'}.`);
  }
  const read = readProfile(text);
  return read.ok ? read : failure(`${path}: ${read.failure}`);
}
