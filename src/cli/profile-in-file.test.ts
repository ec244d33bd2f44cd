import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PROFILES } from '../core/tables/profiles';
import { writeProfile } from '../session/profile-file';
import { profileInFile } from './profile-in-file';

const folder = mkdtempSync(join(tmpdir(), 'heapglass-profile-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileWith(text: string): string {
  const path = join(folder, 'mine.json');
  writeFileSync(path, text);
  return path;
}

test('R-06 --profile FILE.json takes a profile from a file', () => {
  expect(profileInFile(fileWith(writeProfile(PROFILES.embedded)))).toEqual({ ok: true, value: PROFILES.embedded });
});

test('R-06 a file that is none, or is not there, is one sentence with its path', () => {
  const failureOf = (path: string): string => {
    const read = profileInFile(path);
    return read.ok ? '' : read.failure;
  };
  const odd = fileWith(writeProfile(PROFILES.embedded).replace('"tlsf"', '"dlmalloc"'));
  expect(failureOf(odd)).toMatch(/mine\.json: The profile cannot be read at “engine”: .*tlsf/);
  expect(failureOf(join(folder, 'none.json'))).toMatch(/none\.json: ENOENT/);
});
