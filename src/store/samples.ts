import { readSamples, type Sample } from '../session/samples';
import type { TraceSource } from '../worker/protocol';
import { urlSource } from './source';

export type { Sample } from '../session/samples';

/** The gallery's traces, in order; undefined where this server does not have them. */
export async function fetchSamples(): Promise<readonly Sample[] | undefined> {
  try {
    const response = await fetch(new URL('samples/samples.json', document.baseURI));
    if (!response.ok) return undefined;
    const samples = readSamples(await response.json());
    return samples.ok ? samples.value : undefined;
  } catch {
    return undefined; // no network
  }
}

/** Where a sample's trace lies. */
export function sampleSource(sample: Sample, page: string): TraceSource | undefined {
  const source = urlSource(`samples/${sample.file}`, page);
  return source?.kind === 'url' ? { ...source, sample: sample.id } : undefined;
}
