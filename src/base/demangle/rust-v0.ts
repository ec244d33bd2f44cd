import { decodePunycode } from './punycode';
import { SymbolReader } from './symbol-reader';

/** Back references make a name longer than its text by powers; nobody reads one of this length. */
const LONGEST = 1 << 15;

const BASIC_TYPES: ReadonlyMap<string, string> = new Map([
  ['a', 'i8'],
  ['b', 'bool'],
  ['c', 'char'],
  ['d', 'f64'],
  ['e', 'str'],
  ['f', 'f32'],
  ['h', 'u8'],
  ['i', 'isize'],
  ['j', 'usize'],
  ['l', 'i32'],
  ['m', 'u32'],
  ['n', 'i128'],
  ['o', 'u128'],
  ['p', '_'],
  ['s', 'i16'],
  ['t', 'u16'],
  ['u', '()'],
  ['v', '...'],
  ['x', 'i64'],
  ['y', 'u64'],
  ['z', '!'],
]);

/**
 * The Rust name of a symbol in the v0 mangling, as rustc-demangle's short form writes it: without hashes of crates.
 * Undefined when it is none. Follows https://doc.rust-lang.org/rustc/symbol-mangling/v0.html.
 */
export function demangleRustV0(symbol: string): string | undefined {
  const found = /^_{0,2}R(?=[A-Z])([\x21-\x7e]*)$/.exec(symbol);
  return found === null ? undefined : RustReader.read(found[1]);
}

/** Writes while it reads: in this mangling nothing is known later. */
class RustReader extends SymbolReader {
  private written = '';
  /** Above 0 what is read is not written. */
  private silent = 0;
  /** Lifetimes of the `for<…>` around here. */
  private bound = 0;

  static read(symbol: string): string | undefined {
    const reader = new RustReader(symbol);
    reader.path(true);
    if (/^[A-Z]/.test(reader.peek())) {
      reader.quietly(() => {
        reader.path(false);
      });
    }
    if (reader.hasFailed || !(reader.isAtEnd || reader.peek() === '.')) return undefined;
    return reader.written + symbol.slice(reader.at).replace(/\.llvm\.[0-9A-F@]+$/, '');
  }

  private write(words: string): void {
    if (this.silent > 0) return;
    if (this.written.length + words.length > LONGEST) this.giveUp();
    else this.written += words;
  }

  private quietly(read: () => void): void {
    this.silent++;
    read();
    this.silent--;
  }

  private nested(read: () => void): void {
    this.deeper(undefined, read);
  }

  /** `_` is 0, `0_` is 1, and so on, in base 62. */
  private base62(): number {
    const found = /^([0-9a-zA-Z]{0,12})_/.exec(this.symbol.slice(this.at, this.at + 13));
    if (found === null) {
      this.giveUp();
      return 0;
    }
    this.at += found[0].length;
    if (found[1] === '') return 0;
    let value = 0;
    for (const digit of found[1]) value = value * 62 + base62Digit(digit);
    return value + 1;
  }

  private optionalBase62(mark: string): number {
    return this.take(mark) ? this.base62() + 1 : 0;
  }

  /** A name without its number; empty for what has none. */
  private identifier(): string {
    const isPunycode = this.take('u');
    const length = this.take('0') ? 0 : Number(this.digits());
    this.take('_');
    const name = this.symbol.slice(this.at, this.at + length);
    if (name.length < length) this.giveUp();
    this.at += name.length;
    return isPunycode ? (decodePunycode(name) ?? `punycode{${name}}`) : name;
  }

  /** Reads what an earlier place says, with `read`. */
  private backReference(read: () => void): void {
    const here = this.at;
    this.expect('B');
    const target = this.base62();
    if (target >= here) this.giveUp();
    if (this.silent > 0 || this.hasFailed) return;
    const behind = this.at;
    this.at = target;
    read();
    if (!this.hasFailed) this.at = behind;
  }

  /** Items up to the closing `E`, and how many they were. */
  private list(separator: string, read: () => void): number {
    let count = 0;
    for (; !this.take('E') && !this.hasFailed; count++) {
      if (this.isAtEnd) {
        this.giveUp();
        break;
      }
      if (count > 0) this.write(separator);
      read();
    }
    return count;
  }

  /** `isValue`: generic arguments are written with `::` before them. */
  private path(isValue: boolean): void {
    this.nested(() => {
      this.anyPath(isValue);
    });
  }

