import type { ReadTrace } from '../trace-reader';
import { readBytes } from './read-bytes';
import { sharedTrace } from './shared-traces';

/** The tables of a trace given as text. */
export function openText(text: string): ReadTrace {
  return open(new TextEncoder().encode(text));
}

/** The tables of a recorded trace, by its path below the folder of shared traces. */
export function openShared(path: string): ReadTrace {
  return open(sharedTrace(path));
}

function open(file: Uint8Array): ReadTrace {
  const result = readBytes(file);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}
