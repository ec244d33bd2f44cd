import { guardAnswer, type GuardAnswer } from '../core/analysis/guards/guard-answer';
import { GuardCostWalk } from '../core/analysis/guards/guard-cost';
import { guardEvidence } from '../core/analysis/guards/guard-evidence';
import { blockSurroundings, type SurroundingSpan } from '../core/layers/block-surroundings';
import { configurationOf } from '../core/layers/chosen-layers';
import type { AllocatorConfiguration } from '../core/layers/configuration';
import { pageBytesOf } from '../core/layers/guard-options';
import { namedSurroundings, type NamedSpan } from '../core/layers/named-surroundings';
import type { AddressSpace } from '../core/raster/address-space';
import type { BlockLayout } from '../core/raster/heap-map';
import type { MapBlocks } from '../core/raster/map-blocks';
import { SimulatedSpaceFinder } from '../core/raster/simulated-space';
import type { ByteSpans } from '../core/replay/byte-spans';
import type { HeapFigures } from '../core/replay/heap-figures';
import type { Hit } from '../core/replay/hits';
import { placeOf } from '../core/replay/placement';
import type { SimulatedHeap } from '../core/replay/simulated-heap';
import { isInHeap } from '../core/tables/blocks';
import type { EngineName } from '../core/tables/engine-names';
import type { BlockRow, EventIndex } from '../core/tables/indices';
import { LAYERS_OFF, layersFrom } from '../core/tables/layer-choice';
import type { Trace } from '../core/tables/trace';
import type { TraceMeta } from '../core/tables/trace-meta';
import { Later } from './later';
import { Superseded, type Workload } from './workload';

/** Events replayed before the clock is looked at: about a millisecond. */
const PORTION = 1 << 13;

/** What is replayed, and on what. */
export interface Simulated {
  readonly trace: Trace;
  readonly meta: TraceMeta;
  readonly engine: EngineName;
  /** As `layersText` writes them. */
  readonly layers: string;
}