  private anyPath(isValue: boolean): void {
    if (this.peek() === 'B') {
      this.backReference(() => {
        this.path(isValue);
      });
    } else if (this.take('C')) {
      this.optionalBase62('s');
      this.write(this.identifier());
    } else if (this.take('N')) this.nestedPath(isValue);
    else if (this.take('M')) this.implementation(false);
    else if (this.take('X')) this.implementation(true);
    else if (this.take('Y')) this.qualifiedSelf(true);
    else if (this.take('I')) {
      this.path(isValue);
      this.write(isValue ? '::<' : '<');
      this.genericArguments();
      this.write('>');
    } else this.giveUp();
  }

  private genericArguments(): void {
    this.list(', ', () => {
      this.genericArgument();
    });
  }

  private nestedPath(isValue: boolean): void {
    const namespace = this.peek();
    this.at++;
    this.path(isValue);
    const number = this.optionalBase62('s');
    const name = this.identifier();
    if (!/^[A-Z]/.test(namespace)) this.write(name === '' ? '' : `::${name}`);
    else {
      const kind = namespace === 'C' ? 'closure' : namespace === 'S' ? 'shim' : namespace;
      this.write(`::{${kind}${name === '' ? '' : `:${name}`}#${number}}`);
    }
  }

  private implementation(hasTrait: boolean): void {
    this.optionalBase62('s');
    this.quietly(() => {
      this.path(false);
    });
    this.qualifiedSelf(hasTrait);
  }

  /** `<Type as Trait>` */
  private qualifiedSelf(hasTrait: boolean): void {
    this.write('<');
    this.type();
    if (hasTrait) {
      this.write(' as ');
      this.path(false);
    }
    this.write('>');
  }

  private genericArgument(): void {
    if (this.take('L')) this.lifetime(this.base62());
    else if (this.take('K')) this.constant(false);
    else this.type();
  }

  private lifetime(index: number): void {
    if (index === 0) {
      this.write("'_");
      return;
    }
    const depth = this.bound - index;
    if (depth < 0) this.giveUp();
    else this.write(depth < 26 ? `'${String.fromCharCode(97 + depth)}` : `'_${depth}`);
  }

  private type(): void {
    this.nested(() => {
      const basic = BASIC_TYPES.get(this.peek());
      if (basic === undefined) this.compoundType();
      else {
        this.at++;
        this.write(basic);
      }
    });
  }

  private compoundType(): void {
    if (this.take('R')) this.reference('');
    else if (this.take('Q')) this.reference('mut ');
    else if (this.take('P')) this.pointer('*const ');
    else if (this.take('O')) this.pointer('*mut ');
    else if (this.take('A')) this.array(true);
    else if (this.take('S')) this.array(false);
    else if (this.take('T')) this.tuple();
    else if (this.take('F')) this.functionType();
    else if (this.take('D')) this.dynamicType();
    else if (this.peek() === 'B') {
      this.backReference(() => {
        this.type();
      });
    } else this.path(false);
  }

  private reference(mutable: string): void {
    this.write('&');
    const lifetime = this.take('L') ? this.base62() : 0;
    if (lifetime !== 0) {
      this.lifetime(lifetime);
      this.write(' ');
    }
    this.pointer(mutable);
  }

  private pointer(words: string): void {
    this.write(words);
    this.type();
  }

  private array(hasLength: boolean): void {
    this.write('[');
    this.type();
    if (hasLength) {
      this.write('; ');
      this.constant(true);
    }
    this.write(']');
  }

  private tuple(): void {
    this.write('(');
    const count = this.list(', ', () => {
      this.type();
    });
    this.write(count === 1 ? ',)' : ')');
  }

  /** Runs `read` within the lifetimes that are bound here. */
  private withBinder(read: () => void): void {
    const count = this.optionalBase62('G');
    if (count > LONGEST) this.giveUp();
    if (this.hasFailed) return;
    const outer = this.bound;
    for (let i = 0; i < count; i++) {
      this.write(i === 0 ? 'for<' : ', ');
      this.bound++;
      this.lifetime(1);
    }
    if (count > 0) this.write('> ');
    read();
    this.bound = outer;
  }

  private functionType(): void {
    this.withBinder(() => {
      if (this.take('U')) this.write('unsafe ');
      if (this.take('K')) {
        const name = this.take('C') ? 'C' : this.identifier().replaceAll('_', '-');
        this.write(`extern "${name}" `);
      }
      this.write('fn(');
      this.list(', ', () => {
        this.type();
      });
      this.write(')');
      if (this.take('u')) return;
      this.write(' -> ');
      this.type();
    });
  }

  private dynamicType(): void {
    this.write('dyn ');
    this.withBinder(() => {
      this.list(' + ', () => {
        this.dynamicTrait();
      });
    });
    this.expect('L');
    const lifetime = this.base62();
    if (lifetime === 0) return;
    this.write(' + ');
    this.lifetime(lifetime);
  }

