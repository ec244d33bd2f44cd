import { NOTHING, type Node } from './itanium-node';

/** Names come from a trace, which may be hostile: nothing that people write nests as deep. */
const DEEPEST = 192;

/**
 * Reads a mangled name from the left. Failure sticks: the rest of the name counts as read, so that every loop ends, and
 * whoever began asks `hasFailed` once.
 */
export abstract class SymbolReader {
  protected at = 0;
  protected hasFailed = false;
  private depth = 0;

  constructor(protected readonly symbol: string) {}

  protected get isAtEnd(): boolean {
    return this.at >= this.symbol.length;
  }

  /** The character `ahead` of here; empty beyond the end. */
  protected peek(ahead = 0): string {
    return this.symbol.charAt(this.at + ahead);
  }

  protected take(word: string): boolean {
    if (!this.symbol.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  protected expect(word: string): void {
    if (!this.take(word)) this.fail();
  }

  protected fail(): Node {
    this.hasFailed = true;
    this.at = this.symbol.length;
    return NOTHING;
  }

  /** Runs `read` one level deeper. */
  protected deeper(read: () => Node): Node {
    if (++this.depth > DEEPEST) return this.fail();
    const node = read();
    this.depth--;
    return node;
  }

  /** Nodes up to the closing `E`. */
  protected untilEnd(read: () => Node): Node[] {
    const nodes: Node[] = [];
    while (!this.take('E')) {
      if (this.isAtEnd) {
        this.fail();
        break;
      }
      nodes.push(read());
    }
    return nodes;
  }

  /** Decimal digits; empty when there are none. */
  protected digits(): string {
    const start = this.at;
    while (isDigit(this.peek())) this.at++;
    return this.symbol.slice(start, this.at);
  }

  /** `_` is 0, `0_` is 1, and so on, in base `radix`. */
  protected ordinal(radix: 10 | 36): number {
    if (this.take('_')) return 0;
    const end = this.symbol.indexOf('_', this.at);
    const digits = this.symbol.slice(this.at, end);
    if (end < 0 || !(radix === 10 ? /^\d{1,9}$/ : /^[0-9A-Z]{1,6}$/).test(digits)) {
      this.fail();
      return 0;
    }
    this.at = end + 1;
    return parseInt(digits, radix) + 1;
  }
}

export function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
