import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { RECORDING_WAYS } from '../src/store/layout-slice';
import { RECORDING_TEXTS } from '../src/views/help/recording-ways';
import { expect, test } from './fixtures';

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** Parts of the dialog that reach beyond the window. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('dialog button, dialog p, dialog h3, dialog dd, dialog a')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

test('each way to record has its commands, what it costs, what it cannot see, and its files', async ({ app, page }) => {
  await app.goto();
  await page.getByRole('button', { name: 'layer for Vulkan' }).click();
  await expect(app.dialog).toHaveAccessibleName('How to record');
  await expect(page.getByRole('tab', { name: 'A Vulkan program' })).toHaveAttribute('aria-selected', 'true');
  for (const way of RECORDING_WAYS) {
    const { title, steps, costs, unseen, files } = RECORDING_TEXTS[way];
    await page.getByRole('tab', { name: title }).click();
    const panel = app.dialog.getByRole('tabpanel', { name: title });
    for (const { does, code } of steps) await expect(panel.getByRole('group', { name: does })).toHaveText(code);
    await expect(panel).toContainText(costs);
    await expect(panel).toContainText(unseen);
    for (const path of files) {
      const link = panel.getByRole('link', { name: path, exact: true });
      const address = new URL((await link.getAttribute('href')) ?? '', page.url());
      const answer = await page.request.get(address.href);
      expect(answer.status(), path).toBe(200);
      expect(await answer.text(), path).not.toContain('<!doctype html');
    }
  }
  await page.getByRole('tab', { name: 'In a build' }).press('ArrowDown');
  await expect(page.getByRole('tab', { name: 'Any Linux program' })).toBeFocused();
});

test('a command is copied as it stands', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.goto();
  await page.getByRole('button', { name: 'Copy: Record a program' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('npx heapglass record -- ./program');
});

test('a panel that misses something in the trace leads to how it is recorded', async ({ app, page }) => {
  await app.goto();
  await app.openSample('Freed through the wrong function');
  await app.showTab('Owners');
  await page.getByRole('button', { name: 'contexts of heapglass.h' }).click();
  await expect(app.dialog.getByRole('tabpanel', { name: 'Your own code' })).toContainText('HEAPGLASS_IMPLEMENTATION');
  await page.keyboard.press('Escape');
  await expect(app.dialog).toBeHidden();
  await page.getByRole('tab', { name: 'Guards' }).click();
  await app.idle();
  await page.getByRole('button', { name: 'reads and writes' }).click();
  await expect(app.dialog.getByRole('tabpanel', { name: 'Reads and writes' })).toContainText('heapglass-access.c');
  await page.keyboard.press('Escape');
  await app.press('?');
  await page.getByRole('button', { name: 'How to record' }).click();
  await expect(app.dialog).toHaveAccessibleName('How to record');
});

for (const theme of ['dark', 'light'] as const) {
  for (const width of [390, 1440]) {
    test(`fits ${width} pixels, ${theme}, and is read by everybody`, async ({ app, page }) => {
      await page.setViewportSize({ width, height: 900 });
      await app.goto();
      if (theme === 'light') await page.getByRole('button', { name: 'Theme: dark' }).click();
      await page.getByRole('button', { name: 'header for your own code' }).click();
      for (const way of RECORDING_WAYS) {
        await page.getByRole('tab', { name: RECORDING_TEXTS[way].title }).click();
        expect(await cutOff(page), way).toEqual([]);
      }
      expect(await violations(page)).toEqual([]);
    });
  }
}
