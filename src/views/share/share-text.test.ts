import { expect, test } from 'vitest';
import { carriesText } from './share-text';

const href = 'http://localhost:4173/#v=1';

test('a link says whether it carries the trace or asks for it', () => {
  expect(carriesText({ href, trace: { kind: 'sample', id: 'sqlite' } })).toContain('sample');
  expect(carriesText({ href, trace: { kind: 'url', url: 'https://example.org/a.hgt' } })).toContain(
    'fetches the trace',
  );
  expect(carriesText({ href, trace: { kind: 'inline', name: 'a.hgt', data: 'AAAA' } })).toContain('whole trace');
  const file = { kind: 'file', name: 'big.hgt', size: 3 * 2 ** 20, sha256: 'ab'.repeat(32) } as const;
  expect(carriesText({ href, trace: file })).toMatch(/asks for the file: “big.hgt”, 3.00 MiB, SHA-256 abababababab…/);
});

test('an address of this machine is no address for others', () => {
  const trace = { kind: 'url', url: 'http://127.0.0.1:8000/a.hgt' } as const;
  expect(carriesText({ href, trace })).toContain('this machine only');
});
