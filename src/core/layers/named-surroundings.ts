import { blockSurroundings, COOKIE_BYTES, type SurroundingSpan } from './block-surroundings';
import type { AllocatorConfiguration } from './configuration';
import { debugHeader, FOOTER_BYTES } from './debug-layout';
import type { DebugOptions } from './debug-layer';

/** Bytes `from` … `to`, counted from the block's first, and what they are. */
export interface NamedSpan extends SurroundingSpan {
  /** For people: `debug header: magic`. */
  readonly name: string;
}

/**
 * As `blockSurroundings`, word for word: the fields of gallium's debug header, the cookie's words, footer, slack and
 * guards, from the nearest to the payload outwards.
 */
export function namedSurroundings(
  configuration: AllocatorConfiguration,
  bytes: number,
  alignLog2: number,
  engineHeader: number,
): readonly NamedSpan[] {
  const { cookies, debug } = configuration;
  const alignment = 2 ** alignLog2;
  const cookieLead = cookies === undefined ? 0 : Math.max(COOKIE_BYTES, alignment);
  const outer = blockSurroundings(configuration, bytes, alignLog2, engineHeader).filter(({ of }) => of !== 'header');
  return [
    ...(cookies === undefined ? [] : cookieWords(cookieLead)),
    ...(debug === undefined ? [] : debugWords(debug, alignment, cookieLead, bytes)),
    ...outer.map((span) => ({ ...span, name: span.of })),
  ];
}

/** The words of a cookie's header, `lead` bytes long. */
function cookieWords(lead: number): NamedSpan[] {
  return [
    header('cookie header: cookie', -4, 0),
    header('cookie header: bytes asked for', -8, -4),
    header('cookie header: padding', -lead, -8),
  ];
}

/** Header and footer of the debug layer around a payload of `bytes`, that a cookie's header of `inner` bytes precedes. */
function debugWords({ model, keepsFreed }: DebugOptions, alignment: number, inner: number, bytes: number): NamedSpan[] {
  const { bytes: length, ...offsets } = debugHeader(model, keepsFreed);
  const fields = Object.entries(offsets)
    .filter(([, offset]) => offset >= 0)
    .sort(([, a], [, b]) => a - b);
  const start = -inner - length;
  const lead = Math.ceil(length / alignment) * alignment;
  const words = fields.map(([name, offset], index) => {
    const end = index + 1 < fields.length ? fields[index + 1][1] : length;
    return header(`debug header: ${name}`, start + offset, start + end);
  });
  const padding = lead > length ? [header('debug header: padding', -inner - lead, start)] : [];
  return [...words.reverse(), ...padding, header('debug footer', bytes, bytes + FOOTER_BYTES)];
}

function header(name: string, from: number, to: number): NamedSpan {
  return { of: 'header', name, from, to };
}
