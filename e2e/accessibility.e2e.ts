import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { madeTrace, TWENTY } from './made-files';
import { startTraceHost } from './trace-host';

async function expectNoViolation(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  expect(told, where).toEqual([]);
}

for (const theme of ['dark', 'light'] as const) {
  test.describe(theme, () => {
    test.beforeEach(async ({ app, page }) => {
      await app.goto();
      if (theme === 'light') await page.getByRole('button', { name: 'Theme: dark' }).click();
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    });

    test('the start page, and what it says of a file that is none', async ({ app, page }) => {
      await expectNoViolation(page, 'start');
      await app.choose({ name: 'notes.txt', bytes: Buffer.from('Dear diary') });
      await expect(app.failure).toBeVisible();
      await expectNoViolation(page, 'refused file');
      await app.goto(`/#v=1&name=a.hgt&size=10&sha256=${'a'.repeat(64)}`);
      await expectNoViolation(page, 'awaited file');
    });

    test('while it loads', async ({ page }) => {
      const { bytes } = madeTrace(TWENTY);
      const host = await startTraceHost('slow.hgt', bytes, 100);
      await page.getByLabel('Address of a trace').fill(host.address);
      await page.getByLabel('Address of a trace').press('Enter');
      await expect(page.getByRole('region', { name: 'Loading' })).toBeVisible();
      await expectNoViolation(page, 'loading');
      await host.stop();
    });

    test('every panel of an open trace', async ({ app, page }) => {
      await app.openSample('A pipeline never destroyed');
      await expectNoViolation(page, 'opened');
      await app.findings.getByRole('button').first().click();
      await app.idle();
      await expect(app.inspector).toContainText('Born');
      await expectNoViolation(page, 'with a block');
      await app.showHeap('Simulated');
      await app.map.hover();
      await app.idle();
      await page.getByRole('radio', { name: 'Callers' }).check();
      await app.showTab('Faults');
      await expectNoViolation(page, 'callers, no faults');
      await page.getByRole('radio', { name: 'Flame' }).check();
      await app.idle();
      await expectNoViolation(page, 'flame graph');
    });

    test('faults and every dialog', async ({ app, page }) => {
      await app.openSample('Freed through the wrong function');
      await app.findings.getByRole('button').first().click();
      await app.showTab('Faults');
      await app.faults.getByRole('row').nth(1).click();
      await app.idle();
      await expectNoViolation(page, 'faults');
      for (const key of ['?', 's', 'o']) {
        await app.press(key);
        await expect(app.dialog).toBeVisible();
        await expectNoViolation(page, `dialog ${key}`);
        await page.keyboard.press('Escape');
      }
      await app.press('o');
      await app.pick(madeTrace([...TWENTY, 'q unknown']));
      await app.header.getByRole('button', { name: '1 warning' }).click();
      await expectNoViolation(page, 'warnings');
    });
  });
}
