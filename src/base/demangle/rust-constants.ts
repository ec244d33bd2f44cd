import { RustReader } from './rust-reader';

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\0', '\\0'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

/** Reads `<const>`: what may stand for a constant parameter. */
export abstract class RustConstantReader extends RustReader {
  protected abstract path(isValue: boolean): void;

  /** `isInside`: within another constant or a type, where braces are not needed. */
  protected constant(isInside: boolean): void {
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
    else if (tag === 'c') this.character();
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

  private character(): void {
    const character = characterOf(this.hexadecimal());
    if (character === undefined) this.giveUp();
    else this.write(`'${escaped(character, "'")}'`);
  }

  private stringLiteral(): void {
    const bytes = this.hexadecimal();
    try {
      const text = decodeURIComponent(bytes.replace(/../g, '%$&'));
      this.write(`"${Array.from(text, (character) => escaped(character, '"')).join('')}"`);
    } catch {
      this.giveUp();
    }
  }

  /** Hexadecimal digits up to `_`; empty when that is not what stands here. */
  private hexadecimal(): string {
    const end = this.symbol.indexOf('_', this.at);
    const digits = this.symbol.slice(this.at, Math.max(end, this.at));
    if (end < 0 || !/^[0-9a-f]*$/.test(digits)) {
      this.giveUp();
      return '';
    }
    this.at = end + 1;
    return digits;
  }
}

/** Decimal as far as 64 bits go. */
function integer(hexadecimal: string): string {
  const digits = hexadecimal.replace(/^0+/, '');
  if (digits.length > 16) return `0x${digits}`;
  return digits === '' ? '0' : BigInt(`0x${digits}`).toString();
}

/** A character of a literal, as Rust's source would have it. */
function escaped(character: string, quote: string): string {
  if (character === quote || character === '\\') return `\\${character}`;
  const short = SHORT_ESCAPES.get(character);
  if (short !== undefined) return short;
  const isPlain = character === ' ' || !/[\p{C}\p{Z}]/u.test(character);
  return isPlain ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** A character by its number; undefined when there is none. */
function characterOf(hexadecimal: string): string | undefined {
  const code = parseInt(hexadecimal, 16);
  return code <= 0x10ffff && (code < 0xd800 || code >= 0xe000) ? String.fromCodePoint(code) : undefined;
}
