import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { formatBytes, formatCount } from '../src/base/format';
import { expect, test } from './fixtures';
import { bytesIn, recount } from './recount';
import { hasSharedTraces, NO_TRACES, sharedTrace, truthOf } from './shared-traces';
import { traceLines } from './trace-text';

const TITLE = 'A Vulkan program from start to end';
const PATH = 'vulkan/lvp-compute-cold.hgt.zst';
const DRIVER = 'libvulkan_lvp.so';
const LLVM = 'libLLVM-15.so.1';
/** Libraries that allocate on someone else's behalf, on the machine of the recordings. */
const RUNTIME = ['libstdc++.so.6', 'libc.so.6', 'libgcc_s.so.1', 'libm.so.6', 'ld-linux-x86-64.so.2'];

/** Cells of the matrix between two modules, as `from A in B`, with the blocks that stand in them. */
async function cells(page: Page): Promise<Map<string, number>> {
  const names = await page
    .getByRole('table', { name: /^Crossings/ })
    .getByRole('button', { name: /^\S+ to \S+: / })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
  const found = new Map<string, number>();
  for (const name of names) {
    const [, from = '', to = '', blocks = ''] = /^(\S+) to (\S+): ([\d\s]+) blocks?/.exec(name) ?? [];
    if (from !== to) found.set(`from ${from} in ${to}`, Number(blocks.replace(/\D/g, '')));
  }
  return found;
}

async function redCells(page: Page): Promise<string[]> {
  return await page
    .getByRole('table', { name: /^Crossings/ })
    .getByRole('button', { name: /(?:wrapped → raw|raw → wrapped)/ })
    .evaluateAll((buttons) => buttons.map((button) => (button.getAttribute('aria-label') ?? '').replace(/:.*/, '')));
}

