import type { GuardAnswer } from '../core/analysis/guards/guard-answer';
import type { Brand } from '../base/brand';
import type { Result } from '../base/result';
import type {
  AccountRow,
  EventFilter,
  Finding,
  TreeDirection,
  TreeMetric,
  TreePage,
  TreeRow,
} from '../core/analysis/answers';
import type { Coverage } from '../core/analysis/coverage/coverage-answer';
import type { BudgetAnswer } from '../core/analysis/budgets/budget-answer';
import type { EventRange } from '../core/analysis/event-range';
import type { GroupBy } from '../core/analysis/groups';
import type { SitePair } from '../core/analysis/interception/crossing-sites';
import type { Interception } from '../core/analysis/interception/interception-answer';
import type { InterceptionChoice } from '../core/analysis/interception/truth-table';
import type { OwnersPage, OwnersSummary } from '../core/analysis/owners/owners-answer';
import type { RulePage, RuleView } from '../core/analysis/rules/rule-answers';
import type { NamedSpan } from '../core/layers/named-surroundings';
import type { RuleId } from '../core/faults/rule';
import type { Evidence, Hit } from '../core/replay/hits';
import type { HeapFigures } from '../core/replay/heap-figures';
import type { MapCamera } from '../core/raster/map-camera';
import type { PagePick } from '../core/raster/page-pick';
import type { Theme } from '../core/raster/palette';
import type { TimelineScale } from '../core/raster/timeline-layout';
import type { Address, BlockRow, Bytes, CallId, EventIndex, FaultRow, ModuleId } from '../core/tables/indices';
import type { EngineName } from '../core/tables/engine-names';
import type { TraceHandle } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';

// The messages between the page and the engine, types only. Coarse calls cross here; per-frame facts are read from
// `LiveStats` in shared memory, rows from the shared tables, pixels are drawn by the engine on canvases it was given.

export type {
  AccountRow,
  EventFilter,
  Finding,
  FindingTarget,
  TreeDirection,
  TreeMetric,
  TreePage,
  TreeRow,
} from '../core/analysis/answers';
export type { BudgetAnswer } from '../core/analysis/budgets/budget-answer';
export type {
  RuleInstance,
  RulePage,
  RulesShown,
  RuleSummary,
  RuleTableRow,
  RuleView,
} from '../core/analysis/rules/rule-answers';
export type { NamedSpan } from '../core/layers/named-surroundings';
export type { HeapFigures } from '../core/replay/heap-figures';
export type { CommandCoverage, Coverage, ModuleCoverage, Seen } from '../core/analysis/coverage/coverage-answer';
export type { OwnerRow, OwnersPage, OwnersSummary } from '../core/analysis/owners/owners-answer';
export type { SitePair } from '../core/analysis/interception/crossing-sites';
export type {
  BalancedSet,
  InterceptedCell,
  InterceptedModule,
  Interception,
} from '../core/analysis/interception/interception-answer';
export type { CrossingOutcome, InterceptionChoice, InterceptionMode } from '../core/analysis/interception/truth-table';
export type { Evidence, Hit } from '../core/replay/hits';
export type { GuardAnswer } from '../core/analysis/guards/guard-answer';
export type { EventRange } from '../core/analysis/event-range';
export type { GroupBy } from '../core/analysis/groups';

export type EventsPerSecond = Brand<number, 'EventsPerSecond'>;

/** Where a trace comes from. `name` is what the person called it: shown as text, never used as a path. */
export type TraceSource =
  | { readonly kind: 'file'; readonly blob: Blob; readonly name: string }
  /** `sample`: its id in the gallery, where it is one of it. */
  | { readonly kind: 'url'; readonly url: string; readonly name: string; readonly sample?: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly name: string };

/** Why a trace could not be opened at all. Damage inside a readable trace is a warning, not one of these. */
export type OpenError =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown-format'; readonly head: string }
  | { readonly kind: 'corrupt'; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly url: string; readonly detail: string }
  | { readonly kind: 'out-of-memory'; readonly detail: string }
  | { readonly kind: 'cancelled' };

export interface OpenedTrace {
  readonly meta: TraceMeta;
  /** Bytes of the file as given. The page, which holds the source, makes its hash when a link needs it. */
  readonly fileBytes: number;
}

// ---- What the canvases show ----------------------------------------------------------------------------------------

