import { unpackTrace } from '../session/inline-trace';
import { readLink } from '../session/link';
import { isProfileFile, readProfile } from '../session/profile-file';
import type { TraceReference } from '../session/trace-reference';
import type { TraceSource } from '../worker/protocol';
import type { AppStore } from './app-store';
import { isBottomTab } from './layout-slice';
import type { LinkedView } from './navigation-slice';
import { fetchSamples, sampleSource } from './samples';
import { sha256 } from './file-hash';
import { fileSource, urlSource } from './source';

/** Opens what a link names and shows what it describes. What cannot be had is said in a notice. */
export async function arriveByLink(store: AppStore, href: string, page: string): Promise<void> {
  const { trace, state, lost } = readLink(href);
  const { notify, open, awaitFile } = store.getState();
  lost.forEach(notify);
  if (trace === undefined) return;
  const { tab, ...rest } = state;
  const view: LinkedView = { ...rest, ...(tab !== undefined && isBottomTab(tab) && { tab }) };
  if (trace.kind === 'file') {
    awaitFile(trace, view);
    return;
  }
  const source = await sourceOf(trace, page);
  if (typeof source === 'string') notify(source);
  else open(source, { kind: 'linked', view });
}

/** Where the trace that a link names is to be had, or a sentence on why it is not. */
async function sourceOf(trace: Exclude<TraceReference, { kind: 'file' }>, page: string): Promise<TraceSource | string> {
  switch (trace.kind) {
    case 'url':
      return urlSource(trace.url, page) ?? 'The link names a trace at an address that is none. Ask for the link again.';
    case 'sample': {
      const sample = (await fetchSamples())?.find(({ id }) => id === trace.id);
      const source = sample && sampleSource(sample, page);
      return source ?? `The link names the sample “${trace.id}”, which this server does not have.`;
    }
    case 'inline': {
      const bytes = await unpackTrace(trace.data);
      if (bytes.ok) return { kind: 'bytes', bytes: bytes.value, name: trace.name };
      return bytes.failure === 'damaged'
        ? 'The trace inside the link was damaged on its way: often the end of a long link is cut off. Ask for it again.'
        : 'The trace inside the link unpacks to more than a link may carry, so it was not opened.';
    }
  }
}

/** Applies the profile in a file that the person gave; says so where it is none, or there is nothing to apply it to. */
export async function openProfile(store: AppStore, file: File): Promise<void> {
  const { status, addProfile, notify } = store.getState();
  const read = readProfile(await file.text());
  if (!read.ok) notify(`“${file.name}” changes nothing. ${read.failure}`);
  else if (status.kind === 'ready') addProfile(read.value);
  else notify('A profile says how to look at a trace: open one first, then drop the profile again.');
}

/** Opens a file that the person gave: a trace, or a profile. Where a link asked for one, it must be that one to get the link's view. */
export async function openFile(store: AppStore, file: File): Promise<void> {
  if (await isProfileFile(file)) {
    await openProfile(store, file);
    return;
  }
  const { awaited, open, notify } = store.getState();
  const source = fileSource(file);
  if (awaited === undefined) {
    open(source, { kind: 'at-peak' });
    return;
  }
  const { name, size, sha256: expected } = awaited.file;
  const isIt = file.size === size && (await sha256(file)) === expected;
  if (!isIt) {
    notify(
      `This is not the file that the link was made for, so it is shown from its own peak. Drop “${name}” to see what the link shows.`,
    );
  }
  open(source, isIt ? { kind: 'linked', view: awaited.view } : { kind: 'at-peak' });
}
