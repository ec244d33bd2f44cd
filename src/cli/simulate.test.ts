import { expect, test } from 'vitest';
import { openShared } from '../formats/testing/open-trace';
import { hasSharedTraces } from '../formats/testing/shared-traces';
import { ENGINE_NAMES } from '../core/tables/engine-names';
import { simulate } from './simulate';

test.skipIf(!hasSharedTraces)(
  'R-12 a report tells the cost in steps, the same bytes every time, and no seconds',
  () => {
    for (const engine of ENGINE_NAMES) {
      const [first, second] = [1, 2].map(() => simulate(openShared('malloc/sqlite.hgt.zst').trace, engine));
      expect(JSON.stringify(first)).toBe(JSON.stringify(second));
      expect(first).toMatchObject({ ok: true, value: { operations: 43_784 } });
      if (!first.ok) return;
      expect(Object.keys(first.value.cost)).toEqual([
      'listNodes', 'bitmapProbes', 'splits', 'merges', 'wordsCopied', 'pagesTouched',
    ]); // prettier-ignore
      expect(first.value.cost.pagesTouched).toBe(Math.ceil(first.value.footprintBytes / 4096));
    }
  },
);
