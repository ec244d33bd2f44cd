import { expect, test } from './fixtures';
import type { HeapglassPage } from './heapglass-page';
import { madeTrace } from './made-files';

/** What is drawn on the canvas within `panel`: how many colours, and a number that changes with any pixel. */
async function picture(app: HeapglassPage, panel: 'Heap map' | 'Live bytes' | 'Call stacks') {
  const canvas = app.page.getByRole('region', { name: panel }).locator('canvas');
  return await canvas.evaluate((element: HTMLCanvasElement) => {
    const copy = document.createElement('canvas');
    copy.width = element.width;
    copy.height = element.height;
    const context = copy.getContext('2d');
    context?.drawImage(element, 0, 0);
    const pixels = new Uint32Array(context?.getImageData(0, 0, copy.width, copy.height).data.buffer ?? []);
    let hash = 0;
    for (const pixel of pixels) hash = (Math.imul(hash, 31) + pixel) | 0;
    return { colours: new Set(pixels).size, hash };
  });
}

test('the map is drawn, follows the cursor, and zooms down to one block', async ({ app, page }) => {
  await app.goto();
  await app.openSample('A Vulkan program from start to end');
  const whole = await picture(app, 'Heap map');
  expect(whole.colours, 'blocks of many kinds').toBeGreaterThan(5);
  expect((await picture(app, 'Live bytes')).colours).toBeGreaterThan(3);

  await app.seek(10_000);
  const early = await picture(app, 'Heap map');
  expect(early.hash).not.toBe(whole.hash);
  await app.press('p');
  expect((await picture(app, 'Heap map')).hash, 'the same instant looks the same').toBe(whole.hash);

  await app.selectBlockOnMap();
  await page.mouse.wheel(0, -1500);
  await app.idle();
  const near = await picture(app, 'Heap map');
  expect(near.hash).not.toBe(whole.hash);
  await app.map.dblclick({ position: { x: 100, y: 100 } });
  await app.mapPanel.getByRole('button', { name: 'Show all' }).click();
  await app.press('Escape');
  await page.mouse.move(0, 0);
  await app.idle();
  expect((await picture(app, 'Heap map')).hash).toBe(whole.hash);
});

test('recorded and simulated are two heaps, each with its stamp', async ({ app }) => {
  await app.goto();
  await app.openSample('Written past the end');
  await expect(app.mapPanel.getByText('recorded', { exact: true })).toBeVisible();
  const recorded = await picture(app, 'Heap map');
  await app.showHeap('Simulated');
  await expect(app.mapPanel.getByText('simulated: TLSF')).toBeVisible();
  await expect(app.mapPanel.getByText('recorded', { exact: true })).toBeHidden();
  const simulated = await picture(app, 'Heap map');
  expect(simulated.hash).not.toBe(recorded.hash);
  expect(simulated.colours).toBeGreaterThan(1);
  await app.press('h');
  expect((await picture(app, 'Heap map')).hash).toBe(recorded.hash);
});

test('another engine places the blocks elsewhere: map, stamp and figures follow, and the link says so', async ({
  app,
  elsewhere,
}) => {
  await app.goto();
  await app.openSample('Written past the end');
  await app.showHeap('Simulated');
  const tlsf = { map: (await picture(app, 'Heap map')).hash, figures: await app.heapFigures() };
  expect(tlsf.figures).toContain('simulated: TLSF');
  await app.chooseEngine('Buddy');
  await expect(app.mapPanel.getByText('simulated: Buddy')).toBeVisible();
  await expect(app.mapPanel.getByText('simulated: TLSF')).toBeHidden();
  const buddy = { map: (await picture(app, 'Heap map')).hash, figures: await app.heapFigures() };
  expect(buddy.map).not.toBe(tlsf.map);
  expect(buddy.figures).toContain('simulated: Buddy');
  expect(buddy.figures.replace('Buddy', 'TLSF')).not.toBe(tlsf.figures);

  const link = await app.share();
  expect(new URL(link).hash).toContain('engine=buddy');
  await elsewhere.goto(link);
  await elsewhere.loaded();
  await expect(elsewhere.mapPanel.getByText('simulated: Buddy')).toBeVisible();
  expect(await elsewhere.heapFigures()).toBe(buddy.figures);

  await app.chooseEngine('TLSF');
  expect({ map: (await picture(app, 'Heap map')).hash, figures: await app.heapFigures() }).toEqual(tlsf);
});

test('what is picked is what lies there: three blocks, one after another', async ({ app, page }) => {
  await app.goto();
  await app.pick(madeTrace(['+ 0x10000 4096', '+ 0x11000 8192', '+ 0x13000 4096'], 'three.hgt'));
  const box = await app.map.boundingBox();
  expect(box).not.toBeNull();
  if (box === null) return;
  const seen = new Set<string>();
  for (let place = 1; place < 12; place++) {
    const position = { x: box.width * ((place * 0.618) % 1), y: box.height * ((place * 0.382) % 1) };
    await app.map.click({ position });
    await app.idle();
    const fact = app.inspector.getByRole('definition');
    if ((await fact.count()) > 0) seen.add(`${await fact.nth(0).textContent()} ${await fact.nth(2).textContent()}`);
  }
  expect([...seen].sort()).toEqual(['0x10000 4.00 KiB', '0x11000 8.00 KiB', '0x13000 4.00 KiB']);
  await expect(page.getByText(/^(4|8)\.00 KiB$/).first()).toBeVisible();
});

