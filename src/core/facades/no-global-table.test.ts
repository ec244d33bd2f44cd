import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Values that can change: a module that keeps one keeps state. */
const MUTABLE = /^(Map|Set|WeakMap|WeakSet|Array|[A-Z][a-z]+\d*(Clamped)?Array|DataView)$/;
const READ_ONLY = /^(readonly |Readonly(Map|Set|Array)<|Readonly<)/;

/** Without what is compiled to WebAssembly: each pool has an instance of its own, with variables of its own. */
function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !/testing|assembly/.test(name))
    .map((name) => join(folder, name));
}

/** Variables of a module that can change: `let`, or a collection that is not typed read-only. */
function mutableVariables(source: ts.SourceFile): string[] {
  return source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => {
    const isConst = (declarationList.flags & ts.NodeFlags.Const) !== 0;
    return declarationList.declarations
      .filter(({ type, initializer }) => !isConst || (makesCollection(initializer) && !isReadOnly(type)))
      .map(({ name }) => name.getText(source));

    function isReadOnly(type: ts.TypeNode | undefined): boolean {
      return type !== undefined && READ_ONLY.test(type.getText(source));
    }
    function makesCollection(value: ts.Expression | undefined): boolean {
      return value !== undefined && ts.isNewExpression(value) && MUTABLE.test(value.expression.getText(source));
    }
  });
}

const parse = (path: string, text: string) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

test('R-41 the check itself sees a global table', () => {
  const global = parse('global.ts', 'let table: Table | undefined; const byName = new Map<string, Table>();');
  expect(mutableVariables(global)).toEqual(['table', 'byName']);
  expect(mutableVariables(parse('fine.ts', 'const KINDS: ReadonlySet<string> = new Set(); const A = 1;'))).toEqual([]);
});

test('R-41 no module of the core keeps a table, or anything else that can change', () => {
  const found = sourceFiles('src/core').flatMap((path) =>
    mutableVariables(parse(path, readFileSync(path, 'utf8'))).map((name) => `${path}: ${name}`),
  );
  expect(found).toEqual([]);
});
