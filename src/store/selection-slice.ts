import type { StateCreator } from 'zustand';
import { NONE, type BlockRow } from '../core/tables/indices';
import type { EventFilter, EventRange, InterceptionChoice } from '../worker/protocol';

export const NO_BLOCK = NONE as BlockRow;

/** What is picked out of the trace: a block, a span of events, nodes of the tree, words to search for. */
export interface SelectionSlice {
  /** The block that the inspector shows; 0 = none. */
  readonly selected: BlockRow;
  /** The block under the pointer; 0 = none. */
  readonly hover: BlockRow;
  /** Restricts the trees to what was allocated in it. */
  readonly range: EventRange | undefined;
  readonly search: string;
  /** Opened nodes of the call tree. */
  readonly openNodes: readonly number[];
  /** Node at the bottom of the flame graph; 0 = all. */
  readonly flameRoot: number;
  /** Device pixels of the flame graph that are scrolled out above. */
  readonly flameScroll: number;
  readonly eventFilter: EventFilter;
  /** What the interception panel takes to be intercepted. */
  readonly interception: InterceptionChoice;

  readonly select: (block: BlockRow) => void;
  readonly setHover: (block: BlockRow) => void;
  readonly setRange: (range: EventRange | undefined) => void;
  readonly setSearch: (search: string) => void;
  readonly toggleNode: (node: number) => void;
  readonly setOpenNodes: (nodes: readonly number[]) => void;
  readonly setFlameRoot: (node: number) => void;
  readonly setFlameScroll: (pixels: number) => void;
  readonly setEventFilter: (filter: EventFilter) => void;
  readonly setInterception: (interception: InterceptionChoice) => void;
}

export const noSelection = {
  selected: NO_BLOCK,
  hover: NO_BLOCK,
  range: undefined,
  search: '',
  openNodes: [],
  flameRoot: 0,
  flameScroll: 0,
  eventFilter: { kinds: '' },
  interception: { mode: 'none', modules: [], staticModules: [] },
} as const;

export const createSelectionSlice: StateCreator<SelectionSlice> = (set, get) => ({
  ...noSelection,

  select(selected) {
    set({ selected });
  },
  setHover(hover) {
    if (hover !== get().hover) set({ hover });
  },
  setRange(range) {
    set({ range });
  },
  setSearch(search) {
    set({ search });
  },
  toggleNode(node) {
    const { openNodes } = get();
    set({ openNodes: openNodes.includes(node) ? openNodes.filter((other) => other !== node) : [...openNodes, node] });
  },
  setOpenNodes(openNodes) {
    set({ openNodes });
  },
  setFlameRoot(flameRoot) {
    set({ flameRoot, flameScroll: 0 });
  },
  setFlameScroll(flameScroll) {
    set({ flameScroll });
  },
  setEventFilter(eventFilter) {
    set({ eventFilter });
  },
  setInterception(interception) {
    set({ interception });
  },
});
