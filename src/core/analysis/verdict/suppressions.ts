import { stackFrames } from '../../tables/code-names';
import type { StackId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';

/** A line of a suppression file that cannot be read. */
export interface SuppressionError {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Stacks that a person does not want to hear of, in LeakSanitizer's syntax: a line `leak:PATTERN` holds for a stack of
 * which any frame's function, file or module has PATTERN in it; `*` stands for any text, `^` and `$` for the beginning
 * and the end; `#` begins a comment.
 */
export class Suppressions {
  private constructor(
    private readonly patterns: readonly RegExp[],
    readonly errors: readonly SuppressionError[],
  ) {}

  static readonly none = new Suppressions([], []);

  static parse(text: string): Suppressions {
    const patterns: RegExp[] = [];
    const errors: SuppressionError[] = [];
    for (const [index, raw] of text.split(/\r?\n/).entries()) {
      const line = raw.trim();
      if (line === '' || line.startsWith('#')) continue;
      const pattern = /^leak:(.+)$/.exec(line)?.[1];
      if (pattern === undefined) errors.push({ line: index + 1, text: line });
      else patterns.push(toExpression(pattern.trim()));
    }
    return new Suppressions(patterns, errors);
  }

  holdFor(trace: Trace, stack: StackId): boolean {
    if (this.patterns.length === 0) return false;
    return stackFrames(trace, stack).some(({ label, file, module }) =>
      this.patterns.some((pattern) => [label, file, module].some((text) => pattern.test(text))),
    );
  }
}

function toExpression(pattern: string): RegExp {
  const anchoredStart = pattern.startsWith('^');
  const anchoredEnd = pattern.endsWith('$');
  const body = pattern.slice(anchoredStart ? 1 : 0, anchoredEnd ? -1 : undefined);
  // Runs of stars mean what one means, and cost more.
  const escaped = body.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`${anchoredStart ? '^' : ''}${escaped.join('.*')}${anchoredEnd ? '$' : ''}`);
}
