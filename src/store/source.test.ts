import { expect, test } from 'vitest';
import { urlSource } from './source';

const page = 'http://localhost:4173/';

test('an address is named after its last part', () => {
  expect(urlSource('https://example.org/traces/two%20words.hgt?v=2', page)).toEqual({
    kind: 'url',
    url: 'https://example.org/traces/two%20words.hgt?v=2',
    name: 'two words.hgt',
  });
  expect(urlSource('https://example.org/', page)?.name).toBe('example.org');
  expect(urlSource('https://example.org/100%', page)?.name).toBe('100%');
});

test('an address may be relative to the page', () => {
  expect(urlSource('samples/sqlite.hgt', page)).toMatchObject({ url: 'http://localhost:4173/samples/sqlite.hgt' });
});

test('what cannot be fetched is refused', () => {
  expect(urlSource('javascript:alert(1)', page)).toBeUndefined();
  expect(urlSource('data:text/plain,x', page)).toBeUndefined();
  expect(urlSource('https://', page)).toBeUndefined();
});
