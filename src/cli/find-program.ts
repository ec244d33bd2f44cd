import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The file that a shell would run for `name`; undefined when there is none that may be run. */
export function findProgram(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  const files = name.includes('/') ? [resolve(name)] : path.split(delimiter).map((folder) => join(folder, name));
  return files.find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
