import { expect, test } from 'vitest';
import { mixedReleaseSentence, type MixedDomain } from './mixing-matrix';

const domain = (kind: MixedDomain['kind'], name: string = kind): MixedDomain => ({ kind, name });

test.each([
  [
    'R-28 ralloc’s memory given to free',
    domain('ralloc'),
    domain('libc', 'malloc'),
    /“ralloc” \(ralloc\).*“malloc” \(free\): the C library sees the inside of a block/,
  ],
  [
    'R-28 two tables',
    domain('vk', 'app'),
    domain('vk', 'driver'),
    /“app”.*“driver” \(pfnFree of another table\): an allocator that cannot own it \(VKM-26\)/,
  ],
  ['R-28 a linear context’s memory', domain('linear'), domain('ralloc'), /goes with its context/],
  ['R-64 wrapped memory through ralloc', domain('other', 'MALLOC'), domain('ralloc'), /the cookie is another domain's/],
  ['R-28 aligned memory given to free', domain('aligned'), domain('libc'), /fine on POSIX, fatal on Windows/],
  [
    'operator new and free',
    domain('cxx', 'operator new'),
    domain('libc', 'malloc'),
    /“operator new” was released through domain “malloc”: undefined in C\+\+/,
  ],
] as const)('%s: the sentence of the pair', (_, owner, through, sentence) => {
  expect(mixedReleaseSentence(owner, through)).toMatch(sentence);
});

test('of a pair that nothing is known of, nothing is said', () => {
  expect(mixedReleaseSentence(domain('mmap'), domain('libc'))).toBeUndefined();
  expect(mixedReleaseSentence(domain('pool'), domain('ralloc'))).toBeUndefined();
});