export type { MapCamera, Theme, TimelineScale };
export type ColourBy = GroupBy | 'age' | 'size' | 'state' | 'pages';
export type HeapChoice = 'recorded' | 'simulated';
export type CanvasName = 'timeline' | 'map' | 'flame';

export interface ViewSettings {
  readonly theme: Theme;
  readonly cursor: EventIndex;
  readonly hover: BlockRow;
  readonly selected: BlockRow;
  /** Events in view on the timeline. */
  readonly timeline: EventRange;
  readonly groupBy: GroupBy;
  readonly scale: TimelineScale;
  readonly heap: HeapChoice;
  /** Which engine places the blocks of the simulated heap. */
  readonly engine: EngineName;
  /** The layers over it, as `layersText` writes them. */
  readonly layers: string;
  readonly colourBy: ColourBy;
  /** undefined: fit everything. */
  readonly camera: MapCamera | undefined;
  readonly metric: TreeMetric;
  /** Restricts trees to what was allocated in this range; undefined: the whole trace. */
  readonly range: EventRange | undefined;
  readonly search: string;
  /** Node at the bottom of the flame graph; 0 = all. */
  readonly flameRoot: number;
  /** Device pixels of the flame graph that are scrolled out above. */
  readonly flameScroll: number;
}

/** One entry of a legend or of a stacked series: `index` is stable, colours follow it. */
export interface Group {
  readonly index: number;
  readonly name: string;
  /** CSS colour, right in both themes: `light-dark(…)` where they differ. */
  readonly colour: string;
  readonly bytes: Bytes;
}

/** What the map's colours stand for. */
export interface MapLegend {
  /** Of blocks, with what each group holds at the peak; the greatest first. */
  readonly blocks: readonly Group[];
  /** Of what layers put around blocks. */
  readonly around: readonly Group[];
  /** Marks of guard evidence, of the kinds that there are. */
  readonly marks: readonly (Group & { readonly evidence: Evidence })[];
}

/** What lies under a pixel. */
export type Pick =
  | { readonly kind: 'block'; readonly block: BlockRow; readonly address: Address }
  | { readonly kind: 'hole'; readonly from: Address; readonly bytes: Bytes }
  | { readonly kind: 'node'; readonly node: number }
  | { readonly kind: 'instant'; readonly event: EventIndex; readonly group: number }
  | { readonly kind: 'call'; readonly call: CallId }
  | { readonly kind: 'mark'; readonly mark: number }
  | { readonly kind: 'fault'; readonly fault: FaultRow }
  | { readonly kind: 'hit'; readonly hit: Hit }
  | PagePick;

/** How the timeline canvas is laid out, in device pixels: what the axes over it need. */
export interface TimelineView {
  /** Where the byte axis has labels: `y` from the canvas's upper edge. */
  readonly byteTicks: readonly { readonly bytes: Bytes; readonly y: number }[];
  readonly plotHeight: number;
  /** Lanes below the plot, only those that have something to show. */
  readonly lanes: readonly {
    readonly name: 'commands' | 'marks' | 'faults' | Evidence;
    readonly top: number;
    readonly height: number;
  }[];
}

/** A gesture on the map. Positions in device pixels of its canvas. */
export type CameraMove =
  | { readonly kind: 'zoom'; readonly x: number; readonly y: number; readonly factor: number }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }
  | { readonly kind: 'frame'; readonly block: BlockRow };

// ---- Answers -------------------------------------------------------------------------------------------------------

/** What the call tree counts. */
export interface TreeView {
  readonly direction: TreeDirection;
  readonly metric: TreeMetric;
  /** The instant that the metric `live` is of. */
  readonly at: EventIndex;
  /** Counts only what was allocated in it; undefined: the whole trace. */
  readonly range: EventRange | undefined;
  readonly search: string;
}

/** Both sites of the blocks in a cell of the crossings matrix; `total`: how many pairs of sites there are. */
export interface CrossingSitesAnswer {
  readonly total: number;
  readonly pairs: readonly SitePair[];
}

/**
 * Questions say all that their answers depend on; only the canvases follow {@link EngineApi.show}. So an answer is never
 * about another instant than the one that was asked about.
 */