/** The simulated heap of a trace: a replay in slices that places every block, then any instant that is asked for. */
export class Simulation {
  readonly engine: EngineName;
  readonly layers: string;
  /** What guards cost and met. */
  readonly guards: Later<GuardAnswer | undefined>;
  /** Evidence of guards of all three kinds, in order of event. */
  readonly evidence: Later<readonly Hit[]>;
  /** The whole trace is replayed; undefined: the system granted no memory for the heap. */
  readonly heap: Later<SimulatedHeap | undefined>;
  /** What the map is drawn over: the heap to the end of the highest block that ever was, and all that was ever mapped. */
  readonly space: Later<AddressSpace | undefined>;
  /** Seeks wait for each other: they move the one heap. */
  private turn: Promise<unknown> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly of: Simulated,
    private readonly workload: Workload,
    /** What is wanted more than the simulated heap. */
    before: () => Promise<unknown>,
    progressed: (events: number) => void,
  ) {
    const { trace, meta, engine, layers } = of;
    this.engine = engine;
    this.layers = layers;
    this.guards = new Later(async () => {
      const heap = await this.heap.ready();
      if (heap === undefined) return undefined;
      const found = { hits: heap.hits, count: heap.hitCount, ...heap.accesses };
      const { guard } = this.configuration();
      const walk = guard && new GuardCostWalk(trace, guard);
      await workload.until(() => walk === undefined || walk.step(PORTION));
      return workload.once(() => guardAnswer(trace, meta, guard, walk?.cost(), found));
    });
    this.evidence = new Later(async () => {
      const heap = await this.heap.ready();
      return workload.once(() => guardEvidence(trace, this.configuration().guard, heap?.hits ?? []));
    });
    this.heap = new Later(async () => {
      await before();
      // Engines and layers are a good part of the code; the first screen does not need them.
      const { SimulatedHeap } = await import('../core/replay/simulated-heap');
      const reserved = await workload.once(() => {
        this.goOn();
        return SimulatedHeap.reserve(trace, {
          configuration: this.configuration(),
          keepsShadow: layers !== LAYERS_OFF,
          pageBytes: pageBytesOf(meta.fidelity),
        });
      });
      if (!reserved.ok) return undefined;
      const heap = reserved.value;
      await workload.until(() => {
        this.goOn();
        const isComplete = heap.step(PORTION);
        progressed(heap.replayed + 1);
        return isComplete;
      });
      return heap;
    });
    this.space = new Later(async () => {
      const heap = await this.heap.ready();
      if (heap === undefined) return undefined;
      const finder = new SimulatedSpaceFinder(trace, pageBytesOf(meta.fidelity));
      await workload.until(() => !finder.step(PORTION));
      // With guards there is something to show behind the last block, too.
      return finder.space(layers === LAYERS_OFF ? 0 : heap.figures().footprint);
    });
  }

  /** Released blocks stay for a while, or for good. */
  get keepsReleased(): boolean {
    const { guard, debug } = this.configuration();
    return (guard !== undefined && guard.quarantineBytes > 0) || debug?.keepsFreed === true;
  }

  private configuration(): AllocatorConfiguration {
    return configurationOf(this.engine, layersFrom(this.layers), this.of.meta.fidelity);
  }

  /** Ends the replay and its answers: another engine's places are being written. */
  stop(): void {
    this.isStopped = true;
  }

  private goOn(): void {
    if (this.isStopped) throw new Superseded();
  }

  /** Simulated byte address of a row that is live at `cursor`. */
  placeOf(row: BlockRow, cursor: EventIndex): number | undefined {
    return placeOf(this.of.trace, row, cursor);
  }

  /** How engine and layers lay out `blocks`, the rows that the map shows; undefined while it is not known. */
  layout(blocks: MapBlocks): BlockLayout | undefined {
    const heap = this.heap.value;
    if (heap === undefined) return undefined;
    const { headerBytes } = heap;
    const usableOf = (index: number): number =>
      blocks.mapped[index] === 1 ? this.mappedBytes(blocks, index) : heap.usableBytesFor(blocks.sizes[index]);
    if (this.layers === LAYERS_OFF) return { headerBytes, usableOf };
    const configuration = this.configuration();
    const { sites, blocks: rows } = this.of.trace;
    const alignLog2Of = (index: number): number => sites.alignLog2.get(rows.site.get(blocks.rows[index] as BlockRow));
    const around = (index: number): readonly SurroundingSpan[] =>
      blocks.mapped[index] === 1
        ? [{ of: 'slack', from: blocks.sizes[index], to: usableOf(index) }]
        : blockSurroundings(configuration, blocks.sizes[index], alignLog2Of(index), headerBytes);
    return { headerBytes, usableOf, around };
  }

  /** Map bytes of a mapped region to the end of its last page. */
  private mappedBytes({ rows, sizes }: MapBlocks, index: number): number {
    const { trace, meta } = this.of;
    const pageBytes = pageBytesOf(meta.fidelity);
    const inLastPage = Math.max(1, trace.sizeOf(rows[index] as BlockRow)) % pageBytes;
    return sizes[index] + (inLastPage === 0 ? 0 : pageBytes - inLastPage);
  }

  /** What layers put around a block, word for word; nothing where they are off, or where it is not in the heap. */
  async surroundings(row: BlockRow): Promise<readonly NamedSpan[]> {
    const { trace } = this.of;
    const heap = await this.heap.ready();
    if (heap === undefined || this.layers === LAYERS_OFF || !isInHeap(trace.placement.word.get(row))) return [];
    const alignLog2 = trace.sites.alignLog2.get(trace.blocks.site.get(row));
    return namedSurroundings(this.configuration(), trace.sizeOf(row), alignLog2, heap.headerBytes);
  }

  figures(at: EventIndex): Promise<HeapFigures | undefined> {
    return this.at(at, (heap) => heap.figures());
  }

  /** What each byte of the heap is. */
  spans(at: EventIndex): Promise<ByteSpans | undefined> {
    return this.explore(function* (heap) {
      while (!heap.seekStep(at, PORTION)) yield;
      return yield* heap.spans();
    });
  }

  words(at: EventIndex, first: number, count: number): Promise<Uint32Array> {
    return this.at(at, (heap) => heap.words(first, count)).then((words) => words ?? new Uint32Array(0));
  }

  private at<Answer>(cursor: EventIndex, read: (heap: SimulatedHeap) => Answer): Promise<Answer | undefined> {
    return this.explore(function* (heap) {
      while (!heap.seekStep(cursor, PORTION)) yield;
      return read(heap);
    });
  }

  /** Asks the heap something that takes it to one or more instants, in steps; undefined: there is no heap. */
  async explore<Answer>(question: (heap: SimulatedHeap) => Generator<void, Answer>): Promise<Answer | undefined> {
    const heap = await this.heap.ready();
    if (heap === undefined) return undefined;
    const answer = this.turn.then(() => this.workload.steps(this.whileCurrent(question(heap))));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  /** The same steps, until another engine's places are being written. */
  private *whileCurrent<Answer>(steps: Generator<void, Answer>): Generator<void, Answer> {
    for (;;) {
      this.goOn();
      const { done, value } = steps.next();
      if (done === true) return value;
      yield;
    }
  }
}
