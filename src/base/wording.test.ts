import { expect, it } from 'vitest';
import { shortened, unbroken } from './wording';

it('a sentence keeps both ends of a name that is very long', () => {
  expect(shortened('libvulkan_lvp.so')).toBe('libvulkan_lvp.so');
  expect(shortened(`begin${'x'.repeat(220_000)}end`)).toMatch(/^beginx{35}…x{13}end$/);
});

it('numbers and their units stay on one line', () => {
  expect(unbroken('The peak is 26.9 MiB (89 %) in 3 Blocks')).toBe('The peak is 26.9\u00a0MiB (89\u00a0%) in 3 Blocks');
  expect(unbroken('after 88.0 ms and 3 spans')).toBe('after 88.0\u00a0ms and 3 spans');
});
