import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { heapDiscipline } from './heap-discipline.js';

/** @param {string} code */
function complaints(code) {
  const messages = new Linter().verify(code, {
    plugins: { heapglass: { rules: { 'heap-discipline': heapDiscipline } } },
    rules: { 'heapglass/heap-discipline': 'error' },
    languageOptions: { globals: { SharedArrayBuffer: 'readonly', WebAssembly: 'readonly' } },
  });
  return messages.map((message) => message.messageId);
}

describe('heap discipline', () => {
  it('lets memory be taken through the wrapper', () => {
    expect(complaints('const buffer = allocateBuffer(16);')).toEqual([]);
  });

  it('refuses raw memory, whatever makes it', () => {
    expect(complaints('new SharedArrayBuffer(16); new ArrayBuffer(16);')).toEqual(['raw', 'raw']);
    expect(complaints('new WebAssembly.Memory({ initial: 1 });')).toEqual(['raw']);
    expect(complaints('WebAssembly.instantiate(code);')).toEqual(['raw']);
  });

  it('accepts an opt-out that gives its reason', () => {
    expect(complaints('// heap-discipline-opt-out: third-party\nnew ArrayBuffer(16);')).toEqual([]);
    expect(complaints('/* heap-discipline-opt-out: callback-impl */ new ArrayBuffer(16);')).toEqual([]);
  });

  it('refuses an opt-out without a reason of the two', () => {
    expect(complaints('// heap-discipline-opt-out\nnew ArrayBuffer(16);')).toEqual(['reason']);
    expect(complaints('// heap-discipline-opt-out: faster\nnew ArrayBuffer(16);')).toEqual(['reason']);
  });

  it('refuses an opt-out that nothing needs', () => {
    expect(complaints('// heap-discipline-opt-out: third-party\nallocateBuffer(16);')).toEqual(['unused']);
  });
});
