import type { GuardOptions } from '../../layers/guard-options';
import type { Evidence, Hit } from '../../replay/hits';
import type { Trace } from '../../tables/trace';
import type { TraceMeta } from '../../tables/trace-meta';
import type { GuardCost } from './guard-cost';
import { guardEvidence } from './guard-evidence';

/** Hits are listed up to this many; beyond them they are counted. */
const MOST_LISTED = 1000;

/** What the replay's layers found. */
interface ReplayedHits {
  readonly hits: readonly Hit[];
  readonly count: number;
  readonly checked: number;
  readonly unchecked: number;
}

/** What a panel on guards shows, and `report --guard` prints. The three kinds of evidence are never summed. */
export interface GuardAnswer {
  /** undefined: the guard layer is off. */
  readonly guard: Omit<GuardOptions, 'domains'> | undefined;
  /** What it costs; undefined: it is off. */
  readonly cost: GuardCost | undefined;
  /** Recorded reads and writes, by whether the replay could check them. */
  readonly accesses: { readonly checked: number; readonly unchecked: number };
  readonly counts: Readonly<Record<Evidence, number>>;
  /** In order of event. */
  readonly hits: readonly Hit[];
  /** What this trace cannot show, and how to record it: a sentence each. */
  readonly limits: readonly string[];
}

export function guardAnswer(
  trace: Trace,
  meta: TraceMeta,
  options: GuardOptions | undefined,
  cost: GuardCost | undefined,
  replayed: ReplayedHits,
): GuardAnswer {
  const { checked, unchecked } = replayed;
  const hits = guardEvidence(trace, options, replayed.hits);
  const countOf = (kind: Evidence): number => hits.filter(({ evidence }) => evidence === kind).length;
  const counts = { recorded: countOf('recorded'), checked: replayed.count, predicted: countOf('predicted') };
  return {
    guard: options && withoutDomains(options),
    cost,
    accesses: { checked, unchecked },
    counts,
    hits: hits.slice(0, MOST_LISTED),
    limits: limitsOf(trace, meta, counts.recorded, unchecked),
  };
}

function withoutDomains({ side, pageBytes, alignment, every, quarantineBytes }: GuardOptions): GuardAnswer['guard'] {
  return { side, pageBytes, alignment, every, quarantineBytes };
}

function limitsOf(trace: Trace, { fidelity }: TraceMeta, recorded: number, unchecked: number): string[] {
  const limits: string[] = [];
  if (trace.accesses.count === 0) {
    limits.push(
      'Nothing can be checked: the trace has no reads and writes. With heapglass-access.c of the recording kit in the program, those that miss their block are recorded.',
    );
  }
  if (recorded === 0) {
    limits.push(
      'Nothing can be predicted: the recorder reported no damage. The kit’s heapglass.h does, with guard pages or redzones.',
    );
  }
  if (!fidelity.addresses) limits.push(`Accesses cannot be told to blocks: ${fidelity.label} has no addresses.`);
  if (unchecked > 0)
    limits.push('Accesses to mapped memory, or without a placed block within 4 KiB, were not checked.');
  limits.push('Contents are not in a trace: a write over a layer’s own bytes is known by its place only.');
  return limits;
}
