import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { report, type FaultReport } from '../analysis/report';
import { DOMAIN_KINDS, type DomainKindName } from '../tables/domains';
import { NONE, type Address, type DomainId, type StackId, type StringId } from '../tables/indices';
import { TraceBuilder } from './trace-builder';

// The rules of pairing once more, with plain objects and searches through everything, against the builder.

const DOMAINS: readonly { kind: DomainKindName; backing: number }[] = [
  { kind: 'other', backing: 0 },
  { kind: 'libc', backing: 0 },
  { kind: 'cxx', backing: 0 },
  { kind: 'ralloc', backing: 1 },
  { kind: 'gc', backing: 3 },
  { kind: 'linear', backing: 1 },
  { kind: 'slab', backing: 5 },
];
const SILENT: readonly DomainKindName[] = ['linear', 'gc', 'slab', 'pool'];

interface Block {
  address: number;
  size: number;
  domain: number;
  outer: Block | undefined;
}

type Operation =
  | { kind: '+'; address: number; size: number; domain: number }
  | { kind: '-'; address: number; domain: number }
  | { kind: '~'; old: number; address: number; size: number; domain: number };

class Model {
  live: Block[] = [];
  readonly known = new Set<number>();
  readonly faults: FaultReport[] = [];
  readonly allocations = DOMAINS.map(() => 0);
  readonly peaks = DOMAINS.map(() => 0);
  outside = 0;
  temporary = 0;
  peakBytes = 0;
  peakEvent = -1;
  private given: Block | undefined;
  private event = 0;

  apply(operation: Operation): void {
    const { address, domain } = operation;
    if (operation.kind === '+') this.given = address === 0 ? undefined : this.begin(address, operation.size, domain);
    else if (operation.kind === '-') this.free(address, domain);
    else this.reallocate(operation.old, address, operation.size, domain);
    DOMAINS.forEach((_, id) => (this.peaks[id] = Math.max(this.peaks[id], this.bytes(id))));
    if (this.total() > this.peakBytes) [this.peakBytes, this.peakEvent] = [this.total(), this.event];
    this.event++;
  }

  bytes(domain: number): number {
    return this.live.reduce((sum, block) => sum + (block.domain === domain ? block.size : 0), 0);
  }

  total(): number {
    return DOMAINS.reduce((sum, { backing }, id) => sum + (backing === 0 ? this.bytes(id) : 0), 0);
  }

  private free(address: number, domain: number): void {
    const block = address === 0 ? undefined : this.find(address, domain);
    this.take(block);
    if (address === 0) return;
    if (block === undefined) this.unknown(address);
    else {
      this.checkDomain(block, domain);
      this.end(block);
    }
  }

  private reallocate(old: number, address: number, size: number, domain: number): void {
    if (old !== 0 && address === 0 && size === 0) {
      this.free(old, domain);
      return;
    }
    if (address === 0) {
      this.given = undefined;
      return;
    }
    if (old === 0) {
      this.given = this.begin(address, size, domain);
      return;
    }
    const block = this.find(old, domain);
    this.take(block);
    if (block === undefined) {
      this.unknown(old);
      this.given = this.begin(address, size, domain);
      return;
    }
    this.checkDomain(block, domain);
    this.live = this.live.filter((other) => other !== block);
    const place = this.begin(address, size, domain === -1 ? block.domain : domain);
    for (const inner of this.inside(block, isSilent)) {
      const isLost = inner.outer !== block && !this.live.includes(inner.outer ?? inner);
      if (isSilent(inner) && (isLost || inner.address + inner.size > block.address + size)) this.remove(inner);
    }
    const moving = this.inside(block, isSilent).filter(isSilent);
    if (address !== block.address) {
      this.live = this.live.filter((other) => !moving.includes(other));
      for (const inner of moving) {
        inner.address += address - block.address;
        const occupant = this.live.find((other) => other.address === inner.address && other.domain === inner.domain);
        if (occupant !== undefined) this.end(occupant);
        this.known.add(inner.address);
        this.live.push(inner);
      }
    }
    for (const inner of this.live) if (inner.outer === block) inner.outer = place;
    this.given = place;
  }

  private begin(address: number, size: number, named: number): Block {
    const domain = Math.max(named, 0);
    const occupant = this.live.find((block) => block.address === address && block.domain === domain);
    if (occupant !== undefined) {
      if (occupant.size > 0 && DOMAINS[domain].kind !== 'linear') this.fault('returned-live', address);
      this.end(occupant);
    }
    const { backing } = DOMAINS[domain];
    const around = this.live
      .filter((block) => backing > 0 && block.domain === backing)
      .filter((block) => block.address <= address && address + size <= block.address + block.size)
      .sort((a, b) => b.address - a.address);
    if (backing > 0 && around.length === 0) this.outside++;
    const block: Block = { address, size, domain, outer: around[0] };
    this.live.push(block);
    this.known.add(address);
    this.allocations[domain]++;
    return block;
  }

