import { expect, test } from 'vitest';
import { createAppStore } from '../../store/app-store';
import { bindingOf, keyName, PAGE_KEYS } from './keys';

const allKeys = PAGE_KEYS.flatMap((group) => group.bindings.flatMap((binding) => binding.keys));

test('no key has two meanings', () => {
  expect(new Set(allKeys).size).toBe(allKeys.length);
});

test('every key in the help is one that the handler finds', () => {
  for (const key of allKeys) {
    const isShifted = key.startsWith('Shift+');
    expect(bindingOf(isShifted ? key.slice('Shift+'.length) : key, isShifted, true)?.keys).toContain(key);
  }
});

test('a character typed with Shift is that character', () => {
  expect(bindingOf('?', true, false)?.does).toBe('All keys');
});

test('without a trace only the keys of the page do something', () => {
  expect(bindingOf(' ', false, false)).toBeUndefined();
  expect(bindingOf(' ', false, true)?.does).toBe('Play or pause');
  expect(bindingOf('o', false, false)?.does).toBe('Open another trace');
});

test('the help names keys as they stand on a keyboard', () => {
  expect(['+', ' ', 'p', 'Shift+ArrowRight', 'Escape'].map(keyName)).toEqual(['+', 'Space', 'P', 'Shift →', 'Esc']);
});

test('Esc drops the selected block first, then the range', () => {
  const store = createAppStore();
  const escape = bindingOf('Escape', false, true);
  store.getState().select(7 as never);
  store.getState().setRange({ from: 1 as never, to: 2 as never });
  escape?.run(store.getState());
  expect(store.getState()).toMatchObject({ selected: 0, range: { from: 1, to: 2 } });
  escape?.run(store.getState());
  expect(store.getState().range).toBeUndefined();
});
