import { demangle } from '../../base/demangle/demangle';
import type { CodePlace } from './code-place';

const UNKNOWN = '??';

/**
 * Reads what `addr2line --addresses --functions --inlines` and `llvm-symbolizer --output-style=GNU` print: a line with
 * the address, then two lines, function and place, for each function there, innermost first. Symbols come as the linker
 * has them: one demangler makes the same names of them whatever the tool.
 */
export class PlaceReader {
  readonly places = new Map<number, CodePlace[]>();
  private offset = -1;
  private symbol: string | undefined;

  line(line: string): void {
    if (this.symbol !== undefined) this.place(this.symbol, line);
    else if (/^0x[0-9a-f]+$/.test(line)) this.offset = Number(line);
    else if (line !== '') this.symbol = line;
  }

  private place(symbol: string, place: string): void {
    this.symbol = undefined;
    if (symbol === UNKNOWN) return;
    const known = this.places.get(this.offset);
    const entry = { symbol: demangle(withoutVersion(symbol)), file: fileOf(place) };
    if (known === undefined) this.places.set(this.offset, [entry]);
    else known.push(entry);
  }
}

/** `malloc@@GLIBC_2.2.5` is `malloc`. */
function withoutVersion(symbol: string): string {
  return symbol.replace(/@@?[A-Z]\w*[\w.]*$/, '');
}

/** `a.c:12 (discriminator 3)` is `a.c:12`; `a.c:?` and `a.c:0` are `a.c`; `??:0` is nothing. */
function fileOf(place: string): string {
  const match = /^(.*?)(?::(\d+|\?))?(?: \(discriminator \d+\))?$/.exec(place);
  const [, file = '', line = '0'] = match ?? [];
  if (file === '' || file === UNKNOWN) return '';
  return line === '0' || line === '?' ? file : `${file}:${line}`;
}
