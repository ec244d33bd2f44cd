import { decodePunycode } from './punycode';
import { SymbolReader } from './symbol-reader';

/** Back references make a name longer than its text by powers; nobody reads one of this length. */
const LONGEST = 1 << 15;

/** What all of the v0 mangling is made of. It writes while it reads: in this mangling nothing is known later. */
export abstract class RustReader extends SymbolReader {
  protected written = '';
  /** Above 0 what is read is not written. */
  private silent = 0;

  protected write(words: string): void {
    if (this.silent > 0) return;
    if (this.written.length + words.length > LONGEST) this.giveUp();
    else this.written += words;
  }

  protected quietly(read: () => void): void {
    this.silent++;
    read();
    this.silent--;
  }

  protected nested(read: () => void): void {
    this.deeper(undefined, read);
  }

  /** `_` is 0, `0_` is 1, and so on, in base 62. */
  protected base62(): number {
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

  protected optionalBase62(mark: string): number {
    return this.take(mark) ? this.base62() + 1 : 0;
  }

  /** A name without its number; empty for what has none. */
  protected identifier(): string {
    const isPunycode = this.take('u');
    const length = this.take('0') ? 0 : Number(this.digits());
    this.take('_');
    const name = this.symbol.slice(this.at, this.at + length);
    if (name.length < length) this.giveUp();
    this.at += name.length;
    return isPunycode ? (decodePunycode(name) ?? `punycode{${name}}`) : name;
  }

  /** Reads what an earlier place says, with `read`. */
  protected backReference(read: () => void): void {
    const here = this.at;
    this.expect('B');
    const target = this.base62();
    if (target >= here) this.giveUp();
    if (this.silent > 0 || this.hasFailed()) return;
    const behind = this.at;
    this.at = target;
    read();
    if (!this.hasFailed()) this.at = behind;
  }

  /** Items up to the closing `E`, and how many they were. */
  protected list(separator: string, read: () => void): number {
    let count = 0;
    while (!this.take('E')) {
      if (this.isAtEnd()) {
        this.giveUp();
        break;
      }
      if (count++ > 0) this.write(separator);
      read();
    }
    return count;
  }
}

function base62Digit(digit: string): number {
  const code = digit.charCodeAt(0);
  if (code <= 57) return code - 48;
  return code >= 97 ? code - 97 + 10 : code - 65 + 36;
}
