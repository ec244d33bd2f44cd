import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

test.use({ viewport: { width: 390, height: 844 } });

/** Named parts of the page that reach beyond the window, where nothing but the lists scrolls sideways. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('header, button, input, select, section, h1, h2')]
      .filter((element) => element.closest('[data-scrolls-sideways]') === null)
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

test('a narrow window shows the start page and every panel, one below the other', async ({ app, page }) => {
  await app.goto();
  expect(await cutOff(page)).toEqual([]);
  await app.openSample('A Vulkan program from start to end');
  expect(await cutOff(page)).toEqual([]);
  for (const name of ['Live bytes', 'Heap map', 'Call stacks', 'Accounts', 'Block']) {
    const panel = page.getByRole('region', { name, exact: true });
    await panel.scrollIntoViewIfNeeded();
    await expect(panel).toBeInViewport();
  }
  await page.getByRole('tab', { name: /Events/ }).scrollIntoViewIfNeeded();
  await expect(page.getByRole('grid', { name: /Events/ })).toBeInViewport();
  await app.idle();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
});
