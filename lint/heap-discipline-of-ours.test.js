import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import tseslint from 'typescript-eslint';
import { heapDiscipline } from './heap-discipline.js';

/**
 * Our own source, tests apart.
 * @param {string} folder
 */
function sources(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.tsx?$/.test(name) && !name.includes('testing'))
    .map((name) => join(folder, name));
}

/**
 * What the rule says of a file.
 * @param {string} file
 * @param {string} text
 */
function complaints(file, text = readFileSync(file, 'utf8')) {
  /** @type {import('eslint').Linter.Config} */
  const config = {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { heapglass: { rules: { 'heap-discipline': heapDiscipline } } },
    rules: { 'heapglass/heap-discipline': 'error' },
    languageOptions: { parser: /** @type {import('eslint').Linter.Parser} */ (tseslint.parser) },
  };
  return new Linter().verify(text, config, file).map(({ message, line }) => `${file}:${line}: ${message}`);
}

/**
 * Files that opt out, with their reason.
 * @param {string} reason
 */
function optedOut(reason) {
  const comment = new RegExp(`^[\\s/*]*heap-discipline-opt-out:?\\s*${reason}\\b`, 'm');
  return sources('src').filter((file) => comment.test(readFileSync(file, 'utf8')));
}

describe('our own source', () => {
  it('R-22 takes raw memory nowhere but through the wrapper', () => {
    const files = sources('src/core').concat(sources('src/base'));
    expect(files.length).toBeGreaterThan(100);
    // Only a file that names one of these can take raw memory, or opt out: the others need no parsing.
    const named = files.filter((file) => /ArrayBuffer|WebAssembly|heap-discipline/.test(readFileSync(file, 'utf8')));
    expect(named).toContain('src/base/shared-memory.ts');
    expect(named.flatMap((file) => complaints(file))).toEqual([]);
  });

  it('R-22 the rule would have seen it: the wrapper’s own file is raw without its opt-out', () => {
    const wrapper = readFileSync('src/base/shared-memory.ts', 'utf8').replace('heap-discipline-opt-out', '');
    expect(complaints('src/base/shared-memory.ts', wrapper)[0]).toContain('Raw memory');
  });

  it('R-27 only the raw backend implements the callbacks, and nothing is opted out for third parties', () => {
    expect(optedOut('callback-impl')).toEqual(['src/base/shared-memory.ts']);
    expect(optedOut('third-party')).toEqual([]);
  });
});
