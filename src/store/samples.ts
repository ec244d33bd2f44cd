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
  return urlSource(`samples/${sample.file}`, page);
}

/** The sample that `source` is, if it is one. */
export function sampleOf(source: TraceSource, samples: readonly Sample[], page: string): Sample | undefined {
  if (source.kind !== 'url') return undefined;
  return samples.find((sample) => {
    const known = sampleSource(sample, page);
    return known?.kind === 'url' && known.url === source.url;
  });
}
