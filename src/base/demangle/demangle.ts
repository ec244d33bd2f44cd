import { demangleItanium } from './itanium';
import { demangleRustLegacy } from './rust-legacy';
import { demangleRustV0 } from './rust-v0';

/**
 * The name of a function as its source writes it: C++ and Rust symbols are read, anything else stays as it is, and so
 * does what tools put behind a symbol (`@plt`, `@@GLIBCXX_3.4`, `+0x12`).
 */
export function demangle(name: string): string {
  // Nearly all names of a C program, and all that were read before, end here.
  if (!isMangled(name)) return name;
  const end = name.search(/[@+ ]/);
  const symbol = end < 0 ? name : name.slice(0, end);
  const readable = demangleRustLegacy(symbol) ?? demangleItanium(symbol) ?? demangleRustV0(symbol);
  return readable === undefined ? name : readable + name.slice(symbol.length);
}

function isMangled(name: string): boolean {
  return name.startsWith('_Z') || name.startsWith('_R') || name.startsWith('__Z') || name.startsWith('__R');
}
