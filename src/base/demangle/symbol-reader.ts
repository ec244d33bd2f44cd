/** Names come from a trace, which may be hostile: nothing that people write nests as deep. */
const DEEPEST = 192;

/**
 * Reads a mangled name from the left. Failure sticks: the rest of the name counts as read, so that every loop ends, and
 * whoever began asks `hasFailed()` once.
 */
export abstract class SymbolReader {
  protected at = 0;
  private isLost = false;
  private depth = 0;

  constructor(protected readonly symbol: string) {}

  protected isAtEnd(): boolean {
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
    if (!this.take(word)) this.giveUp();
  }

  protected giveUp(): void {
    this.isLost = true;
    this.at = this.symbol.length;
  }

  protected hasFailed(): boolean {
    return this.isLost;
  }

  /** What `read` finds one level deeper; `otherwise` when that is too deep, or all is lost. */
  protected deeper<T>(otherwise: T, read: () => T): T {
    if (this.depth >= DEEPEST) this.giveUp();
    if (this.isLost) return otherwise;
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  /** Decimal digits; empty when there are none. */
  protected digits(): string {
    const start = this.at;
    while (isDigit(this.peek())) this.at++;
    return this.symbol.slice(start, this.at);
  }
}

export function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
