import { formatBytes, formatCount } from '../src/base/format';
import { expect, test } from './fixtures';
import { hasSharedTraces, NO_TRACES, sharedTrace, tracesWithTruth, truthOf, withLarge } from './shared-traces';
import { traceLines } from './trace-text';

test.describe('every recorded trace opens and shows what the truth says', () => {
  test.skip(!hasSharedTraces, NO_TRACES);

  for (const path of tracesWithTruth()) {
    test(path, async ({ app }) => {
      if (withLarge) test.setTimeout(300_000);
      const truth = truthOf(path);
      await app.goto();
      await app.pick(sharedTrace(path));

      expect(await app.eventCount()).toBe(truth.events);
      await expect(app.findings).toContainText(`The peak is ${formatBytes(truth.peakBytes)} at event`);
      expect(await app.liveText(), 'live at the peak').toBe(formatBytes(truth.peakBytes));
      if (truth.peakEvent !== undefined) expect(await app.cursorEvent()).toBe(truth.peakEvent);

      await app.press('End');
      expect(await app.liveText(), 'live at the end').toBe(formatBytes(truth.liveAtEnd.bytes));
      const accounts = await app.accounts('Domain');
      if (truth.byDomain === undefined) {
        expect(accounts).toHaveLength(1);
        expect(accounts[0].blocks).toBe(formatCount(truth.liveAtEnd.blocks));
        expect(accounts[0].allocations).toBe(formatCount(truth.allocations));
      }
      for (const domain of truth.byDomain ?? []) {
        expect(accounts).toContainEqual(
          expect.objectContaining({
            name: domain.name,
            live: formatBytes(domain.liveBytesAtEnd),
            blocks: formatCount(domain.liveBlocksAtEnd),
            peak: formatBytes(domain.peakBytes),
            allocated: formatBytes(domain.allocatedBytes),
            allocations: formatCount(domain.allocations),
          }),
        );
      }
      const faults = Object.values(truth.faultsByKind ?? {}).reduce((total, times) => total + times, 0);
      await expect(app.page.getByRole('tab', { name: 'Faults' })).toHaveText(`Faults ${formatCount(faults)}`);
    });
  }

  for (const path of [
    'heaptrack/ht-sqlite-raw.raw.zst',
    'peers/heaptrack.david.18594.gz',
    'peers/heaptrack.embedded_lsan_suppressions.84207.zst',
    'peers/heaptrack.test_sysroot.raw',
    ...(withLarge ? ['peers/heaptrack.heaptrack_gui.99454.zst'] : []),
  ]) {
    test(`${path}: no truth beside it, so its allocations are counted`, async ({ app }) => {
      await app.goto();
      await app.pick(sharedTrace(path));
      const allocations = traceLines(sharedTrace(path)).filter((line) => line.startsWith('+ ')).length;
      const accounts = await app.accounts('Domain');
      expect(accounts.map((account) => account.allocations)).toEqual(
        allocations === 0 ? [] : [formatCount(allocations)],
      );
      await app.press('End');
      expect(await app.cursorEvent()).toBe((await app.eventCount()) - 1);
    });
  }
});
