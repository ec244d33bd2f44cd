import { NONE, type FrameId, type StringId } from '../tables/indices';
import type { Trace } from '../tables/trace';

/**
 * What tells the functions apart that a compiler makes of one constructor (complete, base) or destructor (deleting,
 * complete, base): the digit of `<ctor-dtor-name>` in the Itanium C++ ABI.
 */
const VARIANT = /([CD])[0-5]/g;

/**
 * By symbol the first one that names the same constructor or destructor of the source, where there are several. Names
 * are read only where symbols differ in nothing but such digits.
 */
export function structorVariants(trace: Trace): ReadonlyMap<StringId, StringId> {
  const { strings, frames } = trace;
  const alike = new Map<string, StringId[]>();
  const seen = new Set<StringId>([NONE as StringId]);
  for (let frame = 1; frame < frames.length; frame++) {
    const symbol = frames.symbol.get(frame as FrameId);
    if (seen.has(symbol)) continue;
    seen.add(symbol);
    if (!strings.startsWith(symbol, '_Z') || !hasVariant(strings.bytesOf(symbol))) continue;
    const text = strings.get(symbol);
    const pattern = text.replace(VARIANT, '$1');
    alike.set(pattern, [...(alike.get(pattern) ?? []), symbol]);
  }
  const first = new Map<StringId, StringId>();
  for (const symbols of alike.values()) {
    if (symbols.length > 1) mergeByName(trace, symbols, first);
  }
  return first;
}

/** Whether {@link VARIANT} is in it: looking at bytes takes a fraction of making texts of all of them. */
function hasVariant(symbol: Uint8Array): boolean {
  for (let i = 1; i < symbol.length; i++) {
    const isStructor = symbol[i - 1] === 0x43 || symbol[i - 1] === 0x44; // C, D
    if (isStructor && symbol[i] >= 0x30 && symbol[i] <= 0x35) return true;
  }
  return false;
}

function mergeByName({ strings }: Trace, symbols: readonly StringId[], first: Map<StringId, StringId>): void {
  const byName = new Map<string, StringId>();
  for (const symbol of symbols) {
    const name = strings.functionName(symbol);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, symbol);
    else first.set(symbol, known);
  }
}
