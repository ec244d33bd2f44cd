import type { HeapMemory } from '../heap/heap-memory';
import { ENGINE_NAMES, type EngineName } from '../tables/engine-names';
import { BoundaryTag } from './boundary-tag';
import { Buddy } from './buddy';
import { Bump } from './bump';
import type { Engine } from './engine';
import { SizeClass } from './size-class';
import { Tlsf } from './tlsf';

export { DEFAULT_ENGINE, type EngineName } from '../tables/engine-names';

/** Makes each engine over an empty heap. */
export const ENGINES: Readonly<Record<EngineName, (memory: HeapMemory) => Engine>> = {
  tlsf: (memory) => new Tlsf(memory),
  'best-fit': (memory) => new BoundaryTag(memory, 'best'),
  'first-fit': (memory) => new BoundaryTag(memory, 'first'),
  'next-fit': (memory) => new BoundaryTag(memory, 'next'),
  'size-class': (memory) => new SizeClass(memory),
  buddy: (memory) => new Buddy(memory),
  bump: (memory) => new Bump(memory),
};

/** The engine that `name` means, in any case; undefined where there is none. */
export function engineNamed(name: string): EngineName | undefined {
  const wanted = name.toLowerCase();
  return ENGINE_NAMES.find((known) => known === wanted);
}
