import { formatBytes } from '../../base/format';
import type { NamedSpan } from '../../worker/protocol';

/**
 * What stands around a payload on one side, in order of address: parts with their bytes and the fields they consist of.
 * `slack 3.72 KiB; cookie header 16 B (padding, bytes asked for, cookie)`.
 */
export function aroundText(spans: readonly NamedSpan[]): string {
  const parts = new Map<string, { bytes: number; readonly fields: string[] }>();
  for (const { name, from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const colon = name.indexOf(': ');
    const part = colon < 0 ? name : name.slice(0, colon);
    const known = parts.get(part) ?? { bytes: 0, fields: [] };
    known.bytes += to - from;
    if (colon >= 0) known.fields.push(name.slice(colon + 2));
    parts.set(part, known);
  }
  const texts = [...parts].map(
    ([part, { bytes, fields }]) =>
      `${part} ${formatBytes(bytes)}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`,
  );
  return texts.length === 0 ? 'nothing' : texts.join('; ');
}