test('page by page the simulated heap shows what every byte is; the recorded one says why it cannot', async ({
  app,
  page,
  elsewhere,
}) => {
  await app.goto();
  await app.openSample('Written past the end');
  const colour = page.getByLabel('Colour', { exact: true });
  await expect(colour.getByRole('option', { name: 'pages' })).toBeDisabled();
  await app.showHeap('Simulated');
  await colour.selectOption('pages');
  await app.idle();
  const legend = page.getByRole('list', { name: 'Colours: pages' });
  await expect(legend).toHaveText(/addressable\s*header\s*slack\s*guard\s*freed\s*free/);
  const bare = await picture(app, 'Heap map');
  expect(bare.colours).toBeGreaterThan(2);
  await page.getByRole('button', { name: 'Layers' }).click();
  await page.getByLabel('Guard pages').selectOption('after');
  await page.keyboard.press('Escape');
  await app.idle();
  expect((await picture(app, 'Heap map')).hash).not.toBe(bare.hash);
  const box = await app.map.boundingBox();
  if (box === null) throw new Error('the map is not in sight');
  await app.map.hover({ position: { x: box.width / 2, y: box.height / 2 } });
  await expect(page.getByText(/^Page \d/)).toBeVisible();

  const link = await app.share();
  await elsewhere.goto(link);
  await elsewhere.loaded();
  await expect(elsewhere.page.getByRole('list', { name: 'Colours: pages' })).toBeVisible();
  await elsewhere.showHeap('Recorded');
  await expect(elsewhere.mapPanel.getByText(/only the simulated heap can tell/)).toBeVisible();
  await elsewhere.mapPanel.getByRole('button', { name: 'Show the simulated heap' }).click();
  await expect(elsewhere.map).toBeVisible();
});

test('mapped memory lies above the simulated heap: on the map, in the inspector, page by page', async ({
  app,
  page,
}) => {
  const mapped = ['+ 0x10000 1000000 d2', '+ 0x200000 900 d2', '- 0x10000', '+ 0x300000 2000000 d2'];
  await app.goto();
  await app.pick(
    madeTrace(['d libc 0', 'd mmap 0', '+ 0x1000 64 d1', ...mapped, '~ 0x300000 0x300000 2500000'], 'm.hgt'),
  );
  await app.showHeap('Simulated');
  const box = await app.map.boundingBox();
  if (box === null) throw new Error('the map is not in sight');
  const position = { x: box.width / 2, y: box.height * 0.8 };
  await app.map.click({ position });
  // Behind the gap that the first mapping left, and the page of the second.
  const address = `0x${(2 ** 32 + 246 * 4096).toString(16)}`;
  await expect(app.inspector.getByText(`${address}, mapped above the heap`)).toBeVisible();
  await expect(app.inspector.getByText(/there are no bytes to show/)).toBeVisible();
  await expect(page.getByText(`at ${address}, mmap`)).toBeVisible();
  await expect(page.getByText('2.39 MiB in 2 regions')).toBeVisible();

  await page.getByLabel('Colour', { exact: true }).selectOption('pages');
  await app.map.hover({ position });
  await expect(page.getByText('4.00 KiB addressable')).toBeVisible();
  await app.map.hover({ position: { x: box.width / 2, y: box.height * 0.1 } });
  await expect(page.getByText('4.00 KiB free')).toBeVisible();
});

test('without addresses the recorded heap is greyed out, with the reason', async ({ app }) => {
  await app.goto();
  await app.openSample('Ten million events from heaptrack');
  const recorded = app.mapPanel.getByRole('radio', { name: 'Recorded' });
  await expect(recorded).toBeDisabled();
  await expect(app.mapPanel.getByTitle(/does not record addresses/)).toBeVisible();
  await expect(app.mapPanel.getByText('simulated: TLSF')).toBeVisible();
  await expect(app.mapPanel.getByText('order of frees assumed')).toBeVisible();
  expect((await picture(app, 'Heap map')).colours).toBeGreaterThan(1);
});

test('the flame graph is drawn, and a click goes into a function', async ({ app, page }) => {
  await app.goto();
  await app.openSample('sqlite3, and malloc alone');
  await page.getByRole('radio', { name: 'Flame' }).check();
  await app.idle();
  const whole = await picture(app, 'Call stacks');
  expect(whole.colours).toBeGreaterThan(3);
  const flame = page.getByRole('application', { name: /^Flame graph/ });
  await flame.click({ position: { x: 60, y: 50 } });
  await app.idle();
  await expect(page.getByRole('button', { name: 'All', exact: true })).toBeVisible();
  await flame.press('Escape');
  await app.idle();
  await expect(page.getByRole('button', { name: 'All', exact: true })).toBeHidden();
});
