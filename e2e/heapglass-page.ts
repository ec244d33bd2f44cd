import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from '@playwright/test';

/** The app as a person uses it. Waits end when the app says that it is done: there are no sleeps. */
export class HeapglassPage {
  readonly playhead;
  readonly cursor;
  readonly findings;
  readonly gallery;

  constructor(readonly page: Page) {
    this.playhead = page.getByRole('slider', { name: 'Playhead' });
    this.cursor = page.getByTestId('cursor');
    this.findings = page.getByRole('list', { name: 'Findings' });
    this.gallery = page.getByRole('region', { name: 'Or look at a real one' });
  }

  async goto(address = '/'): Promise<void> {
    await this.page.goto(address);
    await this.idle();
  }

  /** Until everything that was asked for is shown and nothing runs in the background. */
  async idle(): Promise<void> {
    await this.page.waitForFunction(() => window.__heapglassIdle !== undefined);
    await this.page.evaluate(() => window.__heapglassIdle?.());
  }

  async openSample(title: string): Promise<void> {
    await this.gallery.getByRole('button', { name: title }).click();
    await this.loaded();
  }

  async pick(...files: string[]): Promise<void> {
    await this.page.getByLabel('Trace file').setInputFiles(files);
    await this.loaded();
  }

  /** Drops a file on the page, as from a file manager. */
  async drop(file: string): Promise<void> {
    const given = { base64: readFileSync(file).toString('base64'), name: basename(file) };
    const transfer = await this.page.evaluateHandle(async ({ base64, name }) => {
      const bytes = await (await fetch(`data:application/octet-stream;base64,${base64}`)).blob();
      const data = new DataTransfer();
      data.items.add(new File([bytes], name));
      return data;
    }, given);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.page.dispatchEvent('body', type, { dataTransfer: transfer });
    }
  }

  /** Until the trace that is being read is shown. */
  async loaded(): Promise<void> {
    await this.playhead.waitFor();
    await this.idle();
  }

  /** Moves the playhead to `event`. */
  async seek(event: number): Promise<void> {
    await this.playhead.fill(String(event));
    await this.idle();
  }
}
