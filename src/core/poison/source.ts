import { tokenize, type Token } from './tokens';

/** A preprocessor directive: `words` are its tokens behind `#`, without comments. */
export interface Directive {
  readonly name: string;
  readonly words: readonly Token[];
  readonly at: Token;
}

/** A file of C or C++ as the preprocessor takes it in: what `#if 0` leaves out is left out. */
export interface Source {
  /** Code and directives in order. */
  readonly parts: readonly (Token | Directive)[];
  readonly comments: readonly Token[];
}

export function isDirective(part: Token | Directive): part is Directive {
  return 'words' in part;
}

export function readSource(text: string): Source {
  const parts: (Token | Directive)[] = [];
  const comments: Token[] = [];
  let skipped = 0; // depth of conditionals within one that is never compiled
  for (const part of gather(tokenize(text), comments)) {
    if (skipped > 0) {
      if (isDirective(part) && part.name.startsWith('if')) skipped++;
      else if (isDirective(part) && (part.name === 'endif' || (skipped === 1 && /^el/.test(part.name)))) skipped--;
    } else if (isDirective(part) && part.name === 'if' && part.words.length === 2 && part.words[1].text === '0')
      skipped = 1;
    else parts.push(part);
  }
  return { parts, comments };
}

/** Puts the tokens of each directive together and the comments apart. */
function* gather(tokens: readonly Token[], comments: Token[]): Generator<Token | Directive> {
  let words: Token[] = [];
  let at: Token | undefined;
  for (const token of tokens) {
    if (token.kind === 'comment') {
      comments.push(token);
      continue;
    }
    if (at !== undefined && token.directive !== at.directive) {
      yield { name: words.at(0)?.text ?? '', words, at };
      at = undefined;
    }
    if (token.directive === 0) yield token;
    else if (at === undefined) {
      at = token; // its `#`
      words = [];
    } else words.push(token);
  }
  if (at !== undefined) yield { name: words.at(0)?.text ?? '', words, at };
}