  /** A trait with what its associated types are: `Iterator<Item = u8>`. */
  private dynamicTrait(): void {
    let isOpen = this.openPath();
    while (this.take('p')) {
      this.write(isOpen ? ', ' : '<');
      isOpen = true;
      this.write(`${this.identifier()} = `);
      this.type();
    }
    if (isOpen) this.write('>');
  }

  /** A path whose generic arguments are not closed yet; whether it has any. */
  private openPath(): boolean {
    return this.deeper(false, () => {
      if (this.peek() === 'B') {
        let isOpen = false;
        this.backReference(() => {
          isOpen = this.openPath();
        });
        return isOpen;
      }
      if (!this.take('I')) {
        this.path(false);
        return false;
      }
      this.path(false);
      this.write('<');
      this.genericArguments();
      return true;
    });
  }

  /** `isInside`: within another constant or a type, where braces are not needed. */
  private constant(isInside: boolean): void {
    this.nested(() => {
      this.anyConstant(isInside);
    });
  }

  private anyConstant(isInside: boolean): void {
    if (this.peek() === 'B') {
      this.backReference(() => {
        this.constant(isInside);
      });
      return;
    }
    const tag = this.peek();
    this.at++;
    if (tag === 'p') this.write('_');
    else if ('htmyoj'.includes(tag)) this.write(integer(this.hexadecimal()));
    else if ('aslxni'.includes(tag)) this.write((this.take('n') ? '-' : '') + integer(this.hexadecimal()));
    else if (tag === 'b') this.boolean();
    else if (tag === 'c') this.write(`'${escaped(this.hexadecimal(), "'")}'`);
    else if (tag === 'R' && this.take('e')) this.stringLiteral();
    else this.compoundConstant(tag, isInside);
  }

  private compoundConstant(tag: string, isInside: boolean): void {
    this.write(isInside ? '' : '{');
    const items = (): number =>
      this.list(', ', () => {
        this.constant(true);
      });
    if (tag === 'e') {
      this.write('*');
      this.stringLiteral();
    } else if (tag === 'R' || tag === 'Q') {
      this.write(tag === 'R' ? '&' : '&mut ');
      this.constant(true);
    } else if (tag === 'A') {
      this.write('[');
      items();
      this.write(']');
    } else if (tag === 'T') {
      this.write('(');
      this.write(items() === 1 ? ',)' : ')');
    } else if (tag === 'V') this.structConstant(items);
    else this.giveUp();
    this.write(isInside ? '' : '}');
  }

  private structConstant(items: () => number): void {
    this.path(true);
    if (this.take('T')) {
      this.write('(');
      items();
      this.write(')');
    } else if (this.take('S')) {
      this.write(' { ');
      this.list(', ', () => {
        this.optionalBase62('s');
        this.write(`${this.identifier()}: `);
        this.constant(true);
      });
      this.write(' }');
    } else this.expect('U');
  }

  private boolean(): void {
    const digits = this.hexadecimal();
    if (digits === '0') this.write('false');
    else if (digits === '1') this.write('true');
    else this.giveUp();
  }

  private stringLiteral(): void {
    const bytes = this.hexadecimal();
    try {
      const text = decodeURIComponent(bytes.replace(/../g, '%$&'));
      this.write(`"${[...text].map((character) => escaped(codeOf(character).toString(16), '"')).join('')}"`);
    } catch {
      this.giveUp();
    }
  }

  private hexadecimal(): string {
    const end = this.symbol.indexOf('_', this.at);
    const digits = this.symbol.slice(this.at, Math.max(end, this.at));
    if (end < 0 || !/^[0-9a-f]*$/.test(digits)) this.giveUp();
    else this.at = end + 1;
    return digits;
  }
}

function base62Digit(digit: string): number {
  const code = codeOf(digit);
  if (code <= 57) return code - 48;
  return code >= 97 ? code - 97 + 10 : code - 65 + 36;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Decimal as far as 64 bits go. */
function integer(hexadecimal: string): string {
  const digits = hexadecimal.replace(/^0+/, '');
  if (digits.length > 16) return `0x${digits}`;
  return digits === '' ? '0' : BigInt(`0x${digits}`).toString();
}

/** A character of a literal, as Rust's source would have it. */
function escaped(hexadecimal: string, quote: string): string {
  const code = parseInt(hexadecimal, 16);
  if (!(code <= 0x10ffff) || (code >= 0xd800 && code < 0xe000)) return '';
  const character = String.fromCodePoint(code);
  if (character === quote || character === '\\') return `\\${character}`;
  const short = ({ '\0': '\\0', '\t': '\\t', '\n': '\\n', '\r': '\\r' } as const)[character];
  if (short !== undefined) return short;
  return /[\p{C}\p{Z}]/u.test(character) && character !== ' ' ? `\\u{${code.toString(16)}}` : character;
}
