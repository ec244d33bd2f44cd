import type { AppState } from '../../store/app-store';
import { NO_BLOCK } from '../../store/selection-slice';
import { lastEvent } from '../../store/trace-slice';
import { beginRange, bigStep, endRange, zoomTimeline } from './time-steps';

/** A key and what it does. The handler and the help read the same table. */
export interface KeyBinding {
  /** As in `KeyboardEvent.key`, with `Shift+` before it where it matters. Any of them does. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly run: (state: AppState) => void;
}

export interface KeyGroup {
  readonly title: string;
  /** Whether its keys mean something without a trace. */
  readonly of: 'trace' | 'page';
  readonly bindings: readonly KeyBinding[];
}

/** Keys of the whole page: they work wherever nothing is being typed. */
// prettier-ignore
export const PAGE_KEYS: readonly KeyGroup[] = [
  {
    title: 'Time',
    of: 'trace',
    bindings: [
      { keys: [' ', 'k'], does: 'Play or pause', run: (state) => { state.togglePlayback(); } },
      { keys: ['ArrowRight'], does: 'One event forward', run: (state) => { state.step(1); } },
      { keys: ['ArrowLeft'], does: 'One event back', run: (state) => { state.step(-1); } },
      { keys: ['Shift+ArrowRight'], does: 'A hundredth of the timeline forward', run: (state) => { state.step(bigStep(state)); } },
      { keys: ['Shift+ArrowLeft'], does: 'A hundredth of the timeline back', run: (state) => { state.step(-bigStep(state)); } },
      { keys: ['Home'], does: 'Before the first event', run: (state) => { state.pause(); state.seek(-1); } },
      { keys: ['End'], does: 'The last event', run: (state) => { state.pause(); state.seek(lastEvent(state)); } },
      { keys: ['p'], does: 'The peak', run: (state) => { state.seekPeak(); } },
    ],
  },
  {
    title: 'Timeline',
    of: 'trace',
    bindings: [
      { keys: ['+', '='], does: 'Zoom in at the cursor', run: (state) => { zoomTimeline(state, 2); } },
      { keys: ['-'], does: 'Zoom out', run: (state) => { zoomTimeline(state, 0.5); } },
      { keys: ['0', 'z'], does: 'The whole trace', run: (state) => { state.setTimeline(undefined); } },
      { keys: ['l'], does: 'Linear or logarithmic scale', run: (state) => { state.toggleScale(); } },
      { keys: ['['], does: 'A range begins at the cursor', run: beginRange },
      { keys: [']'], does: 'A range ends at the cursor', run: endRange },
    ],
  },
  {
    title: 'Views',
    of: 'trace',
    bindings: [
      { keys: ['h'], does: 'Recorded or simulated heap', run: toggleHeap },
      { keys: ['f'], does: 'Call stacks as table or flame graph', run: (state) => { state.setTreeMode(state.treeMode === 'table' ? 'flame' : 'table'); } },
      { keys: ['Escape'], does: 'Drop the selection, then the range', run: dropSelection },
    ],
  },
  {
    title: 'Page',
    of: 'page',
    bindings: [
      { keys: ['o'], does: 'Open another trace', run: (state) => { state.setDialog('open'); } },
      { keys: ['s'], does: 'Share a link to this instant', run: (state) => { if (state.status.kind === 'ready') state.setDialog('share'); } },
      { keys: ['t'], does: 'Dark, light or the system’s theme', run: (state) => { state.nextTheme(); } },
      { keys: ['?'], does: 'All keys', run: (state) => { state.setDialog('help'); } },
    ],
  },
];

function toggleHeap(state: AppState): void {
  const hasRecorded = state.meta?.fidelity.addresses ?? false;
  state.setHeap(state.heap === 'simulated' && hasRecorded ? 'recorded' : 'simulated');
}

function dropSelection(state: AppState): void {
  if (state.selected !== NO_BLOCK) state.select(NO_BLOCK);
  else state.setRange(undefined);
}

/** Keys that a panel understands while it has the focus: for the help; the panels handle them. */
export const PANEL_KEYS: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] =
  [
    {
      title: 'Heap map',
      keys: [
        ['+ −', 'Zoom in and out'],
        ['← → ↑ ↓', 'Move'],
        ['0', 'Fit everything'],
        ['Enter', 'Select the block in the middle'],
      ],
    },
    {
      title: 'Lists and trees',
      keys: [
        ['↑ ↓', 'Row by row'],
        ['Page Up, Page Down', 'Page by page'],
        ['← →', 'Close and open a node'],
        ['Enter', 'Go to the event, select the block or function'],
      ],
    },
    {
      title: 'Timeline',
      keys: [
        ['Drag', 'Move the playhead'],
        ['Shift and drag', 'Select a range'],
        ['Wheel', 'Zoom at the pointer'],
        ['Page Up, Page Down', 'A twentieth of what is in view'],
      ],
    },
  ];

const KEY_NAMES: Readonly<Record<string, string>> = { ' ': 'Space', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' };

/** A key as people read it. */
export function keyName(key: string): string {
  if (key.startsWith('Shift+')) return `Shift ${keyName(key.slice('Shift+'.length))}`;
  return KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** The binding for a key press, if there is one. */
export function bindingOf(key: string, isShifted: boolean, hasTrace: boolean): KeyBinding | undefined {
  // A character that needs Shift to be typed, like ?, already says so.
  const name = isShifted && key.length > 1 ? `Shift+${key}` : key;
  return PAGE_KEYS.filter((group) => hasTrace || group.of === 'page')
    .flatMap((group) => group.bindings)
    .find((binding) => binding.keys.includes(name));
}
