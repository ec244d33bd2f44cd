import { expect, test } from './fixtures';

test('once loaded, everything goes on without a network', async ({ app, page, context }) => {
  await app.goto();
  await app.openSample('Written past the end');
  const missed: string[] = [];
  page.on('requestfailed', (request) => missed.push(request.url()));
  await context.setOffline(true);

  await page.getByRole('button', { name: 'Before the first event' }).click();
  await page.getByLabel('Speed, in events per second').selectOption('1000000');
  await page.getByRole('button', { name: 'Play' }).click();
  await app.idle();
  await expect(app.cursor).toHaveText('4 318 / 4 318');
  await app.seek(2232);
  await app.showHeap('Simulated');
  await app.selectBlockOnMap();
  await page.getByRole('radio', { name: 'Flame' }).check();
  await app.showTab('Faults');
  await expect(app.faults.getByRole('row')).toHaveCount(4);
  for (const tab of ['Owners', 'Rules', 'Interception', 'Guards'] as const) {
    await app.showTab(tab);
    await expect(page.getByRole('tabpanel', { name: tab })).not.toBeEmpty();
  }
  await page.getByRole('button', { name: 'All keys' }).click();
  await page.keyboard.press('Escape');
  expect(await app.share()).toContain('sample=fault-overflow');

  await page.keyboard.press('o');
  await expect(app.dialog.getByRole('button', { name: /A pipeline never destroyed/ })).toBeVisible();
  await app.pick('public/samples/fault-mismatch.hgt.zst');
  await expect(app.findings).toContainText('5 blocks were freed through another allocator');
  expect(missed).toEqual([]);
});
