import { describe, expect, it } from 'vitest';
import type { Evidence, Hit } from '../replay/hits';
import type { BlockRow, Bytes, EventIndex, StackId } from '../tables/indices';
import { Trace } from '../tables/trace';
import { paintHitMark } from './hit-marks';
import { hitsOnMap, paintMapHits, pickMapHit } from './map-hits';
import { packColour, paletteOf } from './palette';
import { blankPicture } from './testing/drawn-heap';

const palette = paletteOf('dark');
const at = (event: number) => event as EventIndex;

function hit(evidence: Evidence, block: number, event: number, offset: number): Hit {
  return {
    ...{ evidence, kind: 'guard', event: at(event), block: block as BlockRow, offset, bytes: 1 as Bytes },
    ...{ access: 'write', stack: 0 as StackId },
  };
}

/** A block at map byte 100 that lives from event 2 to event 8. */
function traceOfOneBlock(): { readonly trace: Trace; readonly block: BlockRow } {
  const trace = new Trace();
  const block = trace.blocks.add();
  trace.blocks.birth.set(block, at(2));
  trace.blocks.death.set(block, at(8));
  trace.blocks.size.set(block, 16);
  return { trace, block };
}

describe('marks of guard evidence on the map', () => {
  it('are those of live blocks, and of the cursor’s own event when its block is gone', () => {
    const { trace, block } = traceOfOneBlock();
    const hits = [hit('checked', block, 5, 16), hit('recorded', block, 8, -4), hit('checked', 0, 5, 0)];
    const shown = (cursor: number) => hitsOnMap(trace, hits, at(cursor), () => 100).map((each) => each.at);
    expect(shown(1)).toEqual([]);
    expect(shown(2)).toEqual([116, 96]);
    expect(shown(7)).toEqual([116, 96]);
    expect(shown(8)).toEqual([96]);
    expect(shown(9)).toEqual([]);
    expect(hitsOnMap(trace, hits, at(5), () => undefined)).toEqual([]);
  });

  it('are found again where they were drawn', () => {
    const { trace, block } = traceOfOneBlock();
    const hits = hitsOnMap(trace, [hit('checked', block, 5, 16), hit('predicted', block, 5, 200)], at(5), () => 100);
    const picture = blankPicture(64, 64);
    const camera = { start: 0, bytesPerRow: 512, rowOffset: 0 };
    paintMapHits(picture, camera, hits, palette);
    for (const { hit: drawn } of hits) {
      const colour = packColour(palette.hits[drawn.evidence]);
      const pixel = picture.pixels.indexOf(colour);
      expect(pickMapHit(picture, camera, hits, pixel % 64, Math.floor(pixel / 64))).toBe(drawn);
    }
    expect(pickMapHit(picture, camera, hits, 5, 5)).toBeUndefined();
  });

  it('have a shape for each kind: a recorded one stands inside a predicted one', () => {
    const picture = blankPicture(15, 15);
    paintHitMark(picture, 7, 7, 'predicted', palette);
    paintHitMark(picture, 7, 7, 'recorded', palette);
    const letters = new Map([
      [packColour(palette.hits.recorded), 'R'],
      [packColour(palette.hits.predicted), 'P'],
    ]);
    const rows = Array.from({ length: 15 }, (_, y) =>
      Array.from(picture.pixels.subarray(y * 15, y * 15 + 15), (pixel) => letters.get(pixel) ?? '.').join(''),
    );
    expect(rows[7]).toBe('.P.RRRRRRRRR.P.');
    expect(rows[1]).toBe('.......P.......');
    expect(rows[13]).toBe('.......P.......');
  });
});
