/** Code that did not come with the engine, but comes with the first question that needs it. */
const LATE_CODE = [
  () => import('./owner-study'),
  () => import('./rule-study'),
  () => import('./budget-study'),
  () => import('./interception-study'),
  () => import('../core/replay/simulated-heap'),
] as const;

/** Loads it all, so that every question is answered when the network goes. What fails is asked for again by its question. */
export async function loadLateCode(): Promise<void> {
  await Promise.allSettled(LATE_CODE.map((load) => load()));
}
