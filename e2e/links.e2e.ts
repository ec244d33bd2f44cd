import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures';
import { HeapglassPage } from './heapglass-page';
import { startTraceHost, type TraceHost } from './trace-host';

const SMALL = 'public/samples/fault-overflow.hgt.zst';
/** Too large to travel inside a link. */
const LARGE = 'public/samples/lvp-compute-cold.hgt.zst';

test('a sample: the link names it and says what is shown', async ({ app, elsewhere }) => {
  await app.goto();
  await app.openSample('Written past the end');
  await app.seek(2232);
  await app.showTab('Faults');
  const link = await app.share();
  expect(new URL(link).hash).toMatch(/^#v=1&at=2232&.*sample=fault-overflow/);
  await elsewhere.goto(link);
  await elsewhere.loaded();
  expect(await elsewhere.look()).toEqual(await app.look());
});

test.describe('a trace on another server', () => {
  let host: TraceHost;
  test.beforeEach(async () => {
    host = await startTraceHost('overflow.hgt.zst', readFileSync(SMALL));
  });
  test.afterEach(() => host.stop());

  test('?trace=URL opens it, and the link names its address', async ({ app, elsewhere }) => {
    await app.goto(`/?trace=${encodeURIComponent(host.address)}`);
    await app.loaded();
    await expect(app.header).toContainText('overflow.hgt.zst');
    await app.seek(2000);
    const link = await app.share();
    expect(new URL(link).searchParams.get('trace')).toBe(host.address);
    await elsewhere.goto(link);
    await elsewhere.loaded();
    expect(await elsewhere.look()).toEqual(await app.look());
  });

  test('its address can be typed', async ({ app, page }) => {
    await app.goto();
    await page.getByLabel('Address of a trace').fill(host.address);
    await page.getByLabel('Address of a trace').press('Enter');
    await app.loaded();
    await expect(app.findings).toContainText('3 blocks with bytes beside them overwritten');
  });

  test('one that cannot be fetched is said in a sentence, and the page goes on', async ({ page }) => {
    // Chromium itself writes failed requests to the console, so nothing listens there.
    const app = new HeapglassPage(page);
    await host.stop();
    await app.goto(`/?trace=${encodeURIComponent(host.address)}`);
    await expect(app.failure).toContainText(`${host.address} could not be fetched`);
    await app.openSample('Written past the end');
    await expect(app.findings).toContainText('3 blocks');
  });
});

test('a file too large for a link whose trace is not travels in the binary format', async ({ app, elsewhere }) => {
  await app.goto();
  await app.pick({ name: 'annotated.hgt', bytes: annotatedTrace() });
  await app.seek(1);
  const link = await app.share();
  expect(link.length).toBeLessThan(2000);
  await elsewhere.goto(link);
  await elsewhere.loaded();
  await expect(elsewhere.header).toContainText('annotated.hgt');
  expect(await elsewhere.look()).toEqual(await app.look());
});

/** Three events among comments that cannot be compressed. */
function annotatedTrace(): Buffer {
  const comments = Array.from({ length: 4000 }, () => `# ${randomBytes(64).toString('base64')}`);
  return Buffer.from(['heapglass 1', '+ 0x1000 64', '+ 0x2000 128', ...comments, '- 0x1000', ''].join('\n'));
}

test.describe('a trace too large for a link', () => {
  test('the link asks for the file, checks it and shows what it describes', async ({ app, elsewhere }) => {
    await app.goto();
    await app.pick(LARGE);
    await app.seek(12_345);
    await app.showHeap('Simulated');
    const link = await app.share();
    expect(link.length).toBeLessThan(1000);
    await elsewhere.goto(link);
    await expect(elsewhere.notices).toContainText(['This link is about a file: drop “lvp-compute-cold.hgt.zst” here.']);
    await elsewhere.drop(LARGE);
    await elsewhere.loaded();
    expect(await elsewhere.look()).toEqual(await app.look());
  });

  test('another file is told from the right one by its content', async ({ app, elsewhere }) => {
    await app.goto();
    await app.pick(LARGE);
    await app.seek(12_345);
    await elsewhere.goto(await app.share());
    const other = readFileSync(LARGE);
    other[other.length - 1] ^= 1;
    await elsewhere.pick({ name: 'lvp-compute-cold.hgt.zst', bytes: other });
    await expect(elsewhere.notices).toContainText([/This is not the file that the link was made for/]);
    expect(await elsewhere.cursorEvent()).not.toBe(12_345);
  });
});

test.describe('a link that came to harm', () => {
  const notice: readonly (readonly [what: string, hash: string, sentence: RegExp, opens: boolean])[] = [
    ['cut inside its trace', '#v=1&name=a.hgt&data=eJzT0yMA', /was damaged on its way/, false],
    ['with a trace that is no text of a link', '#v=1&name=a.hgt&data=%00%00', /which trace it means cannot be read/, false],
    ['to a sample that is not here', '#v=1&sample=nowhere', /the sample “nowhere”, which this server does not have/, false],
    ['of a later version', '#v=99&sample=fault-overflow&at=5', /made by another version of Heapglass/, true],
    ['with a state that makes no sense', '#v=1&sample=fault-overflow&at=abc&heap=both', /damaged in part: the instant, which heap/, true],
  ]; // prettier-ignore
  for (const [what, hash, sentence, opens] of notice) {
    test(`${what} says so`, async ({ app }) => {
      await app.goto(`/${hash}`);
      await expect(app.notices.filter({ hasText: sentence })).toBeVisible();
      await expect(app.playhead).toBeVisible({ visible: opens });
    });
  }
});
