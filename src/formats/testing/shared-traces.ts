import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(process.cwd(), '../shared/traces');

/** Whether the folder of recorded traces lies beside this repository; tests on them are skipped where it does not. */
export const hasSharedTraces = existsSync(FOLDER);
/** Whether tests may take the time that the large ones need. */
export const hasLargeTraces = hasSharedTraces && process.env.HEAPGLASS_LARGE === '1';

export function sharedTrace(path: string): Uint8Array {
  return readFileSync(join(FOLDER, path));
}

/** What a correct reader reports of the trace `path`. */
export function truthOf(path: string): Truth {
  const stem = path.replace(/\.(hgt\.zst|zst|gz)$/, '');
  return JSON.parse(readFileSync(join(FOLDER, `${stem}.truth.json`), 'utf8')) as Truth;
}

export interface Truth {
  readonly events: number;
  readonly allocations: number;
  readonly frees: number;
  readonly reallocations: number;
  readonly allocatedBytes: number;
  readonly peakBytes: number;
  readonly liveAtEnd: { readonly bytes: number; readonly blocks: number };
  readonly temporary: number;
  readonly unknownFrees?: number;
  // heaptrack only:
  readonly peakAtMs?: number;
  readonly durationMs?: number;
  readonly stacks?: number;
  readonly leakedByDirectModule?: Readonly<Record<string, number>>;
}
