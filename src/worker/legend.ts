import { formatBytes, formatCount } from '../base/format';
import { groupOf, type Grouping } from '../core/analysis/groups';
import { ageScale, sizeScale } from '../core/raster/block-classes';
import { coloursOfGroups } from '../core/raster/group-colours';
import { BLOCK_STATES, paletteOf } from '../core/raster/palette';
import type { BlockRow, Bytes } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import type { Group } from './protocol';

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

/** The groups of the map with what their blocks hold, backed ones included; the greatest first. `rows`: live blocks. */
export function mapLegend(trace: Trace, grouping: Grouping, rows: Uint32Array): Group[] {
  const bytes = new Float64Array(grouping.names.length);
  for (const row of rows) bytes[groupOf(grouping, trace, row as BlockRow)] += trace.sizeOf(row as BlockRow);
  return groupLegend(grouping, bytes).sort((a, b) => b.bytes - a.bytes);
}

/** The legend of colours that follow a block's age, size or state. The ages of a trace of `events` events. */
export function scaleLegend(by: 'age' | 'size' | 'state', events: number): Group[] {
  switch (by) {
    case 'state':
      return BLOCK_STATES.map((name, index) => entry(index, name, LIGHT.states[index], DARK.states[index]));
    case 'size':
      return sizeScale().map(({ step, from }) =>
        entry(step, `from ${formatBytes(from)}`, LIGHT.sizes[step], DARK.sizes[step]),
      );
    case 'age':
      return ageScale(events).map(({ step, from }) =>
        entry(step, `from ${formatCount(from)} events`, LIGHT.ages[step], DARK.ages[step]),
      );
  }
}

function entry(index: number, name: string, light: string, dark: string): Group {
  return { index, name, colour: lightDark(light, dark), bytes: 0 as Bytes };
}

function lightDark(light: string, dark: string): string {
  return `light-dark(${light}, ${dark})`;
}
