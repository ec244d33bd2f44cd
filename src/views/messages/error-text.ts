import type { OpenError } from '../../worker/protocol';

/** What is said about something that failed: what happened and where, and what a person can do. */
export interface ErrorText {
  readonly what: string;
  readonly todo: string;
}

/** Why the trace called `name` could not be opened. */
export function openErrorText(error: OpenError, name: string): ErrorText {
  switch (error.kind) {
    case 'empty':
      return {
        what: `“${name}” has no bytes in it.`,
        todo: 'Check that the recording ran to its end and was written to this file.',
      };
    case 'unknown-format':
      return {
        what: `“${name}” is no allocation trace that Heapglass knows: it begins with ${error.head}.`,
        todo: 'Heapglass opens its own traces (.hgt, .hgb) and heaptrack’s, plain or packed with gzip or zstd.',
      };
    case 'corrupt':
      return {
        what: `“${name}” is damaged: ${error.detail}`,
        todo: 'Nothing of it could be read. Copy or record it again.',
      };
    case 'unreachable':
      return {
        what: `${error.url} could not be fetched: ${error.detail}`,
        todo: 'The address must be https (or this machine) and its server must allow other pages to read it (CORS). A downloaded copy can be dropped here.',
      };
    case 'out-of-memory':
      return {
        what: `This browser has no memory left for “${name}”: ${error.detail}`,
        todo: 'Close other tabs and try again, or open a shorter recording.',
      };
    case 'cancelled':
      return { what: `Loading “${name}” was cancelled.`, todo: 'Open it again to read all of it.' };
  }
}

export const NOT_ISOLATED =
  'This page may not share memory between threads here, so the engine runs in the page itself: everything works, but the page stutters on large traces. Serve it with “npm start” for full speed.';
