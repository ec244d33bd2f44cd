import type { StateCreator } from 'zustand';
import { DEFAULT_ENGINE, type EngineName } from '../core/tables/engine-names';
import { LAYERS_OFF } from '../core/tables/layer-choice';
import type {
  ColourBy,
  EventRange,
  GroupBy,
  HeapChoice,
  MapCamera,
  Theme,
  TimelineScale,
  TreeMetric,
} from '../worker/protocol';

export const BOTTOM_TABS = ['events', 'faults', 'owners', 'rules', 'interception', 'guards'] as const;
export type BottomTab = (typeof BOTTOM_TABS)[number];
export function isBottomTab(name: string): name is BottomTab {
  return BOTTOM_TABS.some((tab) => tab === name);
}

/** `callers`: the table upside down, from the functions that allocate. */
export type TreeMode = 'table' | 'callers' | 'flame';
export const THEMES = ['dark', 'light', 'system'] as const;
export type ThemeChoice = (typeof THEMES)[number];
export type DialogName = 'open' | 'share' | 'help' | 'warnings' | 'record';
/** Ways to record a trace, in the order in which they are offered. */
export const RECORDING_WAYS = [
  'program',
  'vulkan',
  'code',
  'accesses',
  'failing',
  'outside',
  'heaptrack',
  'build',
] as const;
export type RecordingWay = (typeof RECORDING_WAYS)[number];

/** How the trace is shown: which heap, which colours, what part of it, which panels. */
export interface LayoutSlice {
  readonly groupBy: GroupBy;
  /** How bytes become height on the timeline. */
  readonly scale: TimelineScale;
  readonly heap: HeapChoice;
  /** Places the blocks of the simulated heap. */
  readonly engine: EngineName;
  /** Layers over the engine, as `layersText` writes them. */
  readonly layers: string;
  readonly colourBy: ColourBy;
  /** Part of the heap in view; undefined = all of it. */
  readonly camera: MapCamera | undefined;
  /** Events in view on the timeline; undefined = all of them. */
  readonly timeline: EventRange | undefined;
  readonly metric: TreeMetric;
  readonly treeMode: TreeMode;
  readonly tab: BottomTab;
  readonly theme: ThemeChoice;
  /** What the system prefers: decides where `theme` is `system`. */
  readonly systemTheme: Theme;
  /** Sizes of panels in percent of their group, by group and panel. */
  readonly panels: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly dialog: DialogName | undefined;
  /** Which way to record the dialog tells of. */
  readonly recordingWay: RecordingWay;
  /** Sentences to read once. */
  readonly notices: readonly string[];

  readonly setGroupBy: (groupBy: GroupBy) => void;
  /** Linear, logarithmic, and back. */
  readonly toggleScale: () => void;
  readonly setHeap: (heap: HeapChoice) => void;
  readonly setEngine: (engine: EngineName) => void;
  readonly setLayers: (layers: string) => void;
  readonly setColourBy: (colourBy: ColourBy) => void;
  readonly setCamera: (camera: MapCamera | undefined) => void;
  readonly setTimeline: (timeline: EventRange | undefined) => void;
  readonly setMetric: (metric: TreeMetric) => void;
  readonly setTreeMode: (treeMode: TreeMode) => void;
  readonly setTab: (tab: BottomTab) => void;
  /** Dark, light, as the system, and round again. */
  readonly nextTheme: () => void;
  readonly setSystemTheme: (theme: Theme) => void;
  readonly setPanels: (group: string, sizes: Readonly<Record<string, number>>) => void;
  /** Shows a dialog in place of any other; undefined closes it. */
  readonly setDialog: (dialog: DialogName | undefined) => void;
  /** Shows how to record. */
  readonly showRecording: (way: RecordingWay) => void;
  readonly notify: (text: string) => void;
  readonly dismissNotice: (text: string) => void;
}

/** The theme in force. */
export function shownTheme(state: LayoutSlice): Theme {
  return state.theme === 'system' ? state.systemTheme : state.theme;
}

/** How any trace is shown that was just opened; see also `lookOf`. */
export const usualLook = {
  engine: DEFAULT_ENGINE,
  layers: LAYERS_OFF as string,
  camera: undefined,
  timeline: undefined,
  scale: 'linear',
  metric: 'live',
  treeMode: 'table',
  tab: 'events',
} as const;

export const createLayoutSlice: StateCreator<LayoutSlice> = (set, get) => ({
  ...usualLook,
  groupBy: 'domain',
  colourBy: 'domain',
  heap: 'recorded',
  theme: 'dark',
  systemTheme: 'dark',
  panels: {},
  dialog: undefined,
  recordingWay: 'program',
  notices: [],

  setGroupBy(groupBy) {
    set({ groupBy });
  },
  toggleScale() {
    set({ scale: get().scale === 'log' ? 'linear' : 'log' });
  },
  setHeap(heap) {
    set({ heap, camera: undefined });
  },
  setEngine(engine) {
    // Another engine's heap is another place: what was zoomed to means nothing there.
    set({ engine, ...(get().heap === 'simulated' && { camera: undefined }) });
  },
  setLayers(layers) {
    set({ layers, ...(get().heap === 'simulated' && { camera: undefined }) });
  },
  setColourBy(colourBy) {
    set({ colourBy });
  },
  setCamera(camera) {
    set({ camera });
  },
  setTimeline(timeline) {
    set({ timeline });
  },
  setMetric(metric) {
    set({ metric });
  },
  setTreeMode(treeMode) {
    // The callers' tree has nodes of its own: what is open in one means nothing in the other.
    const isOtherTree = (treeMode === 'callers') !== (get().treeMode === 'callers');
    set({ treeMode, ...(isOtherTree && { openNodes: [] }) });
  },
  setTab(tab) {
    set({ tab });
  },
  nextTheme() {
    set({ theme: THEMES[(THEMES.indexOf(get().theme) + 1) % THEMES.length] });
  },
  setSystemTheme(systemTheme) {
    set({ systemTheme });
  },
  setPanels(group, sizes) {
    set({ panels: { ...get().panels, [group]: sizes } });
  },
  setDialog(dialog) {
    set({ dialog });
  },
  showRecording(recordingWay) {
    set({ dialog: 'record', recordingWay });
  },
  notify(text) {
    if (!get().notices.includes(text)) set({ notices: [...get().notices, text] });
  },
  dismissNotice(text) {
    set({ notices: get().notices.filter((other) => other !== text) });
  },
});
