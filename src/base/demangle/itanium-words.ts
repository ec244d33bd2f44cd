/** Types of one letter. */
export const BUILTIN_TYPES: ReadonlyMap<string, string> = new Map([
  ['v', 'void'],
  ['w', 'wchar_t'],
  ['b', 'bool'],
  ['c', 'char'],
  ['a', 'signed char'],
  ['h', 'unsigned char'],
  ['s', 'short'],
  ['t', 'unsigned short'],
  ['i', 'int'],
  ['j', 'unsigned int'],
  ['l', 'long'],
  ['m', 'unsigned long'],
  ['x', 'long long'],
  ['y', 'unsigned long long'],
  ['n', '__int128'],
  ['o', 'unsigned __int128'],
  ['f', 'float'],
  ['d', 'double'],
  ['e', 'long double'],
  ['g', '__float128'],
  ['z', '...'],
]);

/** Types of two letters, after `D`. */
export const NEWER_BUILTIN_TYPES: ReadonlyMap<string, string> = new Map([
  ['d', 'decimal64'],
  ['e', 'decimal128'],
  ['f', 'decimal32'],
  ['h', 'half'],
  ['i', 'char32_t'],
  ['s', 'char16_t'],
  ['u', 'char8_t'],
  ['a', 'auto'],
  ['c', 'decltype(auto)'],
  ['n', 'decltype(nullptr)'],
]);

/** What is written behind a number of a type; types that are not here are written before it, in brackets. */
export const NUMBER_SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['int', ''],
  ['unsigned int', 'u'],
  ['long', 'l'],
  ['unsigned long', 'ul'],
  ['long long', 'll'],
  ['unsigned long long', 'ull'],
]);

/** A part of the standard library that has a letter of its own. */
export interface StandardName {
  readonly name: string;
  /** The class itself, as its constructors are written. */
  readonly inFull: string;
}

export const STANDARD_NAMES: ReadonlyMap<string, StandardName> = new Map([
  ['t', { name: 'std', inFull: 'std' }],
  ['a', { name: 'std::allocator', inFull: 'std::allocator' }],
  ['b', { name: 'std::basic_string', inFull: 'std::basic_string' }],
  ['s', { name: 'std::string', inFull: stream('string', ', std::allocator<char>') }],
  ['i', { name: 'std::istream', inFull: stream('istream', '') }],
  ['o', { name: 'std::ostream', inFull: stream('ostream', '') }],
  ['d', { name: 'std::iostream', inFull: stream('iostream', '') }],
]);

function stream(name: string, more: string): string {
  return `std::basic_${name}<char, std::char_traits<char>${more} >`;
}

/** Two letters after `T` or `G`, and what the symbol is. */
export const SPECIAL_NAMES: ReadonlyMap<string, string> = new Map([
  ['TV', 'vtable for '],
  ['TT', 'VTT for '],
  ['TI', 'typeinfo for '],
  ['TS', 'typeinfo name for '],
]);

export interface Operator {
  readonly symbol: string;
  /** How many operands it takes in an expression. */
  readonly operands: 1 | 2 | 3;
}

/** Operators, as they are overloaded and as they stand in expressions. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['ad', { symbol: '&', operands: 1 }],
  ['at', { symbol: 'alignof ', operands: 1 }],
  ['aw', { symbol: 'co_await ', operands: 1 }],
  ['az', { symbol: 'alignof ', operands: 1 }],
  ['co', { symbol: '~', operands: 1 }],
  ['da', { symbol: 'delete[] ', operands: 1 }],
  ['de', { symbol: '*', operands: 1 }],
  ['dl', { symbol: 'delete ', operands: 1 }],
  ['gs', { symbol: '::', operands: 1 }],
  ['mm', { symbol: '--', operands: 1 }],
  ['ng', { symbol: '-', operands: 1 }],
  ['nt', { symbol: '!', operands: 1 }],
  ['nx', { symbol: 'noexcept', operands: 1 }],
  ['pp', { symbol: '++', operands: 1 }],
  ['ps', { symbol: '+', operands: 1 }],
  ['st', { symbol: 'sizeof ', operands: 1 }],
  ['sz', { symbol: 'sizeof ', operands: 1 }],
  ['te', { symbol: 'typeid ', operands: 1 }],
  ['ti', { symbol: 'typeid ', operands: 1 }],
  ['tw', { symbol: 'throw ', operands: 1 }],
  ['aN', { symbol: '&=', operands: 2 }],
  ['aS', { symbol: '=', operands: 2 }],
  ['aa', { symbol: '&&', operands: 2 }],
  ['an', { symbol: '&', operands: 2 }],
  ['cc', { symbol: 'const_cast', operands: 2 }],
  ['cl', { symbol: '()', operands: 2 }],
  ['cm', { symbol: ',', operands: 2 }],
  ['dV', { symbol: '/=', operands: 2 }],
  ['dc', { symbol: 'dynamic_cast', operands: 2 }],
  ['ds', { symbol: '.*', operands: 2 }],
  ['dt', { symbol: '.', operands: 2 }],
  ['dv', { symbol: '/', operands: 2 }],
  ['eO', { symbol: '^=', operands: 2 }],
  ['eo', { symbol: '^', operands: 2 }],
  ['eq', { symbol: '==', operands: 2 }],
  ['ge', { symbol: '>=', operands: 2 }],
  ['gt', { symbol: '>', operands: 2 }],
  ['ix', { symbol: '[]', operands: 2 }],
  ['lS', { symbol: '<<=', operands: 2 }],
  ['le', { symbol: '<=', operands: 2 }],
  ['ls', { symbol: '<<', operands: 2 }],
  ['lt', { symbol: '<', operands: 2 }],
  ['mI', { symbol: '-=', operands: 2 }],
  ['mL', { symbol: '*=', operands: 2 }],
  ['mi', { symbol: '-', operands: 2 }],
  ['ml', { symbol: '*', operands: 2 }],
  ['ne', { symbol: '!=', operands: 2 }],
  ['oR', { symbol: '|=', operands: 2 }],
  ['oo', { symbol: '||', operands: 2 }],
  ['or', { symbol: '|', operands: 2 }],
  ['pL', { symbol: '+=', operands: 2 }],
  ['pl', { symbol: '+', operands: 2 }],
  ['pm', { symbol: '->*', operands: 2 }],
  ['pt', { symbol: '->', operands: 2 }],
  ['rM', { symbol: '%=', operands: 2 }],
  ['rS', { symbol: '>>=', operands: 2 }],
  ['rc', { symbol: 'reinterpret_cast', operands: 2 }],
  ['rm', { symbol: '%', operands: 2 }],
  ['rs', { symbol: '>>', operands: 2 }],
  ['sc', { symbol: 'static_cast', operands: 2 }],
  ['ss', { symbol: '<=>', operands: 2 }],
  ['na', { symbol: 'new[]', operands: 3 }],
  ['nw', { symbol: 'new', operands: 3 }],
  ['qu', { symbol: '?', operands: 3 }],
]);