export interface EngineApi {
  /** Loads the code that does not come with the engine, so that every question is answered when the network goes. */
  loadLateCode(): Promise<void>;
  open(source: TraceSource): Promise<Result<OpenedTrace, OpenError>>;
  /** Stops the load in progress; what was read stays usable. */
  cancel(): void;
  /** Handles of the tables as they are now; asked again when `LiveStats.generation` moved. */
  share(): { readonly trace: TraceHandle; readonly meta: TraceMeta };
  liveStats(): ArrayBufferLike;
  /** The open trace in the binary format, whole; undefined: none is open, or it is longer than any link could carry. */
  encode(): Promise<Uint8Array<ArrayBuffer> | undefined>;

  play(rate: EventsPerSecond, until: EventIndex): void;
  pause(): void;
  seek(to: EventIndex): void;

  attachCanvas(name: CanvasName, canvas: OffscreenCanvas): void;
  /** Size in device pixels and device pixels per CSS pixel. */
  resizeCanvas(name: CanvasName, width: number, height: number, ratio: number): void;
  show(settings: ViewSettings): void;
  /** What is drawn at device pixel (x, y). */
  pick(name: CanvasName, x: number, y: number): Promise<Pick | undefined>;
  /** How a timeline canvas `height` device pixels high shows `range`. */
  timelineView(range: EventRange, height: number, scale: TimelineScale): Promise<TimelineView>;
  /** Where `move` leads the camera, clamped; undefined: everything fits, or nothing is there. Draws nothing. */
  moveCamera(from: MapCamera | undefined, move: CameraMove): Promise<MapCamera | undefined>;
  /** Where scrolling the flame graph `by` device pixels leads, as far as it has frames. Draws nothing. */
  scrollFlame(from: number, by: number): Promise<number>;

  findings(): Promise<readonly Finding[]>;
  legend(by: ColourBy, heap: HeapChoice, layers: string): Promise<MapLegend>;
  /** Stacked bytes at `event`, by group: what hovering the timeline shows. */
  composition(by: GroupBy, event: EventIndex): Promise<readonly Group[]>;
  accounts(
    at: EventIndex,
  ): Promise<{ readonly domains: readonly AccountRow[]; readonly scopes: readonly AccountRow[] }>;
  /** Rows `from` … of the tree flattened with the nodes `open`. */
  tree(view: TreeView, open: readonly number[], from: number, count: number): Promise<TreePage>;
  /** One node of the callees' tree, wherever it stands: what hovering the flame graph shows. */
  treeNode(view: TreeView, node: number): Promise<TreeRow | undefined>;
  /** What the Vulkan callbacks see; undefined: the program has none. */
  coverage(): Promise<Coverage | undefined>;
  /** What becomes of every block if `choice` is intercepted; undefined: no stacks of releases were recorded. */
  interception(choice: InterceptionChoice): Promise<Interception | undefined>;
  /** Where the blocks that `from` allocated and `to` released came from and went. */
  crossingSites(staticModules: readonly ModuleId[], from: ModuleId, to: ModuleId): Promise<CrossingSitesAnswer>;
  /** What budgets, as on the command line (`heap=67108864`), come to; those of a footprint on the simulated heap. */
  budgets(budgets: readonly string[]): Promise<readonly BudgetAnswer[]>;
  /** Who owned whom among ralloc's blocks, over the whole trace; undefined: it has none. */
  owners(): Promise<OwnersSummary | undefined>;
  /** Rows `from` … of the owners' tree after event `at`, flattened with the nodes `open`. */
  ownersPage(at: EventIndex, open: readonly number[], from: number, count: number): Promise<OwnersPage>;
  /** Rows `from` … of the rules VKM-01 … 60, those of `open` followed by what broke them. */
  rules(view: RuleView, open: readonly RuleId[], from: number, count: number): Promise<RulePage>;
  /** What guards cost and met, with the layers of `layers`; answered when the replay with them is done. */
  guards(layers: string): Promise<GuardAnswer | undefined>;
  heapFigures(at: EventIndex): Promise<HeapFigures | undefined>;
  /** Words of the simulated heap at an instant, rebuilt from a checkpoint. */
  heapWords(at: EventIndex, firstWord: number, words: number): Promise<Uint32Array>;
  /** What layers put around a block of the simulated heap, word for word; nothing where they are off. */
  blockSurroundings(block: BlockRow): Promise<readonly NamedSpan[]>;
  /** Rows of the event list that pass the filter; the whole list when the filter is empty. */
  filterEvents(filter: EventFilter): Promise<{ readonly total: number; readonly events: Uint32Array | undefined }>;
}
