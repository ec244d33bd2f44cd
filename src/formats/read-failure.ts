import type { TraceFormat } from './format';

/** Why nothing of a file could be opened as a trace. Damage inside a readable trace is a warning, not one of these. */
export type ReadFailure =
  | { readonly kind: 'empty' }
  /** `head`: what the file looks like, for people. */
  | { readonly kind: 'unknown-format'; readonly head: string }
  /** The container is damaged before anything of a trace. */
  | { readonly kind: 'corrupt'; readonly detail: string };

/** One sentence for people: what the file looks like, and what is accepted. */
export function readFailureSentence(failure: ReadFailure, formats: readonly TraceFormat[]): string {
  switch (failure.kind) {
    case 'empty':
      return `The file is empty; ${accepted(formats)}.`;
    case 'unknown-format':
      return `The file looks like ${failure.head} and is no trace; ${accepted(formats)}.`;
    case 'corrupt':
      return failure.detail;
  }
}

function accepted(formats: readonly TraceFormat[]): string {
  const labels = formats.map(({ label }) => label);
  return `Heapglass opens a ${labels.slice(0, -1).join(', a ')} or a ${labels.slice(-1).join('')}, plain, gzip or zstd`;
}
