import { expect, test } from './fixtures';
import { madeTrace } from './made-files';

const MARKUP = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
const LONG = 'n'.repeat(20_000);
const RIGHT_TO_LEFT = '\u202egnp.exe\u202c שלום';
const NUL = 'with\0nul';

const TRACE = madeTrace(
  [
    `h program ${MARKUP}`,
    `m ${MARKUP}`,
    `m /lib/${LONG}.so`,
    `f 1 0x10 ${MARKUP}\t${MARKUP}.c:1`,
    `f 2 0x20 ${LONG}`,
    `f 1 0x30 ${RIGHT_TO_LEFT}`,
    `f 1 0x40 ${NUL}`,
    'k 0 1',
    'k 1 2',
    'k 1 3',
    'k 1 4',
    `d libc 0 ${MARKUP}`,
    `d other 0 ${LONG}`,
    `d other 0 __proto__`,
    `c ${MARKUP}`,
    `T 1 ${MARKUP}`,
    '@ 1',
    '( 1',
    '+ 4096 4000 k1 d1',
    '+ 12288 3000 k2 d2',
    '+ 20480 2000 k3 d1',
    '+ 28672 1000 k4 d3',
    ')',
    `n ${MARKUP}`,
    `g redzone 4096 4000 ${MARKUP}`,
    '- 4096 k1 d2',
  ],
  `${MARKUP.replaceAll('/', '∕')}.hgt`,
);

test('names in a trace are text, whatever they say', async ({ app, page }) => {
  await app.goto();
  await app.pick(TRACE);
  await expect(app.header.getByRole('heading', { level: 1 })).toContainText('<img src=x');
  await expect(app.tree).toContainText('<img src=x onerror=');
  await expect(app.tree).toContainText('nul');
  await expect(app.events).toContainText('<img src=x');
  await app.showTab('Faults');
  await app.faults.getByRole('row').nth(1).click();
  await app.idle();
  await expect(app.inspector).toContainText('<img src=x');
  for (const grouping of ['module', 'domain', 'thread']) {
    await page.getByLabel('Stacked by', { exact: true }).selectOption(grouping);
    await page.getByLabel('Colour', { exact: true }).selectOption(grouping);
    await app.idle();
  }
  await page.getByRole('radio', { name: 'Flame' }).check();
  await app.map.hover();
  await app.idle();

  const found = await page.evaluate(() => ({
    ran: 'broken' in window,
    images: document.querySelectorAll('img, script:not([src])').length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  expect(found).toEqual({ ran: false, images: 0, overflow: 0 });
});

test('a link with a hostile name says it as text', async ({ app, page }) => {
  const hash = new URLSearchParams({ v: '1', name: MARKUP, size: '10', sha256: 'a'.repeat(64), find: MARKUP });
  await app.goto(`/#${hash}`);
  await expect(app.notices.filter({ hasText: 'This link is about a file' })).toContainText('<img src=x');
  expect(await page.evaluate(() => 'broken' in window || document.images.length > 0)).toBe(false);
});
