import type { Evidence } from '../replay/hits';

/** A colour as a canvas keeps it in memory: alpha, blue, green, red from the highest byte to the lowest. */
export type PackedColour = number;

export type Theme = 'dark' | 'light';

/** Colour class of what belongs to no group with a colour of its own; those are the classes below it. */
export const OTHER_CLASS = 12;
/** Steps of the age and size scales. */
export const SCALE_STEPS = 12;

/** What a block is doing at the cursor, in the order of {@link Palette.states}. */
export const BLOCK_STATES = ['live', 'backed', 'mmap', 'just allocated', 'just freed'] as const;

/**
 * The colours of one theme as CSS strings `#rrggbb`; {@link packColour} makes pixels of the same strings, so legend
 * and picture agree.
 *
 * The categorical colours were searched in OKLab: the least distance between any two, over normal vision, protanopia,
 * deuteranopia and tritanopia (Machado et al. 2009), is greatest for the first few and stays above 0.04 for all twelve.
 * Same index, same hue in both themes.
 */
export interface Palette {
  /** Beside the map and under charts. */
  readonly background: string;
  /** Recorded address space in which nothing is known to live. */
  readonly paper: string;
  readonly grid: string;
  /** Start of a region of the address space, and the ends of folded spans. */
  readonly boundary: string;
  readonly groups: readonly string[];
  readonly other: string;
  /** Youngest first. */
  readonly ages: readonly string[];
  /** Smallest first. */
  readonly sizes: readonly string[];
  readonly states: readonly string[];
  readonly hover: string;
  readonly selected: string;
  /** The greatest total of the timeline, and the least. */
  readonly envelope: string;
  readonly baseline: string;
  /** Calls of commands below the timeline. */
  readonly call: string;
  readonly mark: string;
  readonly fault: string;
  /** Words that the engine wrote before a payload, and the bytes after it that belong to the block. */
  readonly header: string;
  readonly slack: string;
  readonly guard: string;
  /** Released, and kept from being used again. */
  readonly freed: string;
  /** Marks of what guards met, by how much it proves. */
  readonly hits: Readonly<Record<Evidence, string>>;
}

const DARK: Palette = {
  background: '#0e1217',
  paper: '#1b2128',
  grid: '#262e37',
  boundary: '#8b98a6',
  groups: [
    '#4fa1a5', '#dcb65c', '#8f80da', '#d46a5b', '#9cc8f5', '#e08bc6',
    '#6ac396', '#cfa576', '#a062b0', '#9aa3ee', '#4e943e', '#a5847a',
  ], // prettier-ignore
  other: '#77808a',
  ages: [
    '#f7dd7d', '#fbca75', '#fbb875', '#f7a77a', '#ee9882', '#e28b8b',
    '#d28093', '#c0779a', '#ac709f', '#966aa0', '#80649e', '#685f99',
  ], // prettier-ignore
  sizes: [
    '#496b96', '#4578a0', '#4086a8', '#3d94ae', '#3ca1b1', '#41afb2',
    '#4cbcb1', '#5ec8ae', '#74d3aa', '#8ddda4', '#a7e69e', '#c4ee99',
  ], // prettier-ignore
  states: ['#4fa1a5', '#6ac396', '#77808a', '#f7dd7d', '#d46a5b'],
  hover: '#e8edf2',
  selected: '#ffffff',
  envelope: '#e8edf2',
  baseline: '#0e1217',
  call: '#5c7a94',
  mark: '#dcb65c',
  fault: '#ff7b6b',
  header: '#5b6672',
  slack: '#39424c',
  guard: '#6d3a45',
  freed: '#63509a',
  hits: { recorded: '#ff7b6b', checked: '#ffd166', predicted: '#e8edf2' },
};

const LIGHT: Palette = {
  background: '#ffffff',
  paper: '#eceff3',
  grid: '#d9dee4',
  boundary: '#5d6874',
  groups: [
    '#147175', '#9f822a', '#6451ac', '#a43c2f', '#6089b4', '#a84f8e',
    '#28885d', '#926c3d', '#793887', '#686cb3', '#23690d', '#7c5a4e',
  ], // prettier-ignore
  other: '#7a838d',
  ages: [
    '#561363', '#661a5d', '#742256', '#812b4e', '#8c3547', '#94413f',
    '#9b4e39', '#9f5c36', '#a16a38', '#a1783e', '#a0864a', '#9d9459',
  ], // prettier-ignore
  sizes: [
    '#6ca578', '#579d79', '#42947a', '#2d8b7b', '#14817c', '#0c767b',
    '#0f6b78', '#096075', '#005673', '#004a70', '#0f3f6a', '#173463',
  ], // prettier-ignore
  states: ['#147175', '#28885d', '#7a838d', '#561363', '#a43c2f'],
  hover: '#1f2730',
  selected: '#000000',
  envelope: '#1f2730',
  baseline: '#ffffff',
  call: '#6f8ba3',
  mark: '#9f822a',
  fault: '#c4281a',
  header: '#98a2ad',
  slack: '#c9d0d7',
  guard: '#e2b4b9',
  freed: '#b9a5de',
  hits: { recorded: '#c4281a', checked: '#8a5a00', predicted: '#1f2730' },
};

export function paletteOf(theme: Theme): Palette {
  return theme === 'dark' ? DARK : LIGHT;
}

/** Pixel of a CSS colour `#rrggbb`, opaque. */
export function packColour(css: string): PackedColour {
  const rgb = Number.parseInt(css.slice(1), 16);
  return (0xff000000 | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >>> 16)) >>> 0;
}

/** `share` of `over` on the rest of `under`, channel by channel; `share` in 0 … 1. */
export function mixColours(under: PackedColour, over: PackedColour, share: number): PackedColour {
  const weight = Math.round(share * 256);
  if (weight === 256) return over;
  const rest = 256 - weight;
  const redBlue = (((under & 0xff00ff) * rest + (over & 0xff00ff) * weight) / 256) & 0xff00ff;
  const green = ((((under >>> 8) & 0xff) * rest + ((over >>> 8) & 0xff) * weight) >>> 8) & 0xff;
  return (0xff000000 | redBlue | (green << 8)) >>> 0;
}
