import { NameReader } from './itanium-names';
import { ItaniumPrinter } from './itanium-printer';

/**
 * The C++ name of a symbol that follows the Itanium C++ ABI (all but Microsoft's compilers), as GNU's tools write it;
 * undefined when it is none. Follows https://itanium-cxx-abi.github.io/cxx-abi/abi.html#mangling.
 */
export function demangleItanium(symbol: string): string | undefined {
  const start = symbol.startsWith('_Z') ? 2 : symbol.startsWith('__Z') ? 3 : 0;
  if (start === 0) return undefined;
  const node = NameReader.read(symbol.slice(start));
  return node && ItaniumPrinter.print(node);
}
