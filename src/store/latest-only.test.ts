import { expect, test } from 'vitest';
import { LatestOnly } from './latest-only';

test('while a task runs, only the newest of those that come waits', async () => {
  const done: string[] = [];
  const only = new LatestOnly();
  let release = (): void => undefined;
  const first = only.take(async () => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    done.push('first');
  });
  for (const name of ['second', 'third', 'fourth']) {
    await only.take(() => {
      done.push(name);
      return Promise.resolve();
    });
  }
  release();
  await first;
  expect(done).toEqual(['first', 'fourth']);
});

test('a task that fails does not block the next one', async () => {
  const only = new LatestOnly();
  await expect(only.take(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  let ran = false;
  await only.take(() => {
    ran = true;
    return Promise.resolve();
  });
  expect(ran).toBe(true);
});
