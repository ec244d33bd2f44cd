import { expect, test } from './fixtures';
import { startPlainHost, type PlainHost } from './plain-host';

const SAMPLE = 'Freed through the wrong function';

test.describe('on its own server', () => {
  test('the page is isolated, runs the engine in a worker, unpacks in another, and installs nothing', async ({
    app,
    page,
  }) => {
    await app.goto();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    const workers = (): string[] => page.workers().map((worker) => /(\w+)\.worker/.exec(worker.url())?.[1] ?? '');
    await expect.poll(() => workers().sort()).toEqual(['engine', 'unpack']);
    await app.openSample(SAMPLE);
    await expect(app.findings).toContainText('freed');
  });

  test('without the worker that unpacks, the engine unpacks by itself', async ({ app, page, context }) => {
    await context.route('**/engine.worker*', async (route) => {
      const response = await route.fetch();
      const body = await response.text();
      expect(body).toContain('unpack.worker');
      await route.fulfill({ response, body: body.replaceAll('unpack.worker-', 'missing.worker-') });
    });
    await app.goto();
    await app.openSample(SAMPLE);
    await expect(app.findings).toContainText('freed');
    expect(page.workers()).toHaveLength(1);
  });

  test('nothing is asked of any other machine', async ({ app, page }) => {
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await app.goto();
    await app.openSample(SAMPLE);
    expect([...hosts]).toEqual([new URL(page.url()).host]);
  });
});

test.describe('on a plain static host', () => {
  let host: PlainHost;
  test.beforeEach(async () => {
    host = await startPlainHost();
  });
  test.afterEach(() => host.stop());

  test('the page isolates itself, loading once more, and starts again without a network', async ({ app, page }) => {
    let loads = 0;
    page.on('domcontentloaded', () => loads++);
    await app.goto(host.address);
    await expect.poll(() => page.evaluate(() => crossOriginIsolated)).toBe(true);
    await app.idle();
    expect(loads).toBe(2);
    await app.openSample(SAMPLE);
    await host.stop();
    await page.goto(host.address);
    await app.idle();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  });

  test('without service workers the engine runs in the page, and the page says so', async ({ app, page }) => {
    await page.addInitScript('delete Navigator.prototype.serviceWorker');
    await app.goto(host.address);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    expect(page.workers()).toHaveLength(0);
    await expect(page.getByText('the engine runs in the page itself')).toBeVisible();
    await app.openSample(SAMPLE);
    await expect(app.findings).toContainText('freed');
  });

  test('the figures, the map and the playback are the same on every kind of host', async ({ app, page, elsewhere }) => {
    await app.goto(host.address);
    await expect.poll(() => page.evaluate(() => crossOriginIsolated)).toBe(true);
    await elsewhere.page.addInitScript('delete Navigator.prototype.serviceWorker');
    await elsewhere.goto(host.address);
    const seen = [];
    for (const one of [app, elsewhere]) {
      await one.openSample('Written past the end');
      await one.showHeap('Simulated');
      await one.page.getByRole('button', { name: 'Before the first event' }).click();
      await one.page.getByLabel('Speed, in events per second').selectOption('1000000');
      await one.page.getByRole('button', { name: 'Play' }).click();
      await one.idle();
      expect(await one.cursorEvent()).toBe(4318);
      await one.seek(2232);
      seen.push([await one.findingTexts(), await one.accounts('Domain'), await one.look(), await one.eventCount()]);
    }
    expect(seen[1]).toEqual(seen[0]);
  });
});
