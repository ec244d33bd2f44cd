/** A token of C or C++ source. Lines and columns count from 1; a column is a character, a tab is one. */
export interface Token {
  readonly kind: 'identifier' | 'number' | 'text' | 'punctuator' | 'comment';
  /** As written; line splices inside a token are left out. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Ordinal of the preprocessor directive that it stands in, from 1; 0: in none. */
  readonly directive: number;
}

// Sticky: each is tried at one place. `\\\n` splices two lines anywhere, also inside of names and comments.
const SPACE = /(?:[^\S\n]|\\\r?\n)+/y;
const LINE_COMMENT = /\/\/(?:\\\r?\n|[^\n])*/y;
const BLOCK_COMMENT = /\/\*[^]*?(?:\*\/|$)/y;
const RAW_TEXT = /(?:u8|[uUL])?R"([^\s()\\"]{0,16})\([^]*?(?:\)\1"|$)/y;
const TEXT = /(?:u8|[uUL])?(?:"(?:\\[^]|[^"\\\n])*(?:"|(?=\n)|$)|'(?:\\[^]|[^'\\\n])*(?:'|(?=\n)|$))/y;
const HEADER_NAME = /<[^>\n]*>/y;
const NUMBER = /\.?\d(?:[eEpP][+-]|'(?=\w)|[\w.])*/y;
const IDENTIFIER = /[\p{L}_$](?:[\p{L}\p{N}_$]|\\\r?\n(?=[\p{L}\p{N}_$]))*/uy;
const PUNCTUATOR = /->|::|\+\+|--|##|&&|\|\||[^]/y;

/** Splits source into tokens, comments among them. Never fails: what is no token of C is a punctuator of one character. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let [at, line, lineStart] = [0, 1, 0];
  let directives = 0;
  let directive = 0;
  /** Where the last token that is no comment ended. */
  let lastCodeLine = 0;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const pass = (text: string): void => {
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = at + i + 1;
    }
    at += text.length;
  };
  const add = (kind: Token['kind'], text: string): void => {
    tokens.push({ kind, text: text.replace(/\\\r?\n/g, ''), line, column: at - lineStart + 1, directive });
    pass(text);
    if (kind !== 'comment') lastCodeLine = line;
  };

  while (at < source.length) {
    if (source[at] === '\n') {
      pass('\n');
      directive = 0;
      continue;
    }
    const space = take(SPACE);
    if (space !== undefined) {
      pass(space);
      continue;
    }
    if (source[at] === '#' && lastCodeLine !== line) directive = ++directives;
    const comment = take(LINE_COMMENT) ?? take(BLOCK_COMMENT);
    const text = isHeaderNext(tokens, directive) ? take(HEADER_NAME) : undefined;
    if (comment !== undefined) add('comment', comment);
    else if (text !== undefined) add('text', text);
    else add(...plainToken(take));
  }
  return tokens;
}

function plainToken(take: (pattern: RegExp) => string | undefined): [Token['kind'], string] {
  const text = take(RAW_TEXT) ?? take(TEXT);
  if (text !== undefined) return ['text', text];
  const number = take(NUMBER);
  if (number !== undefined) return ['number', number];
  const identifier = take(IDENTIFIER);
  return identifier === undefined ? ['punctuator', take(PUNCTUATOR) ?? ''] : ['identifier', identifier];
}

/** Whether `<` begins the name of a header here. */
function isHeaderNext(tokens: readonly Token[], directive: number): boolean {
  const last = tokens.at(-1);
  return directive !== 0 && last?.directive === directive && /^(?:include|include_next|import)$/.test(last.text);
}
