import { expect, test } from './fixtures';

const SAMPLES = 'public/samples';

test('drop a file, play, scrub, select a block, share; the link opens the same elsewhere', async ({
  app,
  page,
  context,
  elsewhere,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.goto();
  await app.drop(`${SAMPLES}/sqlite.hgt.zst`);
  await app.loaded();
  await expect(app.header).toContainText('sqlite.hgt.zst');
  await expect(app.findings).toContainText('The peak is 1.00 MiB at event 43 255');

  await page.getByLabel('Speed, in events per second').selectOption('1000');
  await page.getByRole('button', { name: 'Before the first event' }).click();
  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => app.cursorEvent()).toBeGreaterThan(100);
  await page.getByRole('button', { name: 'Pause' }).click();
  await app.idle();
  const paused = await app.cursorEvent();
  await app.idle();
  expect(await app.cursorEvent(), 'it stands still').toBe(paused);

  await app.seek(30_000);
  await expect(app.cursor).toHaveText('30 000 / 43 783');
  await app.selectBlockOnMap();
  await expect(app.inspector.getByRole('list', { name: 'Allocation stack' })).toBeVisible();

  await app.showHeap('Simulated');
  await page.getByLabel('Colour', { exact: true }).selectOption('size');
  await page.getByLabel('Stacked by', { exact: true }).selectOption('module');
  await page.getByLabel('Count', { exact: true }).selectOption('allocated');
  await app.search.fill('sqlite3');
  await app.map.hover();
  await page.mouse.wheel(0, -400);
  await app.showTab('Faults');
  const seen = await app.look();
  expect(seen).toMatchObject({ cursor: 30_000, heap: 'simulated', metric: 'allocated', isZoomed: true });

  const link = await app.share();
  expect(new URL(link).hash, 'the trace is in the link').toContain('data=');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await elsewhere.goto(link);
  await elsewhere.loaded();
  expect(await elsewhere.look()).toEqual(seen);
});

test('a range of events restricts the call tree, travels in the link and goes away with Escape', async ({
  app,
  page,
  elsewhere,
}) => {
  await app.goto();
  await app.pick(`${SAMPLES}/fault-overflow.hgt.zst`);
  const plot = await app.timeline.locator('canvas').boundingBox();
  expect(plot).not.toBeNull();
  if (plot === null) return;
  await page.keyboard.down('Shift');
  await page.mouse.move(plot.x + plot.width * 0.25, plot.y + plot.height / 2);
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width * 0.5, plot.y + plot.height / 2, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await app.idle();
  const note = page.getByText(/^Only what was allocated in events/);
  await expect(note).toBeVisible();
  const seen = await app.look();
  expect(seen['range']).toHaveLength(1);

  await elsewhere.goto(await app.share());
  await elsewhere.loaded();
  expect(await elsewhere.look()).toEqual(seen);

  await app.press('Escape');
  await expect(note).toBeHidden();
});
