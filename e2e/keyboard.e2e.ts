import { expect, test } from './fixtures';

/** The last event of the sample that these tests look at. */
const LAST = 4318;
const PEAK = 1588;

test.beforeEach(async ({ app }) => {
  await app.goto();
  await app.openSample('Written past the end');
});

test('time: Home, End, arrows, P and Space', async ({ app, page }) => {
  expect(await app.cursorEvent()).toBe(PEAK);
  await app.press('ArrowRight');
  expect(await app.cursorEvent()).toBe(PEAK + 1);
  await app.press('ArrowLeft');
  await app.press('ArrowLeft');
  expect(await app.cursorEvent()).toBe(PEAK - 1);
  await app.press('Shift+ArrowRight');
  expect(await app.cursorEvent()).toBe(PEAK - 1 + Math.round(LAST / 100));
  await app.press('End');
  expect(await app.cursorEvent()).toBe(LAST);
  await app.press('Home');
  expect(await app.cursorEvent()).toBe(-1);
  expect(await app.liveText()).toBe('0 B');
  await app.press('p');
  expect(await app.cursorEvent()).toBe(PEAK);

  await page.getByLabel('Speed, in events per second').selectOption('1000');
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await page.keyboard.press('Space');
  await expect.poll(() => app.cursorEvent()).toBeGreaterThan(PEAK);
  await page.keyboard.press('Space');
  await app.idle();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('dialogs: ? lists the keys, Escape closes it, focus returns', async ({ app, page }) => {
  const help = page.getByRole('button', { name: 'All keys' });
  await help.focus();
  await page.keyboard.press('?');
  await expect(app.dialog).toContainText('Play or pause');
  await expect(app.dialog).toContainText('Heap map, when focused');
  await page.keyboard.press('Escape');
  await expect(app.dialog).toBeHidden();
  await expect(help).toBeFocused();
  await page.keyboard.press('s');
  await expect(app.dialog).toContainText('Share this instant');
  await app.idle();
  await page.keyboard.press('Escape');
  await page.keyboard.press('o');
  await expect(app.dialog).toContainText('Open a trace');
  await page.keyboard.press('Escape');
  await expect(app.dialog).toBeHidden();
});

test('the call tree: down, open, into the first callee and back', async ({ app, page }) => {
  const rows = app.tree.getByRole('row');
  await app.tree.focus();
  await page.keyboard.press('Home');
  await app.idle();
  const first = app.tree.locator('[aria-rowindex="2"]');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  if ((await first.getAttribute('aria-expanded')) === 'true') {
    await page.keyboard.press('ArrowLeft');
    await app.idle();
  }
  await expect(first).toHaveAttribute('aria-expanded', 'false');
  const closed = await rows.count();
  await page.keyboard.press('ArrowRight');
  await app.idle();
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  expect(await rows.count()).toBeGreaterThan(closed);
  await page.keyboard.press('ArrowRight');
  await app.idle();
  const callee = app.tree.locator('[aria-rowindex="3"]');
  await expect(callee).toHaveAttribute('aria-selected', 'true');
  // The heavy path is open from the start: left closes a node before it leaves it.
  if ((await callee.getAttribute('aria-expanded')) === 'true') {
    await page.keyboard.press('ArrowLeft');
    await app.idle();
    await expect(callee).toHaveAttribute('aria-expanded', 'false');
  }
  await page.keyboard.press('ArrowLeft');
  await app.idle();
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(page.getByRole('application', { name: /^Flame graph/ })).toBeVisible();
});

test('the lists: rows, pages, ends; the cursor follows', async ({ app, page }) => {
  await app.events.focus();
  await page.keyboard.press('ArrowDown');
  await app.idle();
  expect(await app.cursorEvent()).toBe(PEAK + 1);
  await page.keyboard.press('PageDown');
  await app.idle();
  expect(await app.cursorEvent()).toBeGreaterThan(PEAK + 2);
  await page.keyboard.press('End');
  await app.idle();
  expect(await app.cursorEvent()).toBe(LAST);
  await expect(app.events.locator(`[aria-rowindex="${LAST + 2}"]`)).toBeInViewport();

  await page.getByRole('tab', { name: 'Events' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Faults' })).toBeFocused();
  await app.faults.focus();
  await page.keyboard.press('Home');
  await app.idle();
  expect(await app.cursorEvent()).toBe(2232);
  await expect(page.getByRole('list', { name: 'Stack of the allocation' })).toBeVisible();
});

test('the map: zoom, move, fit, and select the block in the middle', async ({ app, page }) => {
  await app.map.focus();
  const showAll = app.mapPanel.getByRole('button', { name: 'Show all' });
  for (const key of ['+', '+', '+', 'ArrowRight', 'ArrowDown']) {
    await page.keyboard.press(key);
    await app.idle();
  }
  await expect(showAll).toBeVisible();
  expect(await app.cursorEvent(), 'arrows are the map’s here').toBe(PEAK);
  await page.keyboard.press('0');
  await app.idle();
  await expect(showAll).toBeHidden();
  await page.keyboard.press('Enter');
  await app.idle();
  await page.keyboard.press('Escape');
  await app.idle();
  await expect(app.inspector).toContainText('Click a block on the heap map');
});

test('every control can be reached by Tab, and shows that it has the focus', async ({ page }) => {
  const reached = new Set<string>();
  const wanted = await page.evaluate(() => {
    const focusable = 'button, input, select, [tabindex="0"]';
    const radios = new Set<string>();
    return [...document.querySelectorAll<HTMLElement>(focusable)].filter((element) => {
      if (element.tabIndex < 0 || !element.checkVisibility()) return false;
      // One radio of a group takes the focus for all.
      if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
      if (radios.has(element.name)) return false;
      radios.add(element.name);
      return true;
    }).length;
  });
  await page.evaluate(() => {
    const body = document.body;
    body.tabIndex = -1;
    body.focus();
  });
  for (let press = 0; press < wanted + 5; press++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return undefined;
      const { outlineStyle } = getComputedStyle(element);
      const all = [...document.querySelectorAll('*')].indexOf(element);
      return {
        id: String(all),
        isMarked: outlineStyle !== 'none',
        what: element.outerHTML.slice(0, 200),
      };
    });
    if (at === undefined) break;
    expect(at.isMarked, at.what).toBe(true);
    reached.add(at.id);
  }
  expect(reached.size).toBeGreaterThanOrEqual(wanted);
});
