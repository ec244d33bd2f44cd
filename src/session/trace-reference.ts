import * as v from 'valibot';

/** How a link says which trace it is about. */
export type TraceReference =
  /** One of the gallery. */
  | { readonly kind: 'sample'; readonly id: string }
  | { readonly kind: 'url'; readonly url: string }
  /** The whole trace is in the link: `data` is what `packTrace` made. */
  | { readonly kind: 'inline'; readonly name: string; readonly data: string }
  /** A file that the person has to give again. `sha256` in hex. */
  | { readonly kind: 'file'; readonly name: string; readonly size: number; readonly sha256: string };

const sample = v.object({ sample: v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/)) });
const url = v.object({ trace: v.pipe(v.string(), v.minLength(1)) });
const inline = v.object({ name: v.string(), data: v.pipe(v.string(), v.regex(/^[\w-]+$/)) });
const file = v.object({
  name: v.string(),
  size: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** Puts the reference where it belongs: a URL into the query, as anybody may write it by hand; the rest behind `#`. */
export function writeReference(trace: TraceReference, query: URLSearchParams, fragment: URLSearchParams): void {
  switch (trace.kind) {
    case 'url':
      query.set('trace', trace.url);
      break;
    case 'sample':
      fragment.set('sample', trace.id);
      break;
    case 'inline':
      fragment.set('name', trace.name);
      fragment.set('data', trace.data);
      break;
    case 'file':
      fragment.set('name', trace.name);
      fragment.set('size', String(trace.size));
      fragment.set('sha256', trace.sha256);
      break;
  }
}

/** The reference of a link: `none` on a link to the page itself, `unreadable` on one that means a trace but is damaged. */
export function readReference(
  query: URLSearchParams,
  fragment: URLSearchParams,
): TraceReference | 'none' | 'unreadable' {
  const given = { ...Object.fromEntries(fragment), ...Object.fromEntries(query) };
  const byUrl = v.safeParse(url, given);
  if (byUrl.success) return { kind: 'url', url: byUrl.output.trace };
  const bySample = v.safeParse(sample, given);
  if (bySample.success) return { kind: 'sample', id: bySample.output.sample };
  const byData = v.safeParse(inline, given);
  if (byData.success) return { kind: 'inline', ...byData.output };
  const byFile = v.safeParse(file, given);
  if (byFile.success) return { kind: 'file', ...byFile.output };
  return ['trace', 'sample', 'data', 'sha256'].some((name) => name in given) ? 'unreadable' : 'none';
}
