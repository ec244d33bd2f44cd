import { Scopes } from './scopes';
import type { Token } from './tokens';
import { isDirective, type Directive, type Source } from './source';

/**
 * What a poisoned name is used for. Raw uses: a `call`, or the function taken as a `value`. Not raw: a `member` of
 * something, or a `declaration` (of a variable, a parameter, a member, a function of that name).
 */
export type Use = 'call' | 'value' | 'member' | 'declaration';

/** A poisoned name in a file, or a macro with one in its body where it is expanded. */
export interface Occurrence {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly use: Use;
  /** A `(` follows, across spaces, comments and lines. */
  readonly hasParenthesis: boolean;
  readonly isPoisoned: boolean;
  /** `body`: it stands in a macro's body. `expansion`: the macro is used here, and its body has the name. */
  readonly macro:
    undefined | { readonly part: 'body' | 'expansion'; readonly name: string; readonly isPoisonedBody: boolean };
}

interface Macro {
  readonly isFunction: boolean;
  readonly body: readonly Token[];
  readonly isPoisoned: boolean;
}

/** Words before a name that begin an expression: any other word before it is a type, so that the name is declared. */
const EXPRESSION_WORDS: ReadonlySet<string> = new Set([
  'return', 'else', 'do', 'case', 'goto', 'sizeof', 'throw', 'co_return', 'co_yield', 'co_await', 'and', 'or', 'not', 'in',
]); // prettier-ignore

/** Where the poison begins: at its first directive, or where a header named after it is included. */
export function poisonStart({ parts }: Source, names: ReadonlySet<string>): Directive | undefined {
  return parts.filter(isDirective).find((directive) => isPoison(directive, names));
}

function isPoison({ name, words }: Directive, names: ReadonlySet<string>): boolean {
  if (name === 'define')
    return names.has(words.at(1)?.text ?? '') && words.some(({ text }) => text.includes('do_not_use'));
  if (name === 'pragma') return words.at(1)?.text === 'GCC' && words.at(2)?.text === 'poison';
  return name === 'include' && /poison|do_not_use/.test(words.at(1)?.text ?? '');
}

/** Every poisoned name in the order of the file. Without a place where the poison begins, all of the file is under it. */
export function findOccurrences(source: Source, names: ReadonlySet<string>): Occurrence[] {
  const found: Occurrence[] = [];
  const macros = new Map<string, Macro>();
  const scopes = new Scopes();
  const code = source.parts;
  let isPoisoned = poisonStart(source, names) === undefined;
  code.forEach((part, at) => {
    if (isDirective(part)) {
      if (isPoison(part, names)) isPoisoned = true;
      else if (part.name === 'define') defineMacro(part, isPoisoned, macros, names, found);
      return;
    }
    if (part.kind !== 'identifier') {
      scopes.pass(part, [tokenAt(code, at - 1, -1), tokenAt(code, at - 2, -1)]);
      return;
    }
    const next = tokenAt(code, at + 1, 1);
    const hasParenthesis = next?.text === '(';
    const place = { line: part.line, column: part.column, isPoisoned };
    if (names.has(part.text)) {
      const use = useOf(
        [tokenAt(code, at - 1, -1), tokenAt(code, at - 2, -1), tokenAt(code, at - 3, -1)],
        hasParenthesis,
      );
      if (use === 'declaration' && !hasParenthesis) scopes.declare(part.text);
      const isVariable = use === 'value' && scopes.hides(part.text);
      found.push({
        name: part.text,
        ...place,
        use: isVariable ? 'declaration' : use,
        hasParenthesis,
        macro: undefined,
      });
      return;
    }
    const macro = macros.get(part.text);
    if (macro === undefined || (macro.isFunction && !hasParenthesis)) return;
    for (const inside of expand(macro, macros, names, hasParenthesis, new Set([part.text]))) {
      found.push({
        ...inside,
        ...place,
        macro: { part: 'expansion', name: part.text, isPoisonedBody: macro.isPoisoned },
      });
    }
  });
  return found;
}

function defineMacro(
  { words }: Directive,
  isPoisoned: boolean,
  macros: Map<string, Macro>,
  names: ReadonlySet<string>,
  found: Occurrence[],
): void {
  const name = words.at(1);
  const open = words.at(2);
  if (name === undefined) return;
  // `#define f(x)` has parameters, `#define f (x)` a body in parentheses.
  const isFunction = open?.text === '(' && open.line === name.line && open.column === name.column + name.text.length;
  const close = words.findIndex(({ text }) => text === ')');
  const body = isFunction ? words.slice(close + 1) : words.slice(2);
  macros.set(name.text, { isFunction, body, isPoisoned });
  for (const inside of usesIn(body, names, false)) {
    found.push({ ...inside, isPoisoned, macro: { part: 'body', name: name.text, isPoisonedBody: isPoisoned } });
  }
}

type Inside = Pick<Occurrence, 'name' | 'line' | 'column' | 'use' | 'hasParenthesis'>;

/** Poisoned names in a macro's body; `isCalled`: a `(` follows the expansion. */
function usesIn(body: readonly Token[], names: ReadonlySet<string>, isCalled: boolean): Inside[] {
  return body.flatMap((token, at) => {
    if (!names.has(token.text)) return [];
    const hasParenthesis = at + 1 < body.length ? body[at + 1].text === '(' : isCalled;
    const use = useOf(
      [body.at(at - 1), body.at(at - 2), body.at(at - 3)].map((before, back) => (at > back ? before : undefined)),
      hasParenthesis,
    );
    return [{ name: token.text, line: token.line, column: token.column, use, hasParenthesis }];
  });
}

/** What the expansion of a macro brings, through macros that it uses too. */
function expand(
  macro: Macro,
  macros: ReadonlyMap<string, Macro>,
  names: ReadonlySet<string>,
  isCalled: boolean,
  open: ReadonlySet<string>,
): Inside[] {
  const isCalledLast = isCalled && !macro.isFunction;
  const inner = macro.body.flatMap(({ text }, at) => {
    const used = macros.get(text);
    if (used === undefined || open.has(text)) return [];
    const isCalledHere = at + 1 < macro.body.length ? macro.body[at + 1].text === '(' : isCalledLast;
    return expand(used, macros, names, isCalledHere, new Set([...open, text]));
  });
  return [...usesIn(macro.body, names, isCalledLast), ...inner];
}

/** `before`: the tokens before the name, the nearest first. */
function useOf(before: readonly (Token | undefined)[], hasParenthesis: boolean): Use {
  const [last, second, third] = before;
  if (last?.text === '.' || last?.text === '->') return 'member';
  if (last?.text === '::') {
    const isGlobal = second?.kind !== 'identifier' || second.text === 'std';
    return isGlobal ? (hasParenthesis ? 'call' : 'value') : 'member';
  }
  if (isTypeWord(last)) return 'declaration';
  const isPointer = last?.text === '*' && (isTypeWord(second) || (second?.text === '(' && isTypeWord(third)));
  if (isPointer) return 'declaration';
  return hasParenthesis ? 'call' : 'value';
}

function isTypeWord(token: Token | undefined): boolean {
  return token?.kind === 'identifier' && !EXPRESSION_WORDS.has(token.text);
}

/** The token of code at `at`, across directives in the direction `step`. */
function tokenAt(parts: readonly (Token | Directive)[], at: number, step: 1 | -1): Token | undefined {
  for (let index = at; index >= 0 && index < parts.length; index += step) {
    const part = parts[index];
    if (!isDirective(part)) return part;
  }
  return undefined;
}
