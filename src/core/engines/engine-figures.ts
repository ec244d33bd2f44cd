import type { EngineStats } from './engine';

/** What no engine's figures may break. */
export function findBrokenFigures(stats: EngineStats): string | undefined {
  if (stats.blocks + stats.overhead + stats.free !== stats.footprint) return 'P = B + H + F does not hold';
  return stats.largestFree <= stats.free ? undefined : 'the largest free block is larger than all free bytes';
}
