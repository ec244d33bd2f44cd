import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demangle } from './demangle';

/** Symbols of libstdc++, LLVM, Clang and Rust's library and compiler, with what GNU's and Rust's own tools make of them. */
const KNOWN = readFileSync(fileURLToPath(new URL('testing/symbols.tsv', import.meta.url)), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'));

describe('names of functions', () => {
  it('reads C++ and Rust symbols as their own tools do', () => {
    expect(KNOWN.length).toBeGreaterThan(250);
    expect(KNOWN.map(([symbol]) => [symbol, demangle(symbol)])).toEqual(KNOWN);
  });

  it.each([
    ['a function', '_Z3fooi', 'foo(int)'],
    ['macOS, with one more underscore', '__Z3foov', 'foo()'],
    ['a method of a const object', '_ZNK3Foo3barEv', 'Foo::bar() const'],
    ['a constructor', '_ZN3FooIiEC2Ev', 'Foo<int>::Foo()'],
    ['a destructor', '_ZN3FooD1Ev', 'Foo::~Foo()'],
    ['an operator', '_ZN3FoonaEm', 'Foo::operator new[](unsigned long)'],
    ['a conversion with its own argument', '_ZNK1WcvT_IiEEv', 'W::operator int<int>() const'],
    ['what a template returns', '_Z3fooIiET_S0_', 'int foo<int>(int)'],
    ['a back reference', '_Z3foo3BarS_PS_', 'foo(Bar, Bar, Bar*)'],
    ['an ABI tag', '_ZN3FooB5cxx113barEv', 'Foo[abi:cxx11]::bar()'],
    ['a lambda', '_ZZ4mainENKUliE_clEi', 'main::{lambda(int)#1}::operator()(int) const'],
    [
      'a generic lambda',
      '_ZZ4mainENKUlRT_E_clIiEEDaS0_',
      'auto main::{lambda(auto:1&)#1}::operator()<int>(int&) const',
    ],
    ['an unnamed type', '_ZN3FooUt0_3barEv', 'Foo::{unnamed type#2}::bar()'],
    ['an anonymous namespace', '_ZN12_GLOBAL__N_13fooEv', '(anonymous namespace)::foo()'],
    ['a pointer to a function', '_Z3fooPFviE', 'foo(void (*)(int))'],
    ['an array', '_Z3fooRA5_Kc', 'foo(char const (&) [5])'],
    ['a pointer to a method', '_Z3fooM3BarKFivE', 'foo(int (Bar::*)() const)'],
    ['references of references', '_Z3fooIRiEvOT_', 'void foo<int&>(int&)'],
    ['a pack', '_Z3fooIJicEEvDpT_', 'void foo<int, char>(int, char)'],
    ['a fold', '_Z4foldIJiiEEDTfrplfp_EDpT_', 'decltype (({parm#1}+...)) fold<int, int>(int, int)'],
    ['a clone', '_Z3foov.constprop.0', 'foo() [clone .constprop.0]'],
    ['what a linker adds', '_Znwm@plt', 'operator new(unsigned long)@plt'],
    ['an offset', '_Znwm+0x12', 'operator new(unsigned long)+0x12'],
    ['Rust before v0', '_ZN33_$LT$Test$u20$as$u20$a..Trait$GT$3foo17h05af221e174051e9E', '<Test as a::Trait>::foo'],
    ['Rust', '_RNvMs_Cs4Cv8Wi1oAIB_7mycrateNtB4_3Foo3bar', '<mycrate::Foo>::bar'],
    [
      'Rust beyond ASCII',
      '_RNqCs4fqI2P2rA04_11utf8_identsu30____7hkackfecea1cbdathfdh9hlq6y',
      'utf8_idents::საჭმელად_გემრიელი_სადილი',
    ],
  ])('reads %s', (_, symbol, name) => {
    expect(demangle(symbol)).toBe(name);
  });

  it.each([
    '',
    'main',
    'operator new(unsigned long)',
    '_Z',
    '_ZN',
    '_ZNK3Foo',
    '_Rust',
    '_R',
    '_RNv',
    '_ZN3foo17h',
    '__ZZ',
  ])('leaves %j as it is', (name) => {
    expect(demangle(name)).toBe(name);
  });

  it('leaves a name that would never end as it is', () => {
    // Each argument is a pair of the one before: 2^60 parts.
    const pairs = Array.from({ length: 60 }, (_, i) => {
      const before = `S${i.toString(36).toUpperCase()}_`;
      return `S_I${before}${before}E`;
    });
    for (const hostile of [
      `_Z1f1AIiiE${pairs.join('')}`,
      `_Z1f${'P'.repeat(100_000)}i`,
      `_Z${'N'.repeat(100_000)}`,
      `_R${'NvC1a'.repeat(50_000)}`,
      `_RINvC1a1b${'TB7_B7_'.repeat(3)}E`,
      `_ZN${'1a'.repeat(20_000)}17h0123456789abcdeE`,
    ]) {
      const start = performance.now();
      expect(demangle(hostile)).toBe(hostile);
      expect(performance.now() - start).toBeLessThan(500);
    }
  });

  it('leaves a number that is none as it is', () => {
    expect(demangle('_RINvC1a1fAhj8x_E')).toBe('_RINvC1a1fAhj8x_E');
    expect(demangle('_RINvC1a1fAhj8_E')).toBe('a::f::<[u8; 8]>');
  });

  it('survives any damage', () => {
    const symbols = KNOWN.map(([symbol]) => symbol);
    fc.assert(
      fc.property(
        fc.constantFrom(...symbols),
        fc.nat(),
        fc.nat(12),
        fc.string({ maxLength: 6 }),
        (symbol, at, cut, put) => {
          const place = at % symbol.length;
          const damaged = symbol.slice(0, place) + put + symbol.slice(place + cut);
          expect(typeof demangle(damaged)).toBe('string');
        },
      ),
      { numRuns: 3000 },
    );
  });
});
