const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['SP', '@'],
  ['BP', '*'],
  ['RF', '&'],
  ['LT', '<'],
  ['GT', '>'],
  ['LP', '('],
  ['RP', ')'],
  ['C', ','],
]);

/** Names of a C++ namespace, the last of which is the hash that Rust puts there. */
const LEGACY = /^_{0,2}ZN(\d[\w.$]*)17h[0-9a-f]{16}E(\.[\w.@]*)?$/;

/**
 * The Rust name of a symbol in the mangling before v0, without its hash; undefined when it is none. C++ has no name that
 * ends like these.
 */
export function demangleRustLegacy(symbol: string): string | undefined {
  const found = LEGACY.exec(symbol);
  if (found === null) return undefined;
  const parts: string[] = [];
  for (let rest = found[1]; rest !== '';) {
    const digits = /^\d+/.exec(rest)?.[0] ?? '';
    const end = digits.length + Number(digits);
    if (digits === '' || digits === '0' || end > rest.length) return undefined;
    parts.push(unescaped(rest.slice(digits.length, end)));
    rest = rest.slice(end);
  }
  return (
    parts.join('::') +
    found
      .slice(2)
      .join('')
      .replace(/\.llvm\.[0-9A-F@]+$/, '')
  );
}

/** `$LT$` is `<`, `..` is `::`, `$u20$` is a character by its number. */
function unescaped(part: string): string {
  return part.replace(/^_(?=\$)/, '').replace(/\.\.|\$u[0-9a-f]{1,6}\$|\$[A-Z]{1,2}\$/g, (escape) => {
    if (escape === '..') return '::';
    const name = escape.slice(1, -1);
    return name.startsWith('u') ? characterOf(name.slice(1)) : (ESCAPES.get(name) ?? escape);
  });
}

function characterOf(hexadecimal: string): string {
  const code = parseInt(hexadecimal, 16);
  return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
