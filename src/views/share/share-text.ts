import { formatBytes } from '../../base/format';
import type { SharedLink } from '../../store/session-link';

/** What a link carries, and what whoever gets it needs. */
export function carriesText({ href, trace }: SharedLink): string {
  switch (trace.kind) {
    case 'sample':
      return 'The link opens this sample, which comes with Heapglass, at this instant and with this view.';
    case 'url':
      return isLoopback(trace.url)
        ? 'The link names the trace by its address on this machine, so it works on this machine only. Drop the file itself to get a link for others.'
        : 'The link names the trace by its address and says what is shown. Whoever opens it fetches the trace from there.';
    case 'inline':
      return `The link carries the whole trace and what is shown (${formatBytes(href.length)} of text): whoever has the link has the trace, and no server keeps it.`;
    case 'file':
      return `The trace is too large for a link. The link says what is shown and asks for the file: “${trace.name}”, ${formatBytes(trace.size)}, SHA-256 ${trace.sha256.slice(0, 12)}…. Send the file along; it is checked when it is dropped.`;
  }
}

function isLoopback(url: string): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(url);
}
