import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';

const RALLOC = 'Mesa’s ralloc and gc contexts';

const ownersOf = (page: Page): Locator => page.getByRole('treegrid', { name: 'Owners' });
const rowCount = async (page: Page): Promise<number> => Number(await ownersOf(page).getAttribute('aria-rowcount'));

test('owners at the cursor: opened by key, chosen by Enter, others at another instant', async ({ app, page }) => {
  await app.goto();
  await app.openSample(RALLOC);
  await app.showTab('Owners');
  await expect(page.getByText(/1.069 blocks under 345 roots, at most 5 deep/)).toBeVisible();
  await expect(page.getByText(/callbacks would see 2\.95\sMiB .* at the peak instead of 2\.47\sMiB/)).toBeVisible();

  const closed = ownersOf(page).getByRole('row', { expanded: false });
  const owner = closed.first();
  await owner.click();
  const before = await rowCount(page);
  await ownersOf(page).press('ArrowRight');
  await app.idle();
  await expect(ownersOf(page).getByRole('row', { expanded: true })).toHaveAttribute('aria-level', '1');
  expect(await rowCount(page)).toBeGreaterThan(before);

  await ownersOf(page).press('ArrowRight');
  await ownersOf(page).press('Enter');
  await app.idle();
  await expect(app.inspector).toContainText('ralloc');

  await app.seek(0);
  await expect(page.getByText('No block of ralloc lives at the cursor.')).toBeVisible();
});

test('owners are accessible', async ({ app, page }) => {
  await app.goto();
  await app.openSample(RALLOC);
  await app.showTab('Owners');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]); // prettier-ignore
});

test('a trace without ralloc says what is missing', async ({ app, page }) => {
  await app.goto();
  await app.openSample('A pipeline never destroyed');
  await app.showTab('Owners');
  await expect(page.getByText('No block of this trace was taken through ralloc.')).toBeVisible();
});
