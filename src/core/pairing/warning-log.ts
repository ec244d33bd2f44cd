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
  private readonly byKind = new Map<TraceWarning['kind'], { count: number; first: Omit<TraceWarning, 'count'> }>();

  /** @param text made only for the first of its kind: a file of nothing but damage must not cost a sentence a line */
  add(kind: TraceWarning['kind'], line: number, offset: number, text: string | (() => string)): void {
    const known = this.byKind.get(kind);
    if (known !== undefined) {
      known.count++;
      return;
    }
    const sentence = typeof text === 'string' ? text : text();
    this.byKind.set(kind, { count: 1, first: { kind, line, offset, text: sentence } });
  }

  get all(): readonly TraceWarning[] {
    return [...this.byKind.values()].map(({ count, first }) => ({ ...first, count }));
  }

  get skipped(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const [kind, { count }] of this.byKind) {
      const name = SKIPPED[kind];
      if (name !== undefined) counts[name] = count;
    }
    return counts;
  }
}
