import { failure, success, type Result } from '../base/result';
import type { OpenError, TraceSource } from './protocol';

export interface SourceStream {
  readonly chunks: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** 0: the sender did not say. */
  readonly bytesTotal: number;
}

/** The bytes of a source as a stream. A URL is fetched without credentials, referrer or cache of its own. */
export async function openSource(source: TraceSource, signal: AbortSignal): Promise<Result<SourceStream, OpenError>> {
  switch (source.kind) {
    case 'file':
      return success({ chunks: source.blob.stream(), bytesTotal: source.blob.size });
    case 'bytes': {
      const blob = new Blob([new Uint8Array(source.bytes)]);
      return success({ chunks: blob.stream(), bytesTotal: blob.size });
    }
    case 'url':
      return fetchSource(source.url, signal);
  }
}

async function fetchSource(url: string, signal: AbortSignal): Promise<Result<SourceStream, OpenError>> {
  try {
    const response = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!response.ok || response.body === null) {
      return failure({
        kind: 'unreachable',
        url,
        detail: `The server answered ${response.status} ${response.statusText}.`,
      });
    }
    // With a content encoding the length counts other bytes than those that arrive here.
    const plain = response.headers.get('content-encoding') === null;
    const length = plain ? Number(response.headers.get('content-length') ?? 0) : 0;
    return success({ chunks: response.body, bytesTotal: Number.isSafeInteger(length) ? length : 0 });
  } catch (error) {
    if (signal.aborted) return failure({ kind: 'cancelled' });
    return failure({ kind: 'unreachable', url, detail: error instanceof Error ? error.message : String(error) });
  }
}
