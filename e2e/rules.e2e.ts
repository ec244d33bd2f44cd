import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures';
import { hasSharedTraces, NO_TRACES, sharedTrace } from './shared-traces';

const rulesOf = (page: Page): Locator => page.getByRole('treegrid', { name: 'Rules' });
const rowOf = (page: Page, text: string | RegExp): Locator => rulesOf(page).getByRole('row').filter({ hasText: text });
const chip = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: 'Show rules' }).getByRole('button', { name });

/** The number that a chip carries. */
async function countOn(page: Page, name: string): Promise<number> {
  return Number(((await chip(page, name).textContent()) ?? '').replace(/\D/g, ''));
}

async function expectNoViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]); // prettier-ignore
}

test('a pipeline that was never destroyed: the rule, its one breach, and where that leads', async ({ app, page }) => {
  await app.goto();
  await app.openSample('A pipeline never destroyed');
  await app.showTab('Rules');
  expect(await countOn(page, 'Errors')).toBe(1);
  const rule = rowOf(page, 'VKM-47');
  await expect(rule).toContainText('child-outlives-parent');
  await expect(rule).toHaveAttribute('aria-expanded', 'false');
  await rule.click();
  await rulesOf(page).press('ArrowRight');
  await app.idle();
  await expect(rule).toHaveAttribute('aria-expanded', 'true');
  const breach = rowOf(page, /VkPipeline 0x\w+ was there when VkDevice/);
  await expect(breach).toContainText('vkDestroyDevice');
  await breach.click();
  await app.idle();
  const event = Number(((await breach.getByRole('gridcell').first().textContent()) ?? '').replace(/\D/g, ''));
  expect(await app.cursorEvent()).toBe(event);
  await expect(app.inspector).toContainText('3.97 KiB');
  await expect(page.getByRole('region', { name: 'VKM-47' })).toContainText('Children will later call a dead parent');
});

test('an idiom that is not accepted makes errors of its warnings, also for whom the link reaches', async ({ app, page, elsewhere }) => {
  await app.goto();
  await app.openSample('A pipeline never destroyed');
  await app.showTab('Rules');
  const queue = page.getByRole('checkbox', { name: /^Queue threads/ });
  await expect(queue).toBeChecked();
  const [errors, warnings] = [await countOn(page, 'Errors'), await countOn(page, 'Warnings')];
  await queue.uncheck();
  await app.idle();
  const more = (await countOn(page, 'Errors')) - errors;
  expect(more).toBeGreaterThan(0);
  expect(await countOn(page, 'Warnings')).toBe(warnings - more);
  await chip(page, 'Warnings').click();
  await app.idle();
  await expect(rowOf(page, 'VKM-32')).toHaveCount(0);
  await elsewhere.goto(await app.share());
  await elsewhere.loaded();
  await expect(elsewhere.page.getByRole('tab', { name: 'Rules' })).toHaveAttribute('aria-selected', 'true');
  await expect(elsewhere.page.getByRole('checkbox', { name: /^Queue threads/ })).not.toBeChecked();
  await expect(chip(elsewhere.page, 'Warnings')).toHaveAttribute('aria-pressed', 'false');
  expect(await countOn(elsewhere.page, 'Errors')).toBe(errors + more);
}); // prettier-ignore

test('what was kept and what the trace cannot decide is listed, with the reason', async ({ app, page }) => {
  await app.goto();
  await app.openSample('A pipeline never destroyed');
  await app.showTab('Rules');
  const listed = ['Errors', 'Warnings', 'Information'];
  for (const name of listed) await chip(page, name).click();
  await app.idle();
  await expect(page.getByText('No rule passes this filter.')).toBeVisible();
  await chip(page, 'Not checked').click();
  await app.idle();
  await expect(rowOf(page, 'VKM-01')).toContainText('does not hold their function pointers');
  await rulesOf(page).press('End');
  await app.idle();
  await expect(rowOf(page, 'VKM-60')).toContainText('No budget is set.');
  const notChecked = await countOn(page, 'Not checked');
  await expect(rulesOf(page)).toHaveAttribute('aria-rowcount', String(notChecked + 1));
  await chip(page, 'Kept').click();
  await app.idle();
  const kept = await countOn(page, 'Kept');
  await expect(rulesOf(page)).toHaveAttribute('aria-rowcount', String(kept + notChecked + 1));
});

for (const name of ['lvp-fault-destroy-null', 'lvp-fault-destroy-other']) {
  test(`a sampler that another allocator freed: ${name}`, async ({ app, page }) => {
    test.skip(!hasSharedTraces, NO_TRACES);
    const truth = JSON.parse(readFileSync(sharedTrace(`faults/${name}.truth.json`), 'utf8')) as {
      readonly planted: readonly { readonly free_event: number; readonly alloc_event: number }[];
    };
    await app.goto();
    await app.pick(sharedTrace(`faults/${name}.hgt.zst`));
    await app.showTab('Rules');
    expect(await countOn(page, 'Errors')).toBe(1);
    await rowOf(page, 'VKM-26').dblclick();
    await app.idle();
    await rowOf(page, /was released through/).click();
    await app.idle();
    expect(await app.cursorEvent()).toBe(truth.planted[0].free_event);
    await expect(app.inspector).toContainText(
      truth.planted[0].alloc_event.toLocaleString('en').replaceAll(',', '\u202f'),
    );
  });
}

for (const theme of ['dark', 'light'] as const) {
  test(`accessible in ${theme}, with and without anything to judge`, async ({ app, page }) => {
    await app.goto();
    if (theme === 'light') await page.getByRole('button', { name: 'Theme: dark' }).click();
    await app.openSample('A pipeline never destroyed');
    await app.showTab('Rules');
    await chip(page, 'Not checked').click();
    await chip(page, 'Kept').click();
    await rowOf(page, 'VKM-47').dblclick();
    await app.idle();
    await expectNoViolation(page);
    await app.goto('/');
    await app.openSample('Freed through the wrong function');
    await app.showTab('Rules');
    await expect(page.getByText(/^Nothing in this trace goes through a Vulkan allocator table/)).toBeVisible();
    await expectNoViolation(page);
  });
}
