import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasSharedTraces } from '../formats/testing/shared-traces';
import { check } from './check';
import { parseCheck, type CheckCommand } from './check-arguments';
import { verdictLine } from './check-reports';

const folder = mkdtempSync(join(tmpdir(), 'heapglass-check-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, [...lines, ''].join('\n'));
  return path;
}

function command(...words: string[]): CheckCommand {
  const parsed = parseCheck(words);
  if (!parsed.ok) throw new Error(parsed.failure);
  return parsed.value;
}

async function verdictOf(...words: string[]): Promise<string> {
  const checks = await check(command(...words));
  return checks.ok ? verdictLine('t', checks.value) : checks.failure;
}

const CODE = ['m app', 'f 1 0x10 main', 'f 1 0x20 <leaky&>', 'k 0 1', 'k 1 2', 'd libc 0 malloc', 'd ralloc 1 ralloc'];
/** 4 KiB of a context that ends, 100 bytes kept to the end, and a double free. */
const LEAKY = file('leaky.hgt', [
  ...['heapglass 1', ...CODE, 'x 0 2 shader', '+ 0x1000 4096 d1 k2 x1', '+ 0x9000 100 d1 k1'],
  ...['+ 0x5000 8 d1', '- 0x5000 d1', '- 0x5000 d1 k2', 'X 1'],
]);
const CLEAN = file('clean.hgt', ['heapglass 1', ...CODE, '+ 0x1000 4000 d1 k2', '- 0x1000 d1']);

describe('heapglass check', () => {
  it('holds the peak against its limit', async () => {
    expect(await verdictOf(LEAKY, '--max-peak', '64KiB')).toBe('PASS t: the peak is 4.11 KiB of at most 64.0 KiB');
    expect(await verdictOf(LEAKY, '--max-peak', '4000')).toMatch(/^FAIL t: the peak is 4\.11 KiB of at most 3\.91 KiB/);
  });

  it('counts what is live at the end in blocks, or in bytes', async () => {
    expect(await verdictOf(LEAKY, '--max-live-at-end', '2')).toMatch(/^PASS/);
    expect(await verdictOf(LEAKY, '--max-live-at-end', '1')).toBe(
      'FAIL t: 2 blocks live at the end of at most 1 block',
    );
    expect(await verdictOf(LEAKY, '--max-live-at-end', '1KiB')).toMatch(/^FAIL t: 4\.10 KiB live at the end/);
  });

  it('finds what outlived its owner, and leaves alone what is kept to exit', async () => {
    expect(await verdictOf(LEAKY, '--no-leaks')).toBe(
      'FAIL t: 1 leaked block (4.00 KiB), first: 1 block (4.00 KiB) at <leaky&> in main: the context shader ended before them',
    );
    expect(await verdictOf(CLEAN, '--no-leaks')).toBe('PASS t: nothing outlived its owner, nothing grows');
  });

  it('finds faults, with their place', async () => {
    expect(await verdictOf(LEAKY, '--no-faults')).toMatch(
      /^FAIL t: 1 fault, first: double-free at event 5, 0x5000: <leaky&> in main$/,
    );
    expect(await verdictOf(CLEAN, '--no-faults')).toBe('PASS t: no faults');
  });

  it('fails on an access that misses its block, unless its stack is suppressed', async () => {
    const missing = file('missing.hgt', ['heapglass 1', ...CODE, '+ 0x1000 64 d1 k1', 'w 0x1040 1 k2', '- 0x1000 d1']);
    expect(await verdictOf(missing, '--no-faults')).toBe(
      'FAIL t: 1 fault, first: a write of 1 B behind a block of 64 B at event 1: <leaky&> in main',
    );
    const suppressions = file('of-access.supp', ['leak:<leaky&>']);
    expect(await verdictOf(missing, '--no-faults', '--suppressions', suppressions)).toMatch(/^PASS/);
  });

  it('leaves out suppressed stacks', async () => {
    const suppressions = file('lsan.txt', ['# known', 'leak:^<leak*&>$']);
    expect(await verdictOf(LEAKY, '--no-leaks', '--no-faults', '--suppressions', suppressions)).toMatch(/^PASS/);
    const others = file('others.txt', ['leak:^leaky']);
    expect(await verdictOf(LEAKY, '--no-leaks', '--suppressions', others)).toMatch(/^FAIL/);
    const broken = file('broken.txt', ['leak:ok', 'race:x']);
    expect(await verdictOf(LEAKY, '--no-leaks', '--suppressions', broken)).toMatch(
      /broken\.txt, line 2: “race:x” is no/,
    );
  });

  it('compares with another trace, within a tolerance; what that leaked already counts no more', async () => {
    expect(await verdictOf(LEAKY, '--against', LEAKY, '--no-leaks')).toMatch(/^PASS/);
    expect(await verdictOf(LEAKY, '--against', CLEAN)).toContain('peak: 4.11 KiB, was 3.91 KiB (+5');
    expect(await verdictOf(LEAKY, '--against', CLEAN, '--tolerance', '0.5%')).toMatch(/^FAIL/);
    const wider = await verdictOf(LEAKY, '--against', CLEAN, '--tolerance', '10%');
    expect(wider, 'live at the end and allocations grew from nothing').not.toContain('peak:');
  });

  it('writes reports in which names are no markup', async () => {
    const [markdown, junit] = [join(folder, 'out.md'), join(folder, 'out.xml')];
    await verdictOf(LEAKY, '--no-leaks', '--no-faults', '--markdown', markdown, '--junit', junit);
    expect(readFileSync(markdown, 'utf8')).toMatch(
      /❌ \| no-leaks \|[^]*- 1 block \(4.00 KiB\) at &#60;leaky&#38;&#62; in main/,
    );
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toContain('tests="2" failures="2"');
    expect(xml).toContain('&#60;leaky&#38;&#62; in main');
    expect(xml).not.toContain('<leaky');
  });

  it('says in one sentence what is wrong with a file', async () => {
    expect(await verdictOf(join(folder, 'none'), '--no-leaks')).toMatch(
      /none cannot be read: there is no such file\.$/,
    );
    expect(await verdictOf(CLEAN, '--no-leaks', '--junit', folder)).toMatch(/cannot be written: it is a folder\.$/);
  });

  it.each([
    [['a.hgt'], /nothing to check/],
    [['--no-leaks'], /file is missing/],
    [['a', 'b', '--no-leaks'], /one file at a time/],
    [['a', '--max-peak', 'much'], /“much” is no size/],
    [['a', '--max-live-at-end', 'x'], /neither a number of blocks nor a size/],
    [['a', '--against', 'b', '--tolerance', 'x'], /no share/],
    [['a', '--no-leaks', '--tolerance', '5%'], /--against, which is missing/],
    [['a', '--no-leeks'], /Unknown option/],
  ])('refuses %j', (words, sentence) => {
    const parsed = parseCheck(words);
    expect(parsed.ok ? '' : parsed.failure).toMatch(new RegExp(sentence, 'i'));
  });

  describe.skipIf(!hasSharedTraces)('on recorded traces', () => {
    it.each(['vulkan/lvp-compute-cold.hgt.zst', 'vulkan/lvp-churn.hgt.zst', 'faults/fault-clean.hgt.zst'])(
      '%s has no leaks and no faults',
      async (path) => {
        expect(await verdictOf(`../shared/traces/${path}`, '--no-leaks', '--no-faults')).toMatch(/^PASS/);
      },
    );

    it('a leaked pipeline is named', async () => {
      expect(await verdictOf('../shared/traces/faults/lvp-fault-leak-pipeline.hgt.zst', '--no-leaks')).toMatch(
        /^FAIL .*VkPipeline \S+ was never destroyed, though its VkDevice was/,
      );
    });
  });
});
