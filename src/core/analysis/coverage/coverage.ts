import type { Bytes, CommandId, EventIndex, ModuleId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { Totals } from '../../tables/trace-meta';
import {
  IN_FORCE,
  IN_FORCE_TEXTS,
  type CarriedFacts,
  type Coverage,
  type ModuleCoverage,
  type Seen,
  type SeenRequests,
} from './coverage-answer';
import { CoverageWalk, type Requests, type Snapshot } from './coverage-walk';
import { hasRalloc, rallocBackingBytes } from './ralloc-backing';

/** What the callbacks see of a complete trace, worked out in slices. */
export class CoverageStudy {
  private readonly walk: CoverageWalk;

  constructor(
    private readonly trace: Trace,
    private readonly totals: Totals,
  ) {
    this.walk = new CoverageWalk(trace, totals.peakEvent);
  }

  /** Takes in up to `maxEvents` more events; true when all are in. */
  step(maxEvents: number): boolean {
    return this.walk.step(maxEvents);
  }

  /** The answer, when all events are in. */
  coverage(): Coverage {
    const { trace, totals, walk } = this;
    const { atPeak } = walk;
    const atEnd = walk.snapshot();
    return {
      atPeak: seen(atPeak),
      atEnd: seen(atEnd),
      visiblePeak: { bytes: walk.visiblePeak as Bytes, event: walk.visiblePeakEvent as EventIndex },
      truePeak: { bytes: totals.peakBytes, event: totals.peakEvent },
      byModule: modulesOf(walk, atEnd),
      byCommand: idsWith(walk.byCommand)
        .map((command) => ({ command: command as CommandId, ...requestsOf(walk.byCommand, command) }))
        .sort((a, b) => b.rawBytes + b.callbackBytes - a.rawBytes - a.callbackBytes),
      plumbing: IN_FORCE.map((inForce, index) => ({
        inForce,
        text: IN_FORCE_TEXTS[inForce],
        requests: walk.byForce.rawRequests[index],
        bytes: walk.byForce.rawBytes[index] as Bytes,
        atPeak: atPeak.byForce[index] as Bytes,
      })),
      facts: {
        callbacks: factsOf(walk, 4, sum(walk.byForce.callbackRequests)),
        raw: factsOf(walk, 0, sum(walk.byForce.rawRequests)),
      },
      atPeakWithRalloc: hasRalloc(trace) ? withRalloc(trace, totals, atPeak) : undefined,
    };
  }
}

function seen({ callbackTotal, total }: Snapshot): Seen {
  return { callbacks: callbackTotal as Bytes, all: total as Bytes };
}

function withRalloc(trace: Trace, { peakEvent }: Totals, atPeak: Snapshot): Seen {
  const gained = rallocBackingBytes(trace, peakEvent);
  return { callbacks: (atPeak.callbackTotal + gained) as Bytes, all: atPeak.total as Bytes };
}

function modulesOf(walk: CoverageWalk, atEnd: Snapshot): ModuleCoverage[] {
  const held = (at: Snapshot, module: number): Seen => ({
    callbacks: at.callbacks[module] as Bytes,
    all: (at.callbacks[module] + at.raw[module]) as Bytes,
  });
  return idsWith(walk.byModule)
    .map((module) => ({
      module: module as ModuleId,
      ...requestsOf(walk.byModule, module),
      atPeak: held(walk.atPeak, module),
      atEnd: held(atEnd, module),
      rawPeak: { bytes: walk.rawPeak[module] as Bytes, event: walk.rawPeakEvent[module] as EventIndex },
    }))
    .sort((a, b) => b.atPeak.all - a.atPeak.all || b.rawBytes - a.rawBytes || a.module - b.module);
}

function idsWith({ callbackRequests, rawRequests }: Requests): number[] {
  return Array.from(rawRequests, (_, id) => id).filter((id) => callbackRequests[id] + rawRequests[id] > 0);
}

function requestsOf(requests: Requests, id: number): SeenRequests {
  return {
    callbackRequests: requests.callbackRequests[id],
    callbackBytes: requests.callbackBytes[id] as Bytes,
    rawRequests: requests.rawRequests[id],
    rawBytes: requests.rawBytes[id] as Bytes,
  };
}

function factsOf({ facts }: CoverageWalk, from: number, requests: number): CarriedFacts {
  const [table, scope, object, alignment] = facts.subarray(from, from + 4);
  return { requests, table, scope, object, alignment };
}

function sum(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0);
}
