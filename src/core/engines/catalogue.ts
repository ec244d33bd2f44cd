import type { HeapMemory } from '../heap/heap-memory';
import type { Engine } from './engine';
import { Tlsf } from './tlsf';

/** Every engine, by the name that a person picks it with. */
export const ENGINES = {
  tlsf: (memory: HeapMemory): Engine => new Tlsf(memory),
} as const;
export type EngineName = keyof typeof ENGINES;
export const DEFAULT_ENGINE: EngineName = 'tlsf';

/** The engine that `name` means, in any case; undefined where there is none. */
export function engineNamed(name: string): EngineName | undefined {
  const wanted = name.toLowerCase();
  return (Object.keys(ENGINES) as EngineName[]).find((known) => known === wanted);
}
