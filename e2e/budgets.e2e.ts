import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures';
import { madeTrace, TWENTY } from './made-files';
import { traceLines } from './trace-text';

const LIMIT = 4 * 2 ** 20;

/** The first event of a Heapglass trace after which allocators hold more than `limit`, mmap left out. */
function firstBeyond(path: string, limit: number): number {
  const sizes = new Map<string, number>();
  const kinds: string[] = ['other'];
  let [live, event] = [0, -1];
  for (const line of traceLines(path)) {
    const [letter, ...fields] = line.split(' ');
    if (letter === 'd') kinds.push(fields[0] ?? '');
    if (letter === '' || !'+-~ixXY^AoOrwgn'.includes(letter)) continue;
    event++;
    const domain = fields.find((field) => /^d\d+$/.test(field))?.slice(1);
    const take = (address = '', size = 0): void => {
      const isMapped = kinds[Number(domain ?? 0)] === 'mmap';
      sizes.set(address, isMapped ? 0 : size);
      live += isMapped ? 0 : size;
    };
    const drop = (address = ''): void => {
      live -= sizes.get(address) ?? 0;
      sizes.delete(address);
    };
    if (letter === '-') drop(fields[0]);
    if (letter === '~') {
      drop(fields[0]);
      take(fields[1], Number(fields[2]));
    }
    if (letter === '+') take(fields[0], Number(fields[1]));
    if (live > limit) return event;
  }
  return -1;
}

test('R-05 a budget of 4 MiB: the first refusal, its call, and who held the memory', async ({
  app,
  page,
  elsewhere,
}) => {
  await app.goto();
  await app.openSample('A Vulkan program from start to end');
  await page.getByLabel('Set a budget for').selectOption('All allocators');
  const budget = page.getByRole('group', { name: 'Budget for All allocators' });
  await budget.getByLabel('Limit for').fill('4 MiB');
  await budget.getByLabel('Limit for').press('Enter');
  await app.idle();
  const refusal = budget.getByRole('button', { name: /refuses first at event/ });
  await expect(refusal).toContainText('After that the program would have gone another way.');
  await expect(budget).toContainText('Held then: ');
  await expect(app.timeline.getByRole('button', { name: 'heap budget' })).toBeVisible();

  await refusal.click();
  await app.idle();
  expect(await app.cursorEvent()).toBe(firstBeyond('public/samples/lvp-compute-cold.hgt.zst', LIMIT));
  await expect(app.inspector).toContainText('Born');

  const link = await app.share();
  expect(new URL(link).hash).toContain(`budget=heap%3D${LIMIT}`);
  await elsewhere.goto(link);
  await elsewhere.loaded();
  await expect(elsewhere.timeline.getByRole('button', { name: 'heap budget' })).toBeVisible();
  expect(await elsewhere.look()).toEqual(await app.look());
});

test('R-66 a budget is dragged, made soft, and taken away', async ({ app, page }) => {
  await app.goto();
  await app.pick(madeTrace(['d libc 0 malloc', ...TWENTY.map((record) => `${record} d1`)]));
  await page.getByLabel('Set a budget for').selectOption('malloc');
  await app.idle();
  const budget = page.getByRole('group', { name: 'Budget for malloc' });
  // Half of the 2000 bytes at the peak: the eleventh block does not fit.
  await expect(budget).toContainText('refuses first at event 10: 100 B of malloc');
  const mark = budget.getByRole('slider');
  await mark.focus();
  await mark.press('Home');
  await app.idle();
  await expect(budget).toContainText('refuses first at event 0');
  await mark.press('End');
  await app.idle();
  await expect(budget).toContainText('is kept: at most 1.95 KiB were held');
  await budget.getByLabel('Limit for').fill('450');
  await budget.getByLabel('Limit for').press('Enter');
  await budget.getByRole('button', { name: 'hard' }).click();
  await app.idle();
  await expect(budget).toContainText('is passed once, first at event 4');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await budget.getByRole('button', { name: 'Remove the budget' }).click();
  await app.idle();
  await expect(budget).toBeHidden();
  await expect(app.timeline.getByRole('button', { name: 'budget' })).toBeHidden();
});

