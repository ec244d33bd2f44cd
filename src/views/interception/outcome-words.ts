import type { CrossingOutcome } from '../../worker/protocol';

/** What becomes of blocks, in the words of the table of the RFC's thread. */
export const OUTCOME_WORDS: Readonly<Record<CrossingOutcome, string>> = {
  ok: 'wrapped',
  raw: 'raw',
  'wrapped-to-raw': 'wrapped → raw',
  'raw-to-wrapped': 'raw → wrapped',
};
