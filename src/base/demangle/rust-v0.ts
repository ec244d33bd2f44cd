import { RustConstantReader } from './rust-constants';

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

/** A name comes from a trace, which may be hostile. */
const MOST_LIFETIMES = 256;

/**
 * The Rust name of a symbol in the v0 mangling, as rustc-demangle's short form writes it: without hashes of crates.
 * Undefined when it is none. Follows https://doc.rust-lang.org/rustc/symbol-mangling/v0.html.
 */
export function demangleRustV0(symbol: string): string | undefined {
  const found = /^_{0,2}R(?=[A-Z])([\x21-\x7e]*)$/.exec(symbol);
  return found === null ? undefined : RustSymbolReader.read(found[1]);
}

class RustSymbolReader extends RustConstantReader {
  /** Lifetimes of the `for<…>` around here. */
  private bound = 0;

  static read(symbol: string): string | undefined {
    const reader = new RustSymbolReader(symbol);
    reader.path(true);
    if (/^[A-Z]/.test(reader.peek())) {
      reader.quietly(() => {
        reader.path(false);
      });
    }
    if (reader.hasFailed() || !(reader.isAtEnd() || reader.peek() === '.')) return undefined;
    return reader.written + symbol.slice(reader.at).replace(/\.llvm\.[0-9A-F@]+$/, '');
  }

  /** `isValue`: generic arguments are written with `::` before them. */
  protected path(isValue: boolean): void {
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
    if (count > MOST_LIFETIMES) this.giveUp();
    if (this.hasFailed()) return;
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
}
