import { describe, expect, it } from 'vitest';
import { emptyColumns, type TimelineColumns } from '../analysis/timeline-columns';
import type { TimelineLanes } from '../analysis/timeline-lanes';
import type { Hit } from '../replay/hits';
import type { BlockRow, Bytes, CallId, EventIndex, FaultRow, StackId } from '../tables/indices';
import { Trace } from '../tables/trace';
import { blankPicture, hashOf } from './testing/drawn-heap';
import { packColour, paletteOf } from './palette';
import type { Picture } from './picture';
import { paintTimeline, type TimelineScene } from './timeline';
import { byteTicks, bytesAtHeight, heightOfBytes, layoutTimeline, type TimelineScale } from './timeline-layout';
import { pickTimeline } from './timeline-pick';

const palette = paletteOf('dark');
const NO_HITS: TimelineLanes['hits'] = { recorded: [], checked: [], predicted: [] };
const NO_LANES: TimelineLanes = { calls: [], callLanes: 0, marks: [], faults: [], hits: NO_HITS };

/** Columns of one event each; `stacks[column]` gives the bytes by group. */
function columnsOf(stacks: readonly (readonly number[])[], least?: readonly number[]): TimelineColumns {
  const columns = emptyColumns(stacks.length, stacks[0].length);
  stacks.forEach((bytes, column) => {
    const total = bytes.reduce((sum, value) => sum + value, 0);
    columns.first[column] = column;
    columns.greatest[column] = total;
    columns.greatestEvent[column] = column;
    columns.least[column] = least?.[column] ?? total;
    columns.bytes.set(bytes, column * columns.groups);
  });
  columns.first[stacks.length] = stacks.length;
  return columns;
}

function sceneOf(columns: TimelineColumns, picture: Picture, lanes = NO_LANES, scale: TimelineScale = 'linear') {
  const layout = layoutTimeline(picture, columns, lanes, scale);
  const scene: TimelineScene = {
    trace: new Trace(),
    columns,
    lanes,
    layout,
    groupColours: palette.groups.slice(0, columns.groups),
    palette,
  };
  return scene;
}

/** The picture as text: a letter per group (small where drawn faint or under the line), `.` for the background. */
function drawn(picture: Picture, groups: number): string[] {
  return Array.from({ length: picture.height }, (_, y) =>
    Array.from({ length: picture.width }, (_unused, x) => {
      const pixel = picture.pixels[y * picture.width + x];
      if (pixel === packColour(palette.background)) return '.';
      const group = palette.groups.slice(0, groups).findIndex((css) => packColour(css) === pixel);
      return group < 0 ? '-' : 'ABCDEFGHIJKL'[group];
    }).join(''),
  );
}

describe('the timeline', () => {
  it('stacks the groups, first at the bottom, under a line along the greatest total', () => {
    const picture = blankPicture(8, 10);
    const columns = columnsOf([[0, 0], [2, 0], [2, 0], [2, 0], [2, 3], [2, 3], [4, 5], [4, 5]]); // prettier-ignore
    paintTimeline(picture, sceneOf(columns, picture));
    // 10 pixels for 9 bytes and the headroom: a byte is about a pixel. Where the total jumps, so does the line.
    expect(drawn(picture, 2)).toEqual([
      '......--', //
      '......-B',
      '......-B',
      '......-B',
      '....---B',
      '....-BBB',
      '....-BAA',
      '.----BAA',
      '.-AAAAAA',
      '--AAAAAA',
    ]);
  });

  it('draws fainter what was there only for a part of the column', () => {
    const picture = blankPicture(1, 12);
    paintTimeline(picture, sceneOf(columnsOf([[10]], [4]), picture));
    const text = drawn(picture, 1).join('');
    expect(text).toBe('-------AAAAA');
  });

  it('has a few round lines on either scale', () => {
    const lines = (scale: TimelineScale, top: number) => byteTicks({ scale, top });
    expect(lines('linear', 144e6).map((bytes) => bytes / 2 ** 20)).toEqual([64, 128]);
    expect(lines('linear', 1000)).toEqual([256, 512, 768]);
    expect(lines('linear', 3)).toEqual([1, 2, 3]);
    expect(lines('log', 144e6).map((bytes) => bytes / 1024)).toEqual([4, 64, 1024, 16384]);
    expect(lines('log', 1000)).toEqual([]);
  });

  it('gives small totals height on the logarithmic scale, and the scale is invertible', () => {
    const picture = blankPicture(1, 100);
    for (const scale of ['linear', 'log'] as const) {
      const { layout } = sceneOf(columnsOf([[1e9]]), picture, NO_LANES, scale);
      expect(heightOfBytes(layout, layout.top)).toBeCloseTo(layout.plotHeight);
      for (const bytes of [0, 5000, 1e6, 9e8]) {
        expect(bytesAtHeight(layout, heightOfBytes(layout, bytes))).toBeCloseTo(bytes, 1);
      }
    }
    const heights = (['linear', 'log'] as const).map((scale) =>
      heightOfBytes(sceneOf(columnsOf([[1e9]]), picture, NO_LANES, scale).layout, 1e6),
    );
    expect(heights[0]).toBeLessThan(1);
    expect(heights[1]).toBeGreaterThan(30);
  });

  it('is remembered to the pixel', () => {
    const picture = blankPicture(32, 40);
    const stacks = Array.from({ length: 32 }, (_, x) => [20 + x, (x * 7) % 13, x % 5]);
    paintTimeline(picture, sceneOf(columnsOf(stacks), picture));
    expect(hashOf(picture.pixels)).toBe('7f833a2b');
  });
});

