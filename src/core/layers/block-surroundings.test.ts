import { expect, test } from 'vitest';
import { guarded, replayed, traceOf } from '../replay/testing/layered';
import type { BlockRow } from '../tables/indices';
import { blockSurroundings } from './block-surroundings';
import type { AllocatorConfiguration } from './configuration';

const SIZES = [1, 13, 64, 100, 4096, 5000, 0];
const CONFIGURATIONS: readonly AllocatorConfiguration[] = [
  guarded(),
  guarded({ side: 'before' }),
  guarded({ side: 'both', alignment: 8 }),
  { engine: 'tlsf', debug: { model: 'ILP32', keepsFreed: false } },
  { ...guarded({ side: 'both' }), debug: { model: 'LP64', keepsFreed: false }, cookies: { secret: 1 } },
  { ...guarded(), cookies: { secret: 1 } },
];

test.each(CONFIGURATIONS)('what the map draws around a block is what the shadow says: %j', (configuration) => {
  const trace = traceOf(SIZES.map((size, i) => `+ ${0x100000 * (i + 1)} ${size} d1${i % 3 === 1 ? ' a64' : ''}`));
  const heap = replayed(trace, configuration);
  SIZES.forEach((size, index) => {
    const place = trace.placement.word.get((index + 1) as BlockRow) * 4;
    const spans = blockSurroundings(configuration, size, index % 3 === 1 ? 6 : 0, 4);
    expect(spans.length).toBeGreaterThan(0);
    for (const { of, from, to } of spans) {
      expect([heap.stateAt(place + from), heap.stateAt(place + to - 1)]).toEqual([of, of]);
    }
  });
});
