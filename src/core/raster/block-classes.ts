import type { Grouping } from '../analysis/groups';
import type { BlockRow, EventIndex } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { classesOfGroups } from './group-colours';
import type { MapBlocks } from './map-blocks';
import { BLOCK_STATES, SCALE_STEPS, packColour, type Palette } from './palette';

/** What the colour of a block says. */
export type BlockColouring =
  | { readonly by: 'group'; readonly grouping: Grouping }
  /** Events since birth. */
  | { readonly by: 'age' }
  | { readonly by: 'size' }
  /** `recent`: how many events back from the cursor count as "just". */
  | { readonly by: 'state'; readonly recent: number };

// Classes below 13 are groups, steps or states; these follow.
/** The engine's own words before a payload. */
export const HEADER_CLASS = 13;
/** Bytes behind a payload that the block takes without having asked for them. */
export const SLACK_CLASS = 14;
/** Classes per pixel in the sums of the map: a power of two. */
export const CLASSES = 16;

const LIVE = BLOCK_STATES.indexOf('live');
const BACKED = BLOCK_STATES.indexOf('backed');
const MAPPED = BLOCK_STATES.indexOf('mmap');
const ALLOCATED = BLOCK_STATES.indexOf('just allocated');
export const FREED_CLASS = BLOCK_STATES.indexOf('just freed');

/** Step of the age and size scales: each covers a factor of 4, from 0 … 3 in step 0 to 4^11 and more in step 11. */
export function scaleStep(value: number): number {
  if (value >= 2 ** 31) return SCALE_STEPS - 1;
  return Math.min(SCALE_STEPS - 1, (31 - Math.clz32(Math.max(1, value))) >>> 1);
}

/** Writes the colour class of every block. `cursor`: the instant that ages are counted to. */
export function classify(trace: Trace, blocks: MapBlocks, colouring: BlockColouring, cursor: EventIndex): void {
  switch (colouring.by) {
    case 'group':
      classifyByGroup(trace, blocks, colouring.grouping);
      break;
    case 'age':
      for (let i = 0; i < blocks.count; i++) {
        blocks.classes[i] = scaleStep(cursor - trace.blocks.birth.get(blocks.rows[i] as BlockRow));
      }
      break;
    case 'size':
      for (let i = 0; i < blocks.count; i++) blocks.classes[i] = scaleStep(blocks.sizes[i]);
      break;
    case 'state':
      for (let i = 0; i < blocks.count; i++) {
        const isNew = cursor - trace.blocks.birth.get(blocks.rows[i] as BlockRow) < colouring.recent;
        const atRest = blocks.mapped[i] === 1 ? MAPPED : blocks.holders[i] >= 0 ? BACKED : LIVE;
        blocks.classes[i] = isNew ? ALLOCATED : atRest;
      }
  }
}

function classifyByGroup(trace: Trace, blocks: MapBlocks, grouping: Grouping): void {
  const classes = classesOfGroups(grouping);
  const { ofRow, ofSite } = grouping;
  for (let i = 0; i < blocks.count; i++) {
    const row = blocks.rows[i];
    blocks.classes[i] = classes[ofRow === undefined ? ofSite[trace.blocks.site.get(row as BlockRow)] : ofRow[row]];
  }
}

/** Pixels of the classes, by class. */
export function classColours(colouring: BlockColouring, palette: Palette): Uint32Array {
  const colours = new Uint32Array(CLASSES);
  baseColours(colouring, palette).forEach((css, index) => {
    colours[index] = packColour(css);
  });
  colours[HEADER_CLASS] = packColour(palette.header);
  colours[SLACK_CLASS] = packColour(palette.slack);
  return colours;
}

function baseColours(colouring: BlockColouring, palette: Palette): readonly string[] {
  switch (colouring.by) {
    case 'group':
      return [...palette.groups, palette.other];
    case 'age':
      return palette.ages;
    case 'size':
      return palette.sizes;
    case 'state':
      return palette.states;
  }
}
