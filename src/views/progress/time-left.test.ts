import { expect, test } from 'vitest';
import { timeLeft, timeLeftText } from './time-left';

test('the rest is expected to go on at the mean speed so far', () => {
  expect(timeLeft(25, 100, 2)).toBe(6);
  expect(timeLeft(100, 100, 2)).toBe(0);
});

test('nothing is said too early, or where the size is unknown', () => {
  expect(timeLeft(25, 100, 0.2)).toBeUndefined();
  expect(timeLeft(25, 0, 2)).toBeUndefined();
  expect(timeLeft(0, 100, 2)).toBeUndefined();
  expect(timeLeftText(undefined)).toBe('');
});

test('a file that grew while it was read is nearly done, never overdue', () => {
  expect(timeLeftText(timeLeft(120, 100, 2))).toBe('nearly done');
  expect(timeLeftText(timeLeft(25, 100, 2))).toBe('6 s left');
});
