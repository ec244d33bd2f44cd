import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensure } from '../../base/assert';

/** Folders of this program, as a checkout and an installed package have them. */
export interface Installation {
  /** The recording kit's sources. */
  readonly kit: string;
  /** The built page. */
  readonly page: string;
}

/** The program may run bundled (`dist/cli`) or from its sources: its folder is the nearest one with the kit. */
export function findInstallation(): Installation {
  let folder: string | undefined = dirname(fileURLToPath(import.meta.url));
  while (folder !== undefined && !existsSync(join(folder, 'public/capture/heapglass.h'))) {
    folder = dirname(folder) === folder ? undefined : dirname(folder);
  }
  const root = ensure(folder, 'the recording kit is part of every installation');
  return { kit: join(root, 'public/capture'), page: join(root, 'dist/app') };
}
