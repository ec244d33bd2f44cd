import { expect, test } from 'vitest';
import { Turns } from './turns';

test('what came first has its turn first, and a newer piece takes the place of its own older one', () => {
  const turns = new Turns();
  const [list, table] = [{}, {}];
  const shown: string[] = [];
  turns.wait(list, () => shown.push('list at 1'));
  turns.wait(table, () => shown.push('table at 1'));
  turns.wait(list, () => shown.push('list at 2'));
  turns.next();
  expect(shown).toEqual(['list at 2']);
  turns.next();
  turns.next();
  expect(shown).toEqual(['list at 2', 'table at 1']);
});

test('at the end all have their turn, also those that come meanwhile; who left has none', () => {
  const turns = new Turns();
  const [list, table, flame] = [{}, {}, {}];
  const shown: string[] = [];
  turns.wait(list, () => {
    shown.push('list');
    turns.wait(flame, () => shown.push('flame'));
  });
  turns.wait(table, () => shown.push('table'));
  turns.leave(table);
  turns.all();
  expect(shown).toEqual(['list', 'flame']);
  turns.all();
  expect(shown).toHaveLength(2);
});
