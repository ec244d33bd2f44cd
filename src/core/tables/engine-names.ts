/** The engines of the simulated heap: the name that links and the command line use, and the one for people. */
export const ENGINE_TITLES = {
  tlsf: 'TLSF',
  'best-fit': 'Best fit',
  'first-fit': 'First fit',
  'next-fit': 'Next fit',
  'size-class': 'Size classes',
  buddy: 'Buddy',
  bump: 'Bump',
} as const;
export type EngineName = keyof typeof ENGINE_TITLES;
export const DEFAULT_ENGINE: EngineName = 'tlsf';

/** Whether the engine writes a header before each payload; the others keep what they know beside the heap. */
export function hasHeaders(engine: EngineName): boolean {
  return engine === 'tlsf' || engine.endsWith('-fit');
}

/** Every engine's name, the default one first. */
export const ENGINE_NAMES = Object.keys(ENGINE_TITLES) as readonly EngineName[];