describe('the lanes below', () => {
  const call = (id: number, lane: number, from: number, to: number) => ({
    call: id as CallId,
    lane,
    from: from as EventIndex,
    to: to as EventIndex,
  });
  const metAt = (event: number): Hit => ({
    ...{ evidence: 'checked', kind: 'guard', event: event as EventIndex, block: 1 as BlockRow, offset: 0 },
    ...{ bytes: 1 as Bytes, access: 'write', stack: 0 as StackId },
  });
  const lanes: TimelineLanes = {
    calls: [call(1, 0, 0, 49), call(2, 1, 10, 19)],
    callLanes: 2,
    marks: [],
    faults: [1 as FaultRow],
    hits: { ...NO_HITS, checked: [metAt(40)] },
  };

  function painted() {
    const picture = blankPicture(100, 80);
    const columns = columnsOf(Array.from({ length: 100 }, () => [5]));
    const scene = sceneOf(columns, picture, lanes);
    scene.trace.faults.add();
    scene.trace.faults.event.set(1 as FaultRow, 70 as EventIndex);
    return { picture, scene, labels: paintTimeline(picture, scene) };
  }

  it('has a lane for what there is, and none for what there is not', () => {
    expect(painted().scene.layout.lanes.map(({ name }) => name)).toEqual(['commands', 'faults', 'checked']);
  });

  it('finds calls, the inner one before the outer, and faults from a little beside', () => {
    const { picture, scene } = painted();
    const [commands, faults, checked] = scene.layout.lanes;
    expect(pickTimeline(picture, scene, 30, commands.top + 2)).toEqual({ kind: 'call', call: 1 });
    expect(pickTimeline(picture, scene, 12, commands.top + 11)).toEqual({ kind: 'call', call: 2 });
    expect(pickTimeline(picture, scene, 30, commands.top + 11)).toBeUndefined();
    expect(pickTimeline(picture, scene, 73, faults.top + 2)).toEqual({ kind: 'fault', fault: 1 });
    expect(pickTimeline(picture, scene, 80, faults.top + 2)).toBeUndefined();
    expect(pickTimeline(picture, scene, 42, checked.top + 2)).toEqual({ kind: 'hit', hit: metAt(40) });
    const middle = (checked.top + Math.floor(checked.height / 2)) * picture.width;
    expect(picture.pixels[middle + 40]).toBe(packColour(palette.hits.checked));
  });

  it('offers room for names only where there is some', () => {
    expect(painted().labels).toEqual([expect.objectContaining({ call: 1, x: 0, width: 50 })]);
  });

  it('gives names in the lane that deep calls share what later bars leave of theirs', () => {
    const picture = blankPicture(400, 80);
    const nested: TimelineLanes = {
      ...NO_LANES,
      calls: [
        call(1, 3, 0, 299),
        call(2, 4, 100, 199),
        call(3, 5, 110, 119),
        call(4, 3, 300, 399),
        call(5, 4, 301, 360),
      ],
      callLanes: 6,
    };
    const columns = columnsOf(Array.from({ length: 400 }, () => [5]));
    const labels = paintTimeline(picture, sceneOf(columns, picture, nested));
    expect(labels.map(({ call: id, x, width }) => [id, x, width])).toEqual([
      [1, 0, 100],
      [2, 120, 80],
      [5, 301, 60],
    ]);
  });

  it('names the instant and the group under the pointer', () => {
    const { picture, scene } = painted();
    expect(pickTimeline(picture, scene, 42, scene.layout.plotHeight - 2)).toEqual({
      kind: 'instant',
      event: 42,
      group: 0,
    });
    expect(pickTimeline(picture, scene, 42, 0)).toEqual({ kind: 'instant', event: 42, group: -1 });
  });
});
