import { expect, it } from 'vitest';
import { shortened } from './wording';

it('a sentence keeps both ends of a name that is very long', () => {
  expect(shortened('libvulkan_lvp.so')).toBe('libvulkan_lvp.so');
  expect(shortened(`begin${'x'.repeat(220_000)}end`)).toMatch(/^beginx{35}…x{13}end$/);
});