test('R-05 a budget names its measure: requested bytes, the simulated footprint, or the resident set', async ({
  app,
  page,
  elsewhere,
}) => {
  const samples = TWENTY.flatMap((record, at) => [`${record} d1`, `R ${(at + 1) * 100_000}`]);
  await app.goto();
  await app.pick(madeTrace(['d libc 0 malloc', ...samples]));
  await page.getByLabel('Set a budget for').selectOption('All allocators');
  const budget = page.getByRole('group', { name: 'Budget for All allocators' });
  const measure = budget.getByLabel('Measure of the budget');
  await expect(measure).toHaveValue('heap');
  await budget.getByLabel('Limit for').fill('4 KiB');
  await budget.getByLabel('Limit for').press('Enter');
  await app.idle();
  await expect(budget).toContainText('for heap is kept');
  await measure.selectOption('simulated footprint');
  await app.idle();
  await expect(budget).toContainText(/for the simulated footprint refuses first at event \d+: 100\sB of malloc/);
  await expect(app.timeline.getByRole('button', { name: 'footprint budget' })).toBeVisible();
  const link = await app.share();
  expect(new URL(link).hash).toContain('budget=footprint%3D4096');

  await measure.selectOption('resident set');
  await budget.getByLabel('Limit for').fill('450000');
  await budget.getByLabel('Limit for').press('Enter');
  await app.idle();
  await expect(budget).toContainText('for the resident set refuses first at event 5, when 488 KiB were held');

  await elsewhere.goto(link);
  await elsewhere.loaded();
  const there = elsewhere.page.getByRole('group', { name: 'Budget for All allocators' });
  await expect(there.getByLabel('Measure of the budget')).toHaveValue('footprint');
  await expect(there).toContainText('refuses first');
  await elsewhere.page.getByRole('button', { name: 'Heapglass' }).click();
  await elsewhere.pick(madeTrace(['+ 0x1000 64']));
  await elsewhere.page.getByLabel('Set a budget for').selectOption('All allocators');
  await expect(there.getByRole('option', { name: 'resident set' })).toBeDisabled();
});

test('R-06 a profile sets layers and budgets, and is there again in the link', async ({ app, page, elsewhere }) => {
  await app.goto();
  await app.openSample('Written past the end');
  const profile = app.header.getByLabel('Profile', { exact: true });
  await expect(profile).toHaveValue('distro');
  await profile.selectOption('Embedded');
  await app.idle();
  await expect(page.getByRole('group', { name: 'Budget for All allocators' })).toHaveCount(2);
  await profile.selectOption('Windows debug');
  await app.idle();
  await expect(page.getByRole('group', { name: 'Budget for All allocators' })).toHaveCount(0);
  const link = await app.share();
  await elsewhere.goto(link);
  await elsewhere.loaded();
  await expect(elsewhere.header.getByLabel('Profile', { exact: true })).toHaveValue('windows-debug');
});

test('R-06 a profile goes out as a file, and comes in dropped or picked; what is none is said', async ({
  app,
  page,
  elsewhere,
}, testInfo) => {
  await app.goto();
  await app.openSample('Written past the end');
  await app.chooseEngine('Buddy');
  await page.getByRole('button', { name: 'Layers' }).click();
  await page.getByLabel('Cookies').check();
  await page.keyboard.press('Escape');
  await page.getByLabel('Set a budget for').selectOption('All allocators');
  await app.idle();
  const downloading = page.waitForEvent('download');
  await app.header.getByLabel('Profile', { exact: true }).selectOption('Save as a file…');
  const file = testInfo.outputPath('mine.json');
  await (await downloading).saveAs(file);

  await elsewhere.goto();
  await elsewhere.drop(file);
  await expect(elsewhere.notices).toContainText('open one first');
  await elsewhere.openSample('Written past the end');
  await elsewhere.drop(file);
  await elsewhere.idle();
  const profile = elsewhere.header.getByLabel('Profile', { exact: true });
  await expect(profile.locator(':checked')).toHaveText('My profile');
  await expect(elsewhere.page.getByRole('group', { name: 'Budget for All allocators' })).toBeVisible();
  await expect(elsewhere.header.getByLabel('Engine of the simulated heap')).toHaveValue('buddy');
  await profile.selectOption('Distro');
  await elsewhere.page
    .getByLabel('Profile file')
    .setInputFiles({ name: 'odd.json', mimeType: 'application/json', buffer: Buffer.from('{"heapglassProfile": 2}') });
  await elsewhere.idle();
  await expect(elsewhere.notices).toContainText(
    '“odd.json” changes nothing. The profile cannot be read at “heapglassProfile”',
  );
  await expect(profile).toHaveValue('distro');
});