  private find(address: number, domain: number): Block | undefined {
    const here = this.live.filter((block) => block.address === address);
    return here.find((block) => block.domain === domain) ?? here.at(-1);
  }

  /** A block goes, and with it what goes silently inside it. */
  private end(block: Block): void {
    for (const inner of this.inside(block, () => true)) if (isSilent(inner)) this.remove(inner);
    this.remove(block);
  }

  private remove(block: Block): void {
    this.live = this.live.filter((other) => other !== block);
  }

  private inside(block: Block, through: (block: Block) => boolean): Block[] {
    return this.live
      .filter((inner) => inner.outer === block)
      .flatMap((inner) => [inner, ...(through(inner) ? this.inside(inner, through) : [])]);
  }

  private take(block: Block | undefined): void {
    if (block !== undefined && block === this.given) this.temporary++;
    this.given = undefined;
  }

  private unknown(address: number): void {
    this.fault(this.known.has(address) ? 'double-free' : 'unknown-free', address);
  }

  private checkDomain(block: Block, domain: number): void {
    if (domain !== -1 && block.domain !== domain) this.fault('mismatched-free', block.address);
  }

  private fault(kind: FaultReport['kind'], address: number): void {
    this.faults.push({ kind, event: this.event, address } as FaultReport);
  }
}

function isSilent(block: Block): boolean {
  return SILENT.includes(DOMAINS[block.domain].kind);
}

function build(operations: readonly Operation[]): TraceBuilder {
  const builder = new TraceBuilder();
  DOMAINS.slice(1).forEach(({ kind, backing }) => {
    builder.domain(DOMAIN_KINDS.indexOf(kind), backing as DomainId, NONE as StringId);
  });
  const absent = { stack: -1, alignLog2: -1, scope: -1, context: -1, object: -1, owner: -1, zeroed: -1 } as const;
  for (const operation of operations) {
    const address = operation.address as Address;
    const domain = operation.domain as DomainId | -1;
    const request = { ...absent, domain };
    if (operation.kind === '+') builder.allocate(address, operation.size, request);
    else if (operation.kind === '-') builder.free(address, domain, NONE as StackId);
    else builder.reallocate(operation.old as Address, address, operation.size, request);
  }
  builder.finish();
  return builder;
}

const ADDRESS = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 24 }) },
);
const SIZE = fc.oneof(fc.nat(6), fc.nat(24));
const DOMAIN = fc.integer({ min: -1, max: DOMAINS.length - 1 });
const OPERATION: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('+' as const), address: ADDRESS, size: SIZE, domain: DOMAIN }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('-' as const), address: ADDRESS, domain: DOMAIN }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('~' as const), old: ADDRESS, address: ADDRESS, size: SIZE, domain: DOMAIN }) },
); // prettier-ignore

/** A reallocation into the domain of what lay inside and no longer fits: both never lived after one event. */
const OUTGROWN: Operation[] = [
  { kind: '+', address: 3, size: 2, domain: 3 },
  { kind: '+', address: 4, size: 1, domain: 4 },
  { kind: '~', old: 3, address: 1, size: 1, domain: 4 },
];

describe('the rules of pairing', () => {
  it('agree with a plain model, record by record', () => {
    fc.assert(
      fc.property(fc.array(OPERATION, { minLength: 1, maxLength: 60 }), (operations) => {
        const builder = build(operations);
        const meta = builder.meta();
        const figures = report(builder.trace, meta);
        const model = new Model();
        for (const operation of operations) model.apply(operation);

        expect(figures.faults).toEqual(model.faults);
        expect(figures.temporary).toBe(model.temporary);
        expect(figures.skipped).toEqual(model.outside > 0 ? { outsideBacking: model.outside } : {});
        expect(figures.liveAtEnd.bytes).toBe(model.total());
        expect(figures.peakBytes).toBe(model.peakBytes);
        if (model.peakBytes > 0) expect(figures.peakEvent).toBe(model.peakEvent);
        const used = DOMAINS.map((_, id) => id).filter((id) => model.allocations[id] > 0);
        expect(
          figures.byDomain.map(({ allocations, peakBytes, liveBytesAtEnd }) => [
            allocations,
            peakBytes,
            liveBytesAtEnd,
          ]),
        ).toEqual(used.map((id) => [model.allocations[id], model.peaks[id], model.bytes(id)]));
      }),
      { numRuns: 400, examples: [[OUTGROWN]] },
    );
  });
});
