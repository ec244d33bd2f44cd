import type { TraceSource } from '../worker/protocol';

export function fileSource(file: File): TraceSource {
  return { kind: 'file', blob: file, name: file.name };
}

/** A trace on a server. `address` may be relative to the page; undefined when it is no address at all. */
export function urlSource(address: string, page: string): TraceSource | undefined {
  if (!URL.canParse(address, page)) return undefined;
  const url = new URL(address, page);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  return { kind: 'url', url: url.href, name: name === '' ? url.host : decodeName(name) };
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // a stray percent sign
  }
}
