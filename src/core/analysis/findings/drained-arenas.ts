import { CHUNK_MASK, CHUNK_SHIFT } from '../../tables/column';
import { denseChunks } from '../../tables/dense-chunks';
import type { BlockRow, EventIndex } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import { arenaOf, type Arena } from './arenas';

/** An arena over events at which hardly anything is left in it. */
export interface DrainedArena {
  readonly arena: Arena;
  readonly from: EventIndex;
  readonly to: EventIndex;
}

/** Instants at which the bytes of every arena are known, spread evenly over the events after `since`. */
const INSTANTS = 2048;

/**
 * Of each arena the longest time after the event `since` in which blocks fill at most `mostFilled` of it, if there is
 * any. One pass over the rows; what comes and goes between two of {@link INSTANTS} is not seen.
 */
export function* drainedArenas(
  trace: Trace,
  arenas: readonly Arena[],
  isPlaced: Uint8Array,
  since: EventIndex,
  mostFilled: number,
): Generator<undefined, DrainedArena[]> {
  const { blocks } = trace;
  const last = trace.events.length - 1;
  const step = Math.max(1, (last - since) / INSTANTS);
  /** The first instant at which what happened at `event` shows. */
  const instantAfter = (event: number): number => (event <= since ? 0 : Math.ceil((event - since) / step));
  // By arena and instant: how many bytes more than at the instant before.
  const gains = arenas.map(() => new Float64Array(INSTANTS + 2));
  const deaths = denseChunks(blocks.death);
  for (let row = 1; row < blocks.length; row++) {
    if ((row & CHUNK_MASK) === 0) yield undefined;
    const death = deaths[row >>> CHUNK_SHIFT][row & CHUNK_MASK];
    if (death <= since || isPlaced[blocks.site.get(row as BlockRow)] === 0) continue;
    const arena = arenaOf(arenas, blocks.address.get(row as BlockRow));
    if (arena < 0) continue;
    const size = trace.sizeOf(row as BlockRow);
    gains[arena][instantAfter(blocks.birth.get(row as BlockRow))] += size;
    if (death <= last) gains[arena][instantAfter(death)] -= size;
  }
  return arenas.flatMap((arena, index) => {
    const stretch = longestLow(gains[index], (arena.to - arena.from) * mostFilled);
    if (stretch === undefined) return [];
    const eventAt = (instant: number): EventIndex => Math.min(last, Math.floor(since + instant * step)) as EventIndex;
    return [{ arena, from: eventAt(stretch.from), to: eventAt(stretch.to) }];
  });
}

/** The longest run of instants at which the sum of the gains is above 0 and at most `most`. */
function longestLow(gains: Float64Array, most: number): { readonly from: number; readonly to: number } | undefined {
  let best: { readonly from: number; readonly to: number } | undefined;
  let bytes = 0;
  let from = 0;
  for (let instant = 0; instant <= INSTANTS; instant++) {
    bytes += gains[instant];
    if (bytes <= 0 || bytes > most) from = instant + 1;
    else if (best === undefined || instant - from > best.to - best.from) best = { from, to: instant };
  }
  return best;
}
