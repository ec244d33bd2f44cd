import { packTrace } from '../session/inline-trace';
import { writeLink } from '../session/link';
import type { SessionState } from '../session/session-state';
import type { TraceReference } from '../session/trace-reference';
import type { TraceSource } from '../worker/protocol';
import type { AppState } from './app-store';
import { sha256 } from './file-hash';
import { noBudgets } from './budget-slice';
import { usualLook } from './layout-slice';
import { usualRules } from './rules-slice';
import { noSelection } from './selection-slice';
import { keysOf } from './state-scope';

/** What a link says of the view: everything of the scope `link` that is not as on a trace just opened. */
export function sessionState(state: AppState): SessionState {
  const usual: Readonly<Record<string, unknown>> = { ...usualLook, ...noSelection, ...noBudgets, ...usualRules };
  const unusual = keysOf('link').filter((key) => JSON.stringify(state[key]) !== JSON.stringify(usual[key]));
  return Object.fromEntries(unusual.map((key) => [key, state[key]]));
}

/**
 * How a link can name the trace: by what it is known by, else by its bytes, else by its hash.
 *
 * @param encode gives the same trace in the binary format, which may fit where the file does not
 */
export async function referenceTo(source: TraceSource, encode: Encode): Promise<TraceReference> {
  if (source.kind === 'url') return addressOf(source);
  const file = source.kind === 'file' ? source.blob : new Blob([source.bytes.slice()]);
  const data = (await packTrace(file)) ?? (await packEncoded(encode));
  if (data !== undefined) return { kind: 'inline', name: source.name, data };
  return { kind: 'file', name: source.name, size: file.size, sha256: await sha256(file) };
}

/** A trace on a server by its address, one of the gallery by its id. */
export function addressOf({ url, sample }: TraceSource & { kind: 'url' }): TraceReference {
  return sample === undefined ? { kind: 'url', url } : { kind: 'sample', id: sample };
}

type Encode = () => Promise<Uint8Array<ArrayBuffer> | undefined>;

async function packEncoded(encode: Encode): Promise<string | undefined> {
  const encoded = await encode();
  return encoded === undefined ? undefined : packTrace(new Blob([encoded]));
}

export interface SharedLink {
  readonly href: string;
  /** How the link names the trace. */
  readonly trace: TraceReference;
}

/** A link to what is shown now. */
export async function linkTo(state: AppState, source: TraceSource, page: string, encode: Encode): Promise<SharedLink> {
  const trace = await referenceTo(source, encode);
  return { href: writeLink(page, trace, sessionState(state)), trace };
}
