import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';

const TABS = ['Events', 'Faults', 'Owners', 'Rules', 'Interception', 'Guards'];

/** What reaches beyond the window although nothing around it can be scrolled sideways to it. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const beyond = (element: Element): boolean => element.getBoundingClientRect().right > innerWidth + 1;
    const canScrollTo = (element: Element): boolean => {
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        const scrolls = ['auto', 'scroll'].includes(getComputedStyle(around).overflowX);
        if (scrolls && !beyond(around)) return true;
      }
      return false;
    };
    return [...document.querySelectorAll('header, button, input, select, section, h1, h2, p')]
      .filter((element) => element.checkVisibility() && beyond(element) && !canScrollTo(element))
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

/** Pixels by which the document is longer than the window: the page scrolls inside of it, once. */
function excess(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
}

for (const width of [390, 640, 900]) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 844 } });

    test('nothing is cut off on the start page, nor on any list', async ({ app, page }) => {
      await app.goto();
      expect(await cutOff(page)).toEqual([]);
      await app.openSample('A Vulkan program from start to end');
      expect(await cutOff(page)).toEqual([]);
      for (const name of TABS) {
        const tab = page.getByRole('tab', { name });
        await tab.click();
        await app.idle();
        await expect(tab).toBeInViewport();
        expect(await cutOff(page), name).toEqual([]);
      }
      expect(await excess(page)).toBe(0);
    });
  });
}

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('shows every panel, one below the other', async ({ app, page }) => {
    await app.goto();
    await app.openSample('A Vulkan program from start to end');
    for (const name of ['Live bytes', 'Heap map', 'Call stacks', 'Accounts', 'Block']) {
      const panel = page.getByRole('region', { name, exact: true });
      await panel.scrollIntoViewIfNeeded();
      await expect(panel).toBeInViewport();
    }
    await app.showTab('Rules');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  test('a list that has no room for its columns scrolls sideways by itself', async ({ app, page }) => {
    await app.goto();
    await app.openSample('A Vulkan program from start to end');
    const command = app.events.getByRole('columnheader', { name: 'Command' });
    await expect(command).not.toBeInViewport();
    await command.scrollIntoViewIfNeeded();
    await expect(command).toBeInViewport();
    await expect(app.events.getByRole('row').nth(1)).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollLeft)).toBe(0);
  });

  test('every entry of a legend can be reached: what has no room shows when asked', async ({ app, page }) => {
    await app.goto();
    await app.openSample('A Vulkan program from start to end');
    for (const [panel, list] of [
      ['Live bytes', 'Stacked by domain, at the cursor'],
      ['Heap map', 'Colours: domain'],
    ]) {
      const legend = page.getByRole('list', { name: list, exact: true });
      const names = await legend.getByRole('listitem').allTextContents();
      const more = page.getByRole('region', { name: panel, exact: true }).getByRole('button', { name: /^\d+ more/ });
      await expect(more).toBeVisible();
      const seen = await legend.getByRole('listitem').evaluateAll((items) => {
        const bottom = items[0].parentElement?.getBoundingClientRect().bottom ?? 0;
        return items.filter((item) => item.getBoundingClientRect().top < bottom).length;
      });
      await expect(more).toHaveText(`+${names.length - seen}`);
      await more.click();
      const all = page.getByRole('list', { name: `${list}: all` }).getByRole('listitem');
      await expect(all).toHaveText(names);
      for (const entry of await all.all()) await expect(entry).toBeInViewport({ ratio: 1 });
      await page.keyboard.press('Escape');
      await expect(all).toHaveCount(0);
    }
  });

  test('dialogs have all of their width in view', async ({ app, page }) => {
    await app.goto();
    await app.openSample('A Vulkan program from start to end');
    for (const opener of ['Share', 'All keys', 'Open another trace']) {
      await app.header.getByRole('button', { name: opener }).click();
      await app.idle();
      const { width, overflow } = await app.dialog.evaluate((dialog) => ({
        width: dialog.getBoundingClientRect().width,
        overflow: dialog.scrollWidth - dialog.clientWidth,
      }));
      expect(width, opener).toBeLessThan(390);
      expect(overflow, opener).toBe(0);
      await page.keyboard.press('Escape');
    }
    await app.header.getByRole('button', { name: 'Layers' }).click();
    const layers = await page.getByRole('group', { name: 'Layers' }).boundingBox();
    expect(layers === null ? NaN : layers.x + layers.width).toBeLessThan(390);
  });

  test('the header keeps its buttons together, the pickers in a row of their own', async ({ app }) => {
    await app.goto();
    await app.openSample('A Vulkan program from start to end');
    const topOf = async (control: Locator): Promise<number> => (await control.boundingBox())?.y ?? NaN;
    const pickers = ['Engine of the simulated heap', 'Profile'].map((name) =>
      app.header.getByRole('combobox', { name, exact: true }),
    );
    const middle = async (name: string): Promise<number> => {
      const box = await app.header.getByRole('button', { name }).boundingBox();
      return box === null ? NaN : box.y + box.height / 2;
    };
    const buttons = ['Open another trace', 'Share', 'All keys'];
    const middles = await Promise.all(buttons.map(middle));
    expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(2);
    const [engine, profile] = await Promise.all(pickers.map(topOf));
    expect(engine).toBe(profile);
    expect(engine).toBeGreaterThan(Math.max(...middles));
    expect(await topOf(app.search)).toBeGreaterThan(profile);
  });
});
