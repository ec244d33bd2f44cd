import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENTS_PER_LIVE_ROW } from '../tables/happenings';
import { DOMAIN_KINDS, NO_SCOPE } from '../tables/domains';
import {
  ALIVE, type BlockRow, type DomainId, type EventIndex, type StackId, type StringId, type Ticks,
} from '../tables/indices'; // prettier-ignore
import type { SiteFigures, SiteFiguresByMetric } from '../tables/site-figures';
import { TraceBuilder } from './trace-builder';

/** A builder with one domain and kinds of the given sizes. */
function builderOf(sizes: readonly number[]): TraceBuilder {
  const builder = new TraceBuilder();
  const domain = builder.domain(DOMAIN_KINDS.indexOf('libc'), 0 as DomainId, 0 as StringId);
  for (const size of sizes) builder.kinds.define(builder.site(0 as StackId, domain, NO_SCOPE, 0, 0), size);
  return builder;
}

describe('events that name a kind', () => {
  it('do nothing where the kind is not defined, or none of it is live', () => {
    const builder = builderOf([8]);
    const { kinds, trace } = builder;
    expect(kinds.allocate(1)).toBe(false);
    expect(kinds.free(0)).toBe(false);
    expect(kinds.allocate(0)).toBe(true);
    expect(kinds.free(0)).toBe(true);
    expect(kinds.free(0)).toBe(false);
    builder.settle();
    expect(trace.events.length).toBe(2);
  });

  it('carry sizes of four gigabytes and more', () => {
    const builder = builderOf([2 ** 32 - 1, 2 ** 40]);
    for (const kind of [0, 1]) builder.kinds.allocate(kind);
    builder.kinds.free(0);
    builder.settle();
    expect(builder.trace.sizeOf(1 as BlockRow)).toBe(2 ** 32 - 1);
    expect(builder.meta().totals).toMatchObject({ peakBytes: 2 ** 40 + 2 ** 32 - 1, liveBytes: 2 ** 40 });
  });

  it('agree with a plain model, whenever they are counted and become rows', () => {
    const rarely = fc.nat(99).map((n) => n === 0);
    const operation = fc.record({
      kind: fc.nat(4),
      isFree: fc.boolean(),
      isBroken: rarely,
      ticks: rarely,
      rows: rarely,
    });
    fc.assert(
      fc.property(fc.array(operation, { minLength: 3000, maxLength: 6000 }), (operations) => {
        const sizes = [0, 1, 16, 100, 4096];
        const builder = builderOf(sizes);
        const model = new Model(sizes);
        for (const { kind, isFree, isBroken, ticks, rows } of operations) {
          if (ticks) {
            builder.kinds.count();
            builder.tick(1000 as Ticks);
            model.now += 1000;
          }
          if (isBroken) {
            builder.kinds.broken();
            model.broken();
          }
          const isDone = isFree ? builder.kinds.free(kind) : builder.kinds.allocate(kind);
          expect(isDone).toBe(isFree ? model.free(kind) : model.allocate(kind));
          if (!rows) continue;
          builder.kinds.count();
          builder.rowsToCome.step(kind * 100);
        }
        builder.finish();
        expect(builder.meta().totals.events).toBe(model.events);
        builder.settle();
        model.compareWith(builder);
      }),
      { numRuns: 10 },
    );
  });
});

interface Block {
  readonly kind: number;
  readonly birth: number;
  death: number;
}

/** The same in plain arrays. */
class Model {
  private readonly blocks: Block[] = [];
  private readonly live: number[][];
  private readonly totals: number[] = [];
  private total = 0;
  private temporary = 0;
  private last: Block | undefined;
  private readonly times: number[] = [];
  now = 0;

  constructor(private readonly sizes: readonly number[]) {
    this.live = sizes.map(() => []);
  }

  allocate(kind: number): boolean {
    this.live[kind].push(this.blocks.length);
    this.last = { kind, birth: this.totals.length, death: ALIVE };
    this.blocks.push(this.last);
    this.note(this.sizes[kind]);
    return true;
  }

  free(kind: number): boolean {
    const newest = this.live[kind].pop();
    if (newest === undefined) return false;
    const block = this.blocks[newest];
    block.death = this.totals.length;
    if (block === this.last) this.temporary++;
    this.last = undefined;
    this.note(-this.sizes[kind]);
    return true;
  }

  broken(): void {
    this.note(0);
  }

  get events(): number {
    return this.totals.length;
  }

  private note(change: number): void {
    this.totals.push((this.total += change));
    this.times.push(this.now);
  }

  compareWith(builder: TraceBuilder): void {
    const { trace } = builder;
    const { totals } = builder.meta();
    const peakBytes = Math.max(0, ...this.totals);
    expect(totals).toMatchObject({
      events: this.totals.length,
      allocations: this.blocks.length,
      peakBytes,
      peakEvent: this.totals.indexOf(peakBytes),
      liveBytes: this.total,
      liveBlocks: this.live.flat().length,
      temporary: this.temporary,
    });
    const { birth, death, site } = trace.blocks;
    const rows = this.blocks.map((_, i) => (i + 1) as BlockRow);
    expect(rows.map((row) => ({ birth: birth.get(row), death: death.get(row), size: trace.sizeOf(row) }))).toEqual(
      this.blocks.map((block) => ({ birth: block.birth, death: block.death, size: this.sizes[block.kind] })),
    );
    expect(rows.every((row) => site.get(row) === 1)).toBe(true);
    const full = Math.ceil(this.totals.length / EVENTS_PER_LIVE_ROW);
    expect(trace.liveBytes.length).toBe(full);
    for (let row = 0; row < full; row++) {
      const part = this.totals.slice(row * EVENTS_PER_LIVE_ROW, (row + 1) * EVENTS_PER_LIVE_ROW);
      expect(trace.liveBytes.greatest.get(row)).toBe(Math.max(...part));
      expect(trace.liveBytes.last.get(row)).toBe(part.at(-1));
    }
    expect(trace.domains.liveBytes.get(1 as DomainId)).toBe(this.total);
    expect(trace.domains.peakBytes.get(1 as DomainId)).toBe(peakBytes);
    const times = this.times.map((_, event) => trace.timeOf(event as EventIndex));
    expect(times).toEqual(this.times);
    this.compareFigures(builder.figures(), totals.peakEvent);
  }

  private compareFigures(figures: SiteFiguresByMetric | undefined, peakEvent: number): void {
    const figuresOf = (blocks: readonly Block[]) => ({
      bytes: [0, blocks.reduce((sum, { kind }) => sum + this.sizes[kind], 0)],
      count: [0, blocks.length],
    });
    const plain = ({ bytes, count }: SiteFigures) => ({ bytes: [...bytes], count: [...count] });
    const isAtPeak = ({ birth, death }: Block) => birth <= peakEvent && death > peakEvent;
    if (figures === undefined) throw new Error('Reading kept no figures.');
    expect(plain(figures.allocated)).toEqual(figuresOf(this.blocks));
    expect(plain(figures.peak)).toEqual(figuresOf(this.blocks.filter(isAtPeak)));
    expect(plain(figures.leaked)).toEqual(figuresOf(this.blocks.filter(({ death }) => death === ALIVE)));
    expect(figures.temporary.count[1]).toBe(this.temporary);
  }
}
