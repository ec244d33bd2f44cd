import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../shared/traces');
const FOLDERS = ['faults', 'vulkan', 'ralloc', 'malloc', 'heaptrack', 'large'];
/** Larger files wait for `npm run e2e:all`. */
const SMALL = 2_000_000;

export const hasSharedTraces = existsSync(FOLDER);
export const NO_TRACES = 'needs the recorded traces in ../shared/traces, which are not here';
export const withLarge = process.env['HEAPGLASS_LARGE'] === '1';

export interface AccountTruth {
  readonly name: string;
  readonly kind: string;
  readonly peakBytes: number;
  readonly allocatedBytes: number;
  readonly allocations: number;
  readonly liveBytesAtEnd: number;
  readonly liveBlocksAtEnd: number;
}

/** What a correct reader reports; heaptrack's files have no domains, no faults and no peak event. */
export interface Truth {
  readonly format: string;
  readonly events: number;
  readonly allocations: number;
  readonly allocatedBytes: number;
  readonly peakBytes: number;
  readonly peakEvent?: number;
  readonly liveAtEnd: { readonly bytes: number; readonly blocks: number };
  readonly byDomain?: readonly AccountTruth[];
  readonly faultsByKind?: Readonly<Record<string, number>>;
  readonly byResponsibleModule?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Path of a recorded trace: `faults/fault-leak.hgt.zst`. */
export function sharedTrace(path: string): string {
  return join(FOLDER, path);
}

export function truthOf(path: string): Truth {
  const name = basename(path).replace(/\.(hgt\.zst|zst|gz)$/, '');
  return JSON.parse(readFileSync(join(FOLDER, path, `../${name}.truth.json`), 'utf8')) as Truth;
}

/** All recorded traces with a truth beside them: the small ones, or every one where the large are asked for. */
export function tracesWithTruth(): readonly string[] {
  if (!hasSharedTraces) return [];
  return FOLDERS.flatMap((folder) => {
    const names = readdirSync(join(FOLDER, folder));
    return names
      .filter((name) => /\.(zst|gz)$/.test(name) && !name.includes('.flame-'))
      .filter((name) => names.includes(`${name.replace(/\.(hgt\.zst|zst|gz)$/, '')}.truth.json`))
      .filter((name) => withLarge || statSync(join(FOLDER, folder, name)).size <= SMALL)
      .map((name) => `${folder}/${name}`);
  });
}
