import type { TraceWarning } from '../tables/trace-meta';

/** How `skipped` of the report names each kind of warning that leaves something out. */
const SKIPPED: Partial<Record<TraceWarning['kind'], string>> = {
  broken: 'broken',
  'bad-id': 'badIds',
  cut: 'cut',
  'unknown-record': 'unknownRecords',
  'outside-backing': 'outsideBacking',
};

/** Counts what could not be read as meant, by kind, with the first place of each. */
export class WarningLog {
  private readonly byKind = new Map<TraceWarning['kind'], TraceWarning>();

  add(kind: TraceWarning['kind'], line: number, offset: number, text: string): void {
    const first = this.byKind.get(kind) ?? { kind, count: 0, line, offset, text };
    this.byKind.set(kind, { ...first, count: first.count + 1 });
  }

  get all(): readonly TraceWarning[] {
    return [...this.byKind.values()];
  }

  get skipped(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { kind, count } of this.byKind.values()) {
      const name = SKIPPED[kind];
      if (name !== undefined) counts[name] = count;
    }
    return counts;
  }
}
