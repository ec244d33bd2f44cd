import { expect, test } from 'vitest';
import { configurationOf } from '../core/layers/chosen-layers';
import { readBudget, readBudgetName } from '../core/layers/budget';
import { budgetChoiceText, isBudgetTarget } from '../core/tables/budget-choice';
import { PROFILE_NAMES, PROFILES, profileNamed } from '../core/tables/profiles';
import { NOTHING_RECORDED } from '../core/pairing/trace-builder';
import { INTERCEPTION_MODES } from '../core/analysis/interception/truth-table';
import { isProfileFile, readProfile, writeProfile } from './profile-file';

test.each(PROFILE_NAMES)('R-06 the profile %s goes out as a file and comes in the same', (name) => {
  expect(readProfile(writeProfile(PROFILES[name]))).toEqual({ ok: true, value: PROFILES[name] });
});

test('R-06 R-34 each profile is a documented object whose parts the core knows', () => {
  expect(PROFILE_NAMES.map((name) => PROFILES[name].title)).toEqual([
    'Windows debug',
    'Embedded',
    'Vulkan app',
    'Distro',
  ]);
  for (const { title, description, layers, engine, budgets, interception } of Object.values(PROFILES)) {
    expect(description.length).toBeGreaterThan(40);
    expect(profileNamed(title)?.title).toBe(title);
    expect(INTERCEPTION_MODES).toContain(interception);
    for (const budget of budgets)
      expect(readBudget(budgetChoiceText(budget))).toMatchObject({ limitBytes: budget.limitBytes });
    expect(configurationOf(engine, layers, NOTHING_RECORDED).debug?.model).toBe(layers.debug);
  }
  expect(PROFILES.distro.sharedLibraries).toBe(true);
});

test.each([
  ['heap', 'total', 'footprint', 'rss', 'OBJECT', 'object', 'domain:malloc', 'module:a:b', 'context:x', 'device:a+b'],
  ['', 'everything', 'domain:', 'scope:OBJECT', 'heap ', ':x', 'HEAP'],
])('a budget’s target in a file is what the core reads: %#', (...targets) => {
  for (const target of targets) expect(isBudgetTarget(target)).toBe(readBudgetName(target) !== undefined);
});

test('a profile is told from a trace by its text, and no large file is read for it', async () => {
  const fileOf = (text: string) => new Blob([text]);
  expect(await isProfileFile(fileOf(writeProfile(PROFILES.distro)))).toBe(true);
  expect(await isProfileFile(fileOf('{"heapglassProfile": 1, cut off'))).toBe(true);
  expect(await isProfileFile(fileOf('heapglass 1\nn {"heapglassProfile"}\n'))).toBe(false);
  expect(await isProfileFile({ size: 2 ** 30, text: () => Promise.reject(new Error('read')) })).toBe(false);
});

test.each([
  ['{', 'A profile is a JSON file; this is none.'],
  ['{"heapglassProfile":2}', 'heapglassProfile'],
  [writeProfile(PROFILES.embedded).replace('67108864', '-1'), 'budgets.0.limitBytes'],
  [writeProfile(PROFILES.embedded).replace('"tlsf"', '"dlmalloc"'), 'engine'],
  [writeProfile(PROFILES.distro).replace('"cookies"', '"cookie"'), 'layers'],
  [writeProfile(PROFILES.embedded).replace('"heap"', '"everything"'), 'budgets.0.target'],
])('a file that is none is said: %#', (text, where) => {
  const read = readProfile(text);
  expect(read.ok ? '' : read.failure).toContain(where);
});
