import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DATA_MODELS, GUARD_SIDES, LAYERS_OFF, layersFrom, layersText } from './layer-choice';

test('a choice reads back as it was written, but for what hangs on a layer that is off', () => {
  const choices = fc.record({
    guard: fc.constantFrom(undefined, ...GUARD_SIDES),
    flush: fc.boolean(),
    debug: fc.constantFrom(undefined, ...DATA_MODELS),
    keepsFreed: fc.boolean(),
    cookies: fc.boolean(),
    log: fc.boolean(),
  });
  fc.assert(
    fc.property(choices, (choice) => {
      expect(layersFrom(layersText(choice))).toEqual({
        ...choice,
        flush: choice.flush && choice.guard !== undefined,
        keepsFreed: choice.keepsFreed && choice.debug !== undefined,
      });
    }),
  );
});

test('all layers off is the empty text', () => {
  expect(layersText(layersFrom(LAYERS_OFF))).toBe('');
  expect(layersText(layersFrom('guard-after.debug-lp64.freed'))).toBe('guard-after.debug-lp64.freed');
});