test.describe('interception', () => {
  test.skip(!hasSharedTraces, NO_TRACES);

  test('the matrix has every crossing that the events have', async ({ app, page }) => {
    await app.goto();
    await app.openSample(TITLE);
    await app.showTab('Interception');
    const { crossings } = recount(traceLines(sharedTrace(PATH)));
    expect([...(await cells(page))].sort()).toEqual([...crossings].sort());
    expect(crossings.get(`from libstdc++.so.6 in ${LLVM}`)).toBe(89);
  });

  test('ticking modules turns cells red exactly where one side is intercepted', async ({ app, page }) => {
    await app.goto();
    await app.openSample(TITLE);
    await app.showTab('Interception');
    const verdict = page.getByTestId('verdict');
    await expect(verdict).toContainText('Nothing is intercepted');
    await page.getByRole('checkbox', { name: `Intercept ${DRIVER}` }).check();
    await page.getByRole('checkbox', { name: `Intercept ${LLVM}` }).check();
    await app.idle();
    await expect(verdict).toContainText('Not balanced');
    const wrapped = [DRIVER, LLVM];
    const { crossings } = recount(traceLines(sharedTrace(PATH)));
    const mixed = [...crossings].filter(([pair]) => {
      const [, from = '', to = ''] = /^from (\S+) in (\S+)$/.exec(pair) ?? [];
      return wrapped.includes(from) !== wrapped.includes(to);
    });
    const expected = mixed.map(([pair]) => pair.replace('from ', '').replace(' in ', ' to '));
    expect((await redCells(page)).sort()).toEqual(expected.sort());
    const blocks = mixed.reduce((sum, [, times]) => sum + times, 0);
    await expect(verdict).toContainText(`${formatCount(blocks)} blocks`);

    // Linked statically, the C++ library’s code is the callers’: only what libc and generated code touch stays red.
    await page.getByRole('button', { name: 'Link libstdc++.so.6 statically' }).click();
    await app.idle();
    await expect.poll(async () => (await redCells(page)).filter((pair) => pair.includes('stdc++'))).toEqual([]);
    expect(await redCells(page)).toContain(`libc.so.6 to ${DRIVER}`);
    await page.getByRole('radio', { name: 'Whole process' }).check();
    await app.idle();
    await expect(verdict).toContainText('Balanced');
    expect(await redCells(page)).toEqual([]);
  });

  test('a balanced set is applied at once, and the link says what is intercepted', async ({ app, elsewhere, page }) => {
    await app.goto();
    await app.openSample(TITLE);
    await app.showTab('Interception');
    const set = page
      .getByRole('list', { name: 'Balanced sets' })
      .getByRole('listitem')
      .filter({ hasText: 'device_select' });
    await set.getByRole('button', { name: 'Apply' }).click();
    await app.idle();
    await expect(page.getByTestId('verdict')).toContainText('Balanced: no block is wrapped on one side only');
    const told = await page.getByTestId('verdict').textContent();
    await elsewhere.goto(await app.share());
    await elsewhere.loaded();
    await expect(elsewhere.page.getByTestId('verdict')).toHaveText(told ?? '');
    await expect(elsewhere.page.getByRole('checkbox', { name: 'Intercept libvulkan.so.1' })).toBeChecked();
  });

  test('a cell shows both of its sites, and leads to their events', async ({ app, page }) => {
    await app.goto();
    await app.openSample(TITLE);
    await app.showTab('Interception');
    await page.getByRole('button', { name: `libc.so.6 to ${DRIVER}` }).click();
    await app.idle();
    const sites = page.getByRole('group', { name: 'Sites of the crossing' });
    await expect(sites).toContainText('58 blocks');
    await expect(sites.getByRole('list', { name: 'Stack of the allocation' })).toContainText('__strdup');
    await expect(sites.getByRole('list', { name: 'Stack of the release' })).toContainText(DRIVER);
    await sites.getByRole('button', { name: 'Show events' }).click();
    await app.idle();
    await expect(app.events).toBeVisible();
    await expect(page.getByRole('button', { name: /^stack of __strdup/ })).toBeVisible();
  });

  test('coverage: visible peak against true peak, and who is unseen', async ({ app, page }) => {
    await app.goto();
    await app.openSample(TITLE);
    const panel = page.getByRole('region', { name: 'Accounts' });
    const whole = recount(traceLines(sharedTrace(PATH)));
    const atPeak = recount(traceLines(sharedTrace(PATH)), whole.peakEvent).live.filter(({ isCounted }) => isCounted);
    const seen = bytesIn(atPeak.filter(({ kind }) => kind === 'vk'));
    await expect(panel).toContainText(`${formatBytes(seen)} of ${formatBytes(truthOf(PATH).peakBytes)}`);
    await panel.getByText('By module, by command').click();
    await app.idle();
    const held = atPeak.filter(({ modules }) => modules.find((module) => !RUNTIME.includes(module)) === LLVM);
    const table = panel.getByRole('table', { name: 'Coverage by module' });
    const [row] = (await table.getByRole('row').allTextContents()).filter((text) => text.includes('libLLVM'));
    expect(row).toContain(`${formatBytes(bytesIn(held))}0 %`);
    await panel.getByRole('radio', { name: 'command', exact: true }).check();
    const asked = whole.unreached.reduce((sum, size) => sum + size, 0);
    const commands = panel.getByRole('table', { name: 'Coverage by command' });
    await expect(commands.getByRole('row').filter({ hasText: 'no command' })).toContainText(formatBytes(asked));
    await panel.getByRole('radio', { name: 'in force' }).check();
    await expect(panel).toContainText('with no command in progress on the thread: no pAllocator could have reached it');
  });

  for (const theme of ['dark', 'light'] as const) {
    test(`${theme}: nothing that axe would object to`, async ({ app, page }) => {
      await app.goto();
      if (theme === 'light') await page.getByRole('button', { name: 'Theme: dark' }).click();
      await app.openSample(TITLE);
      await app.showTab('Interception');
      await page.getByRole('checkbox', { name: `Intercept ${LLVM}` }).check();
      await page.getByText('By module, by command').click();
      await app.idle();
      await expect(page.getByTestId('verdict')).toContainText('Not balanced');
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
      ).toEqual([]);
    });
  }

  test('a trace without stacks of releases says what is missing', async ({ app, page }) => {
    await app.goto();
    await app.pick({ name: 'bare.hgt', bytes: Buffer.from('heapglass 1\nd libc 0 libc\n+ 0x10 8 d1\n- 0x10 d1\n') });
    await app.showTab('Interception');
    await expect(page.getByRole('tabpanel')).toContainText('does not tell which code released its blocks');
  });
});
