import { test as base, expect } from '@playwright/test';
import { HeapglassPage } from './heapglass-page';

/** A test of the app. It fails when anything is written to the console as a warning or an error. */
export const test = base.extend<{ app: HeapglassPage }>({
  app: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning' || message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await use(new HeapglassPage(page));
    expect(complaints).toEqual([]);
  },
});

export { expect };
