import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { heapDiscipline } from './lint/heap-discipline.js';

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', 'test-results/', 'playwright-report/', '.cache/', 'coverage/', '*.cjs'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './tsconfig.core.json', './tsconfig.sw.json'] } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { heapglass: { rules: { 'heap-discipline': heapDiscipline } } },
    rules: {
      'heapglass/heap-discipline': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name: a name is searched for, a default is not.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' },
        { selector: 'TSEnumDeclaration', message: 'A union or a const object says the same and erases cleanly.' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat.recommended,
  },
  {
    // AssemblyScript: its numbers are of several types, `==` compares them, and only methods can be marked `@inline`.
    files: ['src/**/assembly/*.ts'],
    languageOptions: { parserOptions: { project: ['./tsconfig.assembly.json'] } },
    rules: {
      eqeqeq: 'off',
      // Exported variables are set from outside.
      'prefer-const': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
  {
    // A WebAssembly module exports what its entry does.
    files: ['src/core/heap/assembly/allocator.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Tools ask for a default export of their configuration.
    files: ['*.config.{js,ts}'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Programs for a terminal talk to it.
    files: ['bin/**', 'scripts/**', 'bench/**', 'src/server/serve.ts', 'src/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // The compiler checks plain JavaScript too, and knows what is defined; it cannot type what JSON.parse returns.
    files: ['**/*.{js,mjs}'],
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
    },
  },
);
