import type { Token } from './tokens';

/** Which names stand for a variable, which hides the function of that name to the end of its block. */
export class Scopes {
  /** Of every open brace, whether it encloses members of a structure: they hide nothing. */
  private readonly open: boolean[] = [];
  /** Depth of the block that a name was declared in. */
  private readonly declared = new Map<string, number>();

  /** Goes past a token that is no identifier; `before`: the two tokens before it, the nearest first. */
  pass({ text }: Token, before: readonly (Token | undefined)[]): void {
    if (text === '{') this.open.push(before.some((token) => /^(?:struct|union|class)$/.test(token?.text ?? '')));
    if (text !== '}') return;
    this.open.pop();
    for (const [name, depth] of this.declared) if (depth > this.open.length) this.declared.delete(name);
  }

  declare(name: string): void {
    if (this.open.at(-1) !== true) this.declared.set(name, this.open.length);
  }

  hides(name: string): boolean {
    return this.declared.has(name);
  }
}
