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
  | { readonly by: 'state'; readonly recent: number }
  /** What each byte of the simulated heap is, page by page. */
  | { readonly by: 'pages' };

// Classes below 13 are groups, steps or states; these follow.
/** The engine's own words before a payload. */
export const HEADER_CLASS = 13;
/** Bytes behind a payload that the block takes without having asked for them. */
export const SLACK_CLASS = 14;
/** Reserved pages beside a block. */
export const GUARD_CLASS = 15;
/** Classes per pixel in the sums of the map: a power of two. */
export const CLASSES = 16;
/** Released blocks that layers keep. They lie under everything that lives, so no sums have them. */
export const KEPT_CLASS = 16;

/** Class of a byte that is in one of the states of the shadow, in their order, where pages are coloured. */
export const STATE_CLASSES = [0, 0, HEADER_CLASS, SLACK_CLASS, GUARD_CLASS, 1] as const;

const LIVE = BLOCK_STATES.indexOf('live');
const BACKED = BLOCK_STATES.indexOf('backed');
const MAPPED = BLOCK_STATES.indexOf('mmap');
const ALLOCATED = BLOCK_STATES.indexOf('just allocated');
export const FREED_CLASS = BLOCK_STATES.indexOf('just freed');

/** Sizes from 4 MiB on have the last step. */
const SIZE_SPAN = 2 ** 24 - 1;

/**
 * The logarithmic scale from 0 to `span` (whole, < 2^32), by number of bits: `steps[b]` is the step of the values
 * with b bits, 2^(b−1) … 2^b − 1. Zero has no bits; what is greater than the span has the last step.
 */
function scaleSteps(span: number): Uint8Array {
  const bits = bitsOf(span) + 1;
  return Uint8Array.from({ length: 33 }, (_, b) => Math.min(SCALE_STEPS - 1, Math.floor((b * SCALE_STEPS) / bits)));
}

function bitsOf(value: number): number {
  return value >= 2 ** 32 ? 32 : 32 - Math.clz32(value);
}

/** A step of a scale that has values: which colour, from which value on. */
export interface ScaleStep {
  readonly step: number;
  readonly from: number;
}

function boundsOf(span: number): ScaleStep[] {
  const bounds: ScaleStep[] = [];
  scaleSteps(span).forEach((step, bits) => {
    if (step !== bounds.at(-1)?.step) bounds.push({ step, from: bits === 0 ? 0 : 2 ** (bits - 1) });
  });
  return bounds;
}

/** The steps of the age scale of a trace of `events` events, youngest first: `from` in events. */
export function ageScale(events: number): readonly ScaleStep[] {
  return boundsOf(events);
}

/** The steps of the size scale, smallest first: `from` in bytes. */
export function sizeScale(): readonly ScaleStep[] {
  return boundsOf(SIZE_SPAN);
}

/** Writes the colour class of every block. `cursor`: the instant that ages are counted to. */
export function classify(trace: Trace, blocks: MapBlocks, colouring: BlockColouring, cursor: EventIndex): void {
  switch (colouring.by) {
    case 'group':
      classifyByGroup(trace, blocks, colouring.grouping);
      break;
    case 'age':
      classifyByAge(trace, blocks, cursor);
      break;
    case 'size':
      classifyBySize(blocks);
      break;
    case 'state':
      for (let i = 0; i < blocks.count; i++) {
        const isNew = cursor - trace.blocks.birth.get(blocks.rows[i] as BlockRow) < colouring.recent;
        const atRest = blocks.mapped[i] === 1 ? MAPPED : blocks.holders[i] >= 0 ? BACKED : LIVE;
        blocks.classes[i] = isNew ? ALLOCATED : atRest;
      }
      break;
    case 'pages': // bytes have colours there, not blocks
  }
}

function classifyByAge(trace: Trace, blocks: MapBlocks, cursor: EventIndex): void {
  const steps = scaleSteps(trace.events.length);
  for (let i = 0; i < blocks.count; i++) {
    blocks.classes[i] = steps[bitsOf(cursor - trace.blocks.birth.get(blocks.rows[i] as BlockRow))];
  }
}

function classifyBySize(blocks: MapBlocks): void {
  const steps = scaleSteps(SIZE_SPAN);
  for (let i = 0; i < blocks.count; i++) blocks.classes[i] = steps[bitsOf(blocks.sizes[i])];
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
  const colours = new Uint32Array(CLASSES + 1);
  baseColours(colouring, palette).forEach((css, index) => {
    colours[index] = packColour(css);
  });
  colours[HEADER_CLASS] = packColour(palette.header);
  colours[SLACK_CLASS] = packColour(palette.slack);
  colours[GUARD_CLASS] = packColour(palette.guard);
  colours[KEPT_CLASS] = packColour(palette.freed);
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
    case 'pages':
      return [palette.states[LIVE], palette.freed];
  }
}
