import { expect, test } from './fixtures';
import { madeTrace } from './made-files';

test('R-60 guards switched on: an overflow that was recorded as a write is met, with both sites', async ({
  app,
  page,
}) => {
  await app.goto();
  await app.pick(
    madeTrace([
      ...['d libc 0 malloc', 'm demo', 'f 1 0 main', 'k 0 1', 'f 1 16 fill_buffer', 'k 1 2'],
      ...['+ 0x1000 64 d1 k1', 'w 0x1000 64 k2', 'w 0x1040 4 k2', 'r 0x1040 1 k2', '- 0x1000 k1'],
    ]),
  );
  await page.getByRole('tab', { name: 'Guards' }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel).toContainText('Guard pagesoff');
  await page.getByRole('button', { name: 'Layers' }).click();
  await page.getByLabel('Guard pages').selectOption('after');
  await page.keyboard.press('Escape');
  await app.idle();
  const hits = page.getByRole('grid', { name: 'Guard hits' }).getByRole('row');
  await expect(hits.nth(1)).toContainText(/2\s*checked\s*guard\s*write\s*64 … 67\s*fill_buffer\s*main/);
  await expect(hits.nth(2)).toContainText(/3\s*checked\s*guard\s*read\s*64/);
  await expect(panel).toContainText('Accesses checked3');
  await expect(app.timeline).toContainText('checked');
  await expect(app.timeline).not.toContainText('predicted');
  const legend = page.getByRole('list', { name: 'Beside blocks' });
  await expect(legend).toBeHidden();
  await app.showHeap('Simulated');
  await expect(legend).toContainText(/slack\s*guard\s*freed\s*hit checked/);
  await hits.nth(1).click();
  await app.idle();
  await expect(app.cursor).toContainText('2');
});

test('the byte view names every word of the layers, and shows nothing where a guard is', async ({ app, page }) => {
  await app.goto();
  await app.pick(madeTrace(['d libc 0 malloc', '+ 0x1000 64 d1', '+ 0x2000 200 d1', 'n end']));
  await page.getByRole('button', { name: 'Layers' }).click();
  await page.getByLabel('Guard pages').selectOption('after');
  await page.getByLabel('Debug headers').selectOption('LP64');
  await page.getByLabel('Cookies').check();
  await page.keyboard.press('Escape');
  await app.idle();
  await app.events.getByRole('row').nth(2).click();
  await app.seek(2);
  await expect(app.inspector).toContainText(
    /cookie header 16 B \(.*bytes asked for, cookie\)\. Behind it: debug footer 4 B/,
  );
  const words = app.inspector.getByRole('table', { name: 'Words of the simulated heap' });
  await expect(words.getByTitle('debug header: magic')).toHaveText('6e34090a');
  await expect(words.getByTitle('cookie header: bytes asked for')).toHaveText('000000c8');
  await expect(words.getByTitle('guard', { exact: true }).first()).toHaveText('········');
});

test('R-61 flush guards would meet all three overflows, guards after 16-byte alignment none; a link says so', async ({
  app,
  page,
  elsewhere,
}) => {
  await app.goto();
  await app.openSample('Written past the end');
  await page.getByRole('tab', { name: 'Guards' }).click();
  await page.getByRole('button', { name: 'Layers' }).click();
  await page.getByLabel('Guard pages').selectOption('after');
  await app.idle();
  const panel = page.getByRole('tabpanel');
  await expect(panel).toContainText('Hits recorded3');
  await expect(panel).toContainText('Hits predicted0');
  await page.getByLabel('flush with the last byte').check();
  await app.idle();
  await expect(panel).toContainText('Hits predicted3');
  await expect(panel).toContainText('Nothing can be checked');
  await expect(app.timeline).toContainText(/recorded\s*predicted/);
  await page.keyboard.press('Escape');
  const link = await app.share();
  expect(new URL(link).hash).toContain('layers=guard-after.flush');
  await elsewhere.goto(link);
  await elsewhere.loaded();
  await expect(elsewhere.page.getByRole('tabpanel')).toContainText('Hits predicted3');
});

test('R-28 a block freed through another allocator: the fault says what comes of that pair', async ({ app, page }) => {
  await app.goto();
  await app.pick(madeTrace(['d ralloc 0 shader', 'd libc 0 malloc', '+ 0x1000 64 d1', '- 0x1000 d2']));
  await app.showTab('Faults');
  await app.faults.getByRole('row').nth(1).click();
  await app.idle();
  await expect(page.getByRole('tabpanel')).toContainText(
    'Memory of domain “shader” (ralloc) was released through domain “malloc” (free): the C library sees the inside of a block',
  );
});
