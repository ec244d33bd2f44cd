import { formatBytes, formatCount } from '../base/format';
import type { Grouping } from '../core/analysis/groups';
import { coloursOfGroups } from '../core/raster/group-colours';
import { BLOCK_STATES, paletteOf, type Palette } from '../core/raster/palette';
import type { Bytes } from '../core/tables/indices';
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

/** The legend of colours that follow a block's age, size or state. */
export function scaleLegend(by: 'age' | 'size' | 'state'): Group[] {
  const colours: Record<typeof by, (palette: Palette) => readonly string[]> = {
    age: (palette) => palette.ages,
    size: (palette) => palette.sizes,
    state: (palette) => palette.states,
  };
  const light = colours[by](LIGHT);
  return colours[by](DARK).map((dark, index) => ({
    index,
    name: scaleName(by, index),
    colour: lightDark(light[index], dark),
    bytes: 0 as Bytes,
  }));
}

/** Steps of the scales cover a factor of 4 each. */
function scaleName(by: 'age' | 'size' | 'state', step: number): string {
  if (by === 'state') return BLOCK_STATES[step];
  const from = step === 0 ? 0 : 4 ** step;
  return by === 'size' ? `from ${formatBytes(from)}` : `from ${formatCount(from)} events`;
}

function lightDark(light: string, dark: string): string {
  return `light-dark(${light}, ${dark})`;
}
