import { formatBytes, formatCount } from '../base/format';
import { groupOf, type Grouping } from '../core/analysis/groups';
import { ageScale, sizeScale } from '../core/raster/block-classes';
import { coloursOfGroups } from '../core/raster/group-colours';
import { BLOCK_STATES, paletteOf, type Palette } from '../core/raster/palette';
import { EVIDENCE, type Hit } from '../core/replay/hits';
import type { BlockRow, Bytes } from '../core/tables/indices';
import type { LayerChoice } from '../core/tables/layer-choice';
import type { Trace } from '../core/tables/trace';
import type { ColourBy, Group, HeapChoice, MapLegend } from './protocol';
import type { Study } from './study';

const DARK = paletteOf('dark');
const LIGHT = paletteOf('light');

/** Names and colours of groups, with what each holds (by group). */
export function groupLegend(grouping: Grouping, bytes: ArrayLike<number>): Group[] {
  const dark = coloursOfGroups(grouping, DARK);
  const light = coloursOfGroups(grouping, LIGHT);
  return grouping.names.map((name, index) => ({
    index,
    name,
    colour: lightDark(light[index], dark[index]),
    bytes: bytes[index] as Bytes,
  }));
}

/** What the colours of blocks stand for; groups with what they hold at the peak, the greatest first. */
export async function blocksLegend(study: Study, by: ColourBy): Promise<readonly Group[]> {
  switch (by) {
    case 'state':
      return BLOCK_STATES.map((name, index) => entry(index, name, ({ states }) => states[index]));
    case 'size':
      return sizeScale().map(({ step, from }) => entry(step, `from ${formatBytes(from)}`, ({ sizes }) => sizes[step]));
    case 'age':
      return ageScale(study.trace.events.length).map(({ step, from }) =>
        entry(step, `from ${formatCount(from)} events`, ({ ages }) => ages[step]),
      );
    case 'pages':
      return [
        entry(0, 'addressable', ({ states }) => states[BLOCK_STATES.indexOf('live')]),
        entry(1, 'header', ({ header }) => header),
        entry(2, 'slack', ({ slack }) => slack),
        entry(3, 'guard', ({ guard }) => guard),
        entry(4, 'freed', ({ freed }) => freed),
        entry(5, 'free', ({ paper }) => paper),
      ];
    default: {
      const [grouping, live] = await Promise.all([study.grouping(by).ready(), study.live.ready()]);
      return atPeak(study.trace, grouping, live.rowsAt(study.meta.totals.peakEvent));
    }
  }
}

/** The groups with what their blocks hold, backed ones included; the greatest first. `rows`: live blocks. */
function atPeak(trace: Trace, grouping: Grouping, rows: Uint32Array): Group[] {
  const bytes = new Float64Array(grouping.names.length);
  for (const row of rows) bytes[groupOf(grouping, trace, row as BlockRow)] += trace.sizeOf(row as BlockRow);
  return groupLegend(grouping, bytes).sort((a, b) => b.bytes - a.bytes);
}

/** What is drawn around blocks where layers are on. */
export function aroundLegend({ guard, debug, keepsFreed, cookies }: LayerChoice): readonly Group[] {
  const shown = {
    header: debug !== undefined || cookies,
    slack: guard !== undefined,
    guard: guard !== undefined,
    // Guarded blocks go through a quarantine.
    freed: guard !== undefined || (debug !== undefined && keepsFreed),
  };
  return (['header', 'slack', 'guard', 'freed'] as const)
    .filter((name) => shown[name])
    .map((name, index) => entry(index, name, (palette) => palette[name]));
}

/** The marks that a map of `heap` may show. What was checked and predicted is about the simulated heap alone. */
export function marksLegend(hits: readonly Hit[], heap: HeapChoice): MapLegend['marks'] {
  return EVIDENCE.filter(
    (kind) => (heap === 'simulated' || kind === 'recorded') && hits.some(({ evidence }) => evidence === kind),
  ).map((kind, index) => ({ ...entry(index, `hit ${kind}`, (palette) => palette.hits[kind]), evidence: kind }));
}

function entry(index: number, name: string, colourIn: (palette: Palette) => string): Group {
  return { index, name, colour: lightDark(colourIn(LIGHT), colourIn(DARK)), bytes: 0 as Bytes };
}

function lightDark(light: string, dark: string): string {
  return `light-dark(${light}, ${dark})`;
}
