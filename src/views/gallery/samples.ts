/** One recorded trace that comes with the page. */
export interface Sample {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  /** One sentence: what can be seen in it. */
  readonly shows: string;
  readonly bytes: number;
  readonly events: number;
  /** Plays by itself up to its peak when it is opened. */
  readonly playsToPeak: boolean;
}

/** The samples beside the page, in the order of the gallery. Rejects where they cannot be fetched. */
export async function fetchSamples(): Promise<readonly Sample[]> {
  const response = await fetch(new URL('samples/samples.json', document.baseURI));
  if (!response.ok) throw new Error(`samples.json: ${response.status}`);
  return (await response.json()) as readonly Sample[];
}
