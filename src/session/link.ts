import type { SessionState } from './session-state';
import { readState, writeState } from './state-params';
import { readReference, writeReference, type TraceReference } from './trace-reference';
import { LINK_VERSION, upgrade } from './upgrades';

export interface Link {
  /** undefined: the link is to the page itself. */
  readonly trace: TraceReference | undefined;
  readonly state: SessionState;
  /** Sentences on what the link meant and could not be read. */
  readonly lost: readonly string[];
}

/**
 * A link to `trace` seen as `state` says, on the page at `page`. What can be readable is:
 * `…/#v=1&sample=sqlite&at=1204&heap=simulated`.
 */
export function writeLink(page: string, trace: TraceReference, state: SessionState): string {
  const link = new URL(page);
  const query = new URLSearchParams();
  const fragment = new URLSearchParams({ v: String(LINK_VERSION) });
  writeState(state, fragment);
  writeReference(trace, query, fragment);
  link.search = query.toString();
  link.hash = fragment.toString();
  return link.href;
}

/** What a link says. Never fails: a state that cannot be read still opens the trace. */
export function readLink(href: string): Link {
  const { searchParams: query, hash } = new URL(href);
  const fragment = new URLSearchParams(hash.slice(1));
  const version = versionOf(fragment);
  if (version !== undefined) upgrade(fragment, version);
  const reference = readReference(query, fragment);
  const trace = typeof reference === 'string' ? undefined : reference;
  const lostTrace =
    reference === 'unreadable' ? ['The link is damaged: which trace it means cannot be read. Ask for it again.'] : [];
  if (version === undefined) {
    const newer = 'The link was made by another version of Heapglass: it opens the trace, but not the view.';
    return { trace, state: {}, lost: [...lostTrace, newer] };
  }
  const { state, lost } = readState(fragment);
  const lostState = lost.length === 0 ? [] : [`The link is damaged in part: ${lost.join(', ')} could not be read.`];
  return { trace, state, lost: [...lostTrace, ...lostState] };
}

/** Version of a link; one without a version was written by hand and means the one in force. */
function versionOf(fragment: URLSearchParams): number | undefined {
  const text = fragment.get('v') ?? String(LINK_VERSION);
  const version = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return version >= 1 && version <= LINK_VERSION ? version : undefined;
}
