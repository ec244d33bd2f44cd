import { expect, test } from 'vitest';
import { configurationOf } from '../core/layers/chosen-layers';
import { readBudget } from '../core/layers/budget';
import { budgetChoiceText } from '../core/tables/budget-choice';
import { PROFILE_NAMES, PROFILES, profileNamed } from '../core/tables/profiles';
import { NOTHING_RECORDED } from '../core/pairing/trace-builder';
import { INTERCEPTION_MODES } from '../core/analysis/interception/truth-table';
import { readProfile, writeProfile } from './profile-file';

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
  ['{', 'A profile is a JSON file; this is none.'],
  ['{"heapglassProfile":2}', 'heapglassProfile'],
  [writeProfile(PROFILES.embedded).replace('67108864', '-1'), 'budgets.0.limitBytes'],
  [writeProfile(PROFILES.embedded).replace('"tlsf"', '"dlmalloc"'), 'engine'],
  [writeProfile(PROFILES.distro).replace('"cookies"', '"cookie"'), 'layers'],
])('a file that is none is said: %#', (text, where) => {
  const read = readProfile(text);
  expect(read.ok ? '' : read.failure).toContain(where);
});
