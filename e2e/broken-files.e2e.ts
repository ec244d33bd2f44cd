import { formatCount } from '../src/base/format';
import { expect, test } from './fixtures';
import type { HeapglassPage, MadeFile } from './heapglass-page';
import { cutFile, madeTrace, TWENTY, withWrongChecksum } from './made-files';
import { hasSharedTraces, NO_TRACES, sharedTrace } from './shared-traces';
import { traceLines } from './trace-text';

const GOOD = 'public/samples/fault-overflow.hgt.zst';
const PNG = Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001', 'hex');

/** Opens the list of what could not be read and gives its rows: what, line, byte, times. */
async function warnings(app: HeapglassPage): Promise<readonly (readonly string[])[]> {
  await app.header.getByRole('button', { name: /warnings?$/ }).click();
  const rows = await app.dialog
    .getByRole('row')
    .filter({ has: app.page.getByRole('cell') })
    .all();
  const texts = await Promise.all(rows.map((row) => row.getByRole('cell').allTextContents()));
  await app.page.keyboard.press('Escape');
  return texts;
}

test.describe('what is no trace is refused with a sentence, and the page goes on', () => {
  const files: readonly (readonly [what: string, file: MadeFile, sentence: RegExp])[] = [
    ['a file without a byte', { name: 'none.hgt', bytes: Buffer.alloc(0) }, /“none.hgt” has no bytes in it/],
    ['a PNG', { name: 'trace.hgt', bytes: PNG }, /“trace.hgt” is no allocation trace .* it begins with .*PNG/],
    ['four megabytes of zeros', { name: 'z.bin', bytes: Buffer.alloc(4 << 20) }, /“z.bin” is no allocation trace .*zero/],
    ['some text', { name: 'notes.txt', bytes: Buffer.from('Dear diary,\n+ 1 2\n') }, /“notes.txt” is no allocation trace .*text/],
    ['a gzip file cut in its header', { name: 'a.gz', bytes: Buffer.from([0x1f, 0x8b, 8]) }, /“a.gz” is damaged: .*byte/],
    ['a zstd file of rubbish', { name: 'a.zst', bytes: Buffer.from('28b52ffdffffffffffffffff', 'hex') }, /“a.zst” is damaged: .*byte/],
  ]; // prettier-ignore
  for (const [what, file, sentence] of files) {
    test(what, async ({ app }) => {
      await app.goto();
      await app.choose(file);
      await expect(app.failure).toContainText(sentence);
      await app.pick(GOOD);
      await expect(app.findings).toContainText('3 blocks with bytes beside them overwritten');
    });
  }

  test('two gigabytes of zeros', async ({ app, page }) => {
    await app.goto();
    await page.evaluate(() => {
      const piece = new Blob([new Uint8Array(64 << 20)]);
      const data = new DataTransfer();
      data.items.add(new File(Array<Blob>(32).fill(piece), 'zeros.hgt'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await expect(app.failure).toContainText('“zeros.hgt” is no allocation trace');
  });
});

test.describe('of a damaged trace everything that can be read is shown, and the rest is said', () => {
  test('cut inside a zstd frame', async ({ app }) => {
    test.skip(!hasSharedTraces, NO_TRACES);
    await app.goto();
    const path = sharedTrace('heaptrack/ht-truncated.zst');
    await app.pick(path);
    const [heap] = await app.accounts('Domain');
    const allocations = traceLines(path).filter((line) => line.startsWith('+ ')).length;
    expect(heap.allocations).toBe(formatCount(allocations));
    expect(allocations, 'what heaptrack_print shows of it').toBeGreaterThanOrEqual(105_445);
    const said = await warnings(app);
    expect(said.flat().join(' ')).toMatch(/ends inside a zstd frame, after byte \d+/);
    await app.seek(50_000);
    expect(await app.cursorEvent()).toBe(50_000);
    await app.selectBlockOnMap();
  });

  test('a wrong checksum', async ({ app }) => {
    await app.goto();
    await app.pick(withWrongChecksum(madeTrace(TWENTY)));
    expect(await app.eventCount()).toBe(20);
    expect(await app.liveText()).toBe('1.95 KiB');
    const said = await warnings(app);
    expect(said).toHaveLength(1);
    expect(said[0][0]).toMatch(/checksum/);
  });

  test('broken lines, unknown records and ids, each with the first line and byte', async ({ app }) => {
    await app.goto();
    await app.pick(madeTrace([...TWENTY, '+ here 12', 'q what is this', '+ 0x10000 8 d7', '+ 0x20000', '- 4096']));
    // A broken event takes its number: nobody's events are shifted by it.
    expect(await app.eventCount()).toBe(24);
    const said = await warnings(app);
    const lineOf = (pattern: RegExp): readonly string[] | undefined =>
      said.find(([text]) => pattern.test(text))?.slice(1);
    const byte = 'heapglass 1\n'.length + TWENTY.join('\n').length + 1;
    expect(lineOf(/is broken/)).toEqual(['22', String(byte), '2']);
    expect(lineOf(/“q” at line 23, byte \d+ is not known/)).toEqual(['23', String(byte + 10), '1']);
    expect(lineOf(/names something that is not defined/)).toEqual(['24', String(byte + 25), '1']);
    await app.press('End');
    expect(await app.liveText(), 'nineteen of a hundred bytes and one of eight').toBe('1.86 KiB');
  });

  test('a last line cut short', async ({ app }) => {
    await app.goto();
    const { name, bytes } = madeTrace(TWENTY);
    await app.pick({ name, bytes: bytes.subarray(0, bytes.length - 3) });
    expect(await app.eventCount()).toBe(19);
    const [[text, line]] = await warnings(app);
    expect(text).toMatch(/The text ends inside the line that begins at line 21, byte \d+/);
    expect(line).toBe('21');
  });

  test('a packed trace cut in half', async ({ app }) => {
    await app.goto();
    await app.pick(cutFile('public/samples/lvp-compute-cold.hgt.zst', 'half.hgt.zst', 0.5));
    const events = await app.eventCount();
    expect(events).toBeGreaterThan(0);
    expect(events).toBeLessThan(58_649);
    expect((await warnings(app)).flat().join(' ')).toMatch(/ends inside a zstd frame, after byte/);
    await app.press('End');
    expect(await app.cursorEvent()).toBe(events - 1);
  });

  test('a header and nothing else', async ({ app }) => {
    await app.goto();
    await app.pick(madeTrace([]));
    await expect(app.timeline).toContainText('This trace has no events.');
    await expect(app.page.getByText('No event of this trace gave memory.')).toBeVisible();
    await app.press('Space');
    await app.press('End');
    expect(await app.eventCount()).toBe(0);
  });
});
