import { expect, test } from './fixtures';
import { startTraceHost, type TraceHost } from './trace-host';
import { madeTrace } from './made-files';

const EVENTS = 200_000;
const TRACE = madeTrace(Array.from({ length: EVENTS }, (_, block) => `+ ${4096 + 32 * block} 16`));

test.describe('while it loads', () => {
  let host: TraceHost;
  test.beforeEach(async () => {
    host = await startTraceHost('slow.hgt', TRACE.bytes, TRACE.bytes.length / 2);
  });
  test.afterEach(() => host.stop());

  test('the page shows how far it is; cancelled, what was read stays and can be used', async ({ app, page }) => {
    await app.page.goto(`/?trace=${encodeURIComponent(host.address)}`);
    const loading = page.getByRole('region', { name: 'Loading' });
    await expect(loading).toContainText(/ of .* events/);
    await expect(page.getByRole('img', { name: /^Live bytes so far; the greatest is \d/ })).toBeVisible();
    await loading.getByRole('button', { name: 'Cancel' }).click();
    await app.loaded();

    const events = await app.eventCount();
    expect(events).toBeGreaterThan(1000);
    expect(events).toBeLessThan(EVENTS);
    await app.press('End');
    expect(await app.cursorEvent()).toBe(events - 1);
    const [account] = await app.accounts('Domain');
    expect(Number(account.blocks.replace(/\s/g, ''))).toBe(events);
    await app.selectBlockOnMap();
  });

  test('another file can be opened in its place', async ({ app, page }) => {
    await page.goto(`/?trace=${encodeURIComponent(host.address)}`);
    await expect(page.getByRole('region', { name: 'Loading' })).toBeVisible();
    await app.drop('public/samples/fault-overflow.hgt.zst');
    await expect(app.findings).toContainText('3 blocks with bytes beside them overwritten');
    await app.idle();
    expect(await app.eventCount()).toBe(4319);
  });

  test('left alone, it ends by itself', async ({ app, page }) => {
    await page.goto(`/?trace=${encodeURIComponent(host.address)}`);
    await expect(page.getByRole('region', { name: 'Loading' })).toContainText(/ of .* events/);
    host.finish();
    await app.loaded();
    expect(await app.eventCount()).toBe(EVENTS);
  });
});
