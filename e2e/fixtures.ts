import { test as base, expect, type Page } from '@playwright/test';
import { HeapglassPage } from './heapglass-page';

interface Fixtures {
  /** The app in a page of its own. */
  readonly app: HeapglassPage;
  /** The app as somebody else has it: another browser profile, which knows nothing of the first. */
  readonly elsewhere: HeapglassPage;
}

/** A test of the app. It fails when anything is written to the console as a warning or an error. */
export const test = base.extend<Fixtures>({
  app: async ({ page }, use) => {
    const complaints = listen(page);
    await use(new HeapglassPage(page));
    expect(complaints).toEqual([]);
  },
  elsewhere: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) });
    const page = await context.newPage();
    const complaints = listen(page);
    await use(new HeapglassPage(page));
    await context.close();
    expect(complaints).toEqual([]);
  },
});

export { expect };

/** What the page complains of from now on. */
function listen(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning' || message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}
