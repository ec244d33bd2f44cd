import { expect, test } from './fixtures';

// What a service worker fetches cannot be held back.
test.use({ serviceWorkers: 'block' });

test('the theme of the last visit is there before the code comes', async ({ app, page }) => {
  await app.goto();
  const theme = page.locator('html');
  await page.getByRole('button', { name: 'Theme: dark' }).click();
  await expect(theme).toHaveAttribute('data-theme', 'light');

  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/assets/*.js', (route) => released.then(() => route.continue()));
  const asked = page.waitForRequest('**/assets/*.js');
  await page.reload({ waitUntil: 'commit' });
  await asked;
  await expect(theme).toHaveAttribute('data-theme', 'light');

  release();
  await app.idle();
  await expect(theme).toHaveAttribute('data-theme', 'light');
});

test('as the system has it, from the first picture on', async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await app.goto();
  await page.getByRole('button', { name: 'Theme: dark' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await page.addInitScript(() => {
    const seen: (string | undefined)[] = [];
    Object.assign(window, { seenThemes: seen });
    const look = (): void => {
      seen.push(document.documentElement.dataset['theme']);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.reload();
  await app.idle();
  const seen = await page.evaluate(() => (window as unknown as { seenThemes: string[] }).seenThemes);
  expect([...new Set(seen)]).toEqual(['light']);
});
