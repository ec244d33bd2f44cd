import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demangle } from './demangle';

const LIBRARIES = '/usr/lib/x86_64-linux-gnu';

/** GNU's own answer for every symbol, without the inner classes of `std::string` and its like spelled out. */
function cxxfilt(symbols: readonly string[]): string[] {
  const options = { input: symbols.join('\n'), encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  return execFileSync('c++filt', ['--no-verbose'], options).trimEnd().split('\n');
}

function symbolsOf(library: string): string[] {
  const output = execFileSync('nm', ['-D', '--defined-only', library], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const names = output.split('\n').map((line) => (line.split(' ').at(-1) ?? '').replace(/@.*/, ''));
  // c++filt takes `$` for the end of a name.
  return [...new Set(names)].filter((name) => name.startsWith('_Z') && !name.includes('$'));
}

function hasTools(): boolean {
  try {
    execFileSync('c++filt', ['--version']);
    execFileSync('nm', ['--version']);
    return true;
  } catch {
    return false;
  }
}

const libraries = existsSync(LIBRARIES)
  ? readdirSync(LIBRARIES).filter((name) => /^libstdc\+\+\.so\.6$|^libLLVM-\d+\.so\.1$/.test(name))
  : [];

describe.skipIf(!hasTools() || libraries.length === 0)('C++ names beside c++filt (skipped without binutils)', () => {
  it.each(libraries)(
    '%s: at least 99 of 100 are equal',
    (library) => {
      const symbols = symbolsOf(join(LIBRARIES, library));
      const theirs = cxxfilt(symbols);
      const equal = symbols.filter((symbol, i) => demangle(symbol) === theirs[i]).length;
      expect(symbols.length).toBeGreaterThan(1000);
      expect(equal / symbols.length).toBeGreaterThan(0.99);
    },
    60_000,
  );
});
