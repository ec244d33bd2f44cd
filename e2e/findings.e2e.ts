import { formatBytes, formatCount, formatShare } from '../src/base/format';
import { expect, test } from './fixtures';
import { bytesIn, isUnreached, isUnseen, recount, type Block, type Recount } from './recount';
import { recountHeaptrack } from './recount-heaptrack';
import { hasSharedTraces, NO_TRACES, sharedTrace, truthOf } from './shared-traces';
import { traceLines } from './trace-text';

/** Samples whose text is counted again, line by line; the gallery's two of ten million events have tests of their own. */
const SAMPLES = [
  ['A Vulkan program from start to end', 'vulkan/lvp-compute-cold.hgt.zst'],
  ['Six frames of graphics', 'vulkan/lvp-graphics.hgt.zst'],
  ['Mesa’s ralloc and gc contexts', 'ralloc/ralloc-gc-compute.hgt.zst'],
  ['Freed through the wrong function', 'faults/fault-mismatch.hgt.zst'],
  ['Written past the end', 'faults/fault-overflow.hgt.zst'],
  ['A pipeline never destroyed', 'faults/lvp-fault-leak-pipeline.hgt.zst'],
  ['sqlite3, and malloc alone', 'malloc/sqlite.hgt.zst'],
] as const;

/** Libraries that allocate on someone else's behalf, on the machine of the recordings. */
const RUNTIME = ['libstdc++.so.6', 'libc.so.6', 'libgcc_s.so.1', 'libm.so.6', 'ld-linux-x86-64.so.2'];
/** What the C library hands out is freed by who asked for it, and generated code is nobody's: no crossings. */
const NO_CROSSING = /^from libc\.so\.6 | in jit$/;

interface Facts {
  readonly whole: Recount;
  readonly atPeak: readonly Block[];
  readonly atEnd: readonly Block[];
}

/** How each kind of sentence is checked; a sentence that none of them knows fails its test. */
const CHECKS: readonly (readonly [RegExp, (text: string, facts: Facts) => void])[] = [
  [/^The peak is /, checkPeak],
  [/ outlived /, checkOutlived],
  [/ released by another module /, checkCrossings],
  [/ through another allocator /, checkMismatches],
  [/ beside them overwritten/, checkRedzones],
  [/ kept to the end/, checkKept],
  [/ with no command in progress /, checkUnreached],
];

/** Of what callbacks do not see, so much must be out of reach to be worth a sentence. */
const CONSIDERABLE = 0.1;

test.skip(!hasSharedTraces, NO_TRACES);

for (const [title, path] of SAMPLES) {
  test(`${title}: every finding is what the events say`, async ({ app }) => {
    await app.goto();
    await app.openSample(title);
    const findings = await app.findingTexts();
    const lines = traceLines(sharedTrace(path));
    const whole = recount(lines);
    const atPeak = recount(lines, whole.peakEvent).live.filter((block) => block.isCounted);
    const facts = { whole, atPeak, atEnd: whole.live.filter((block) => block.isCounted) };

    expect(whole.peakBytes).toBe(truthOf(path).peakBytes);
    expect(await app.eventCount()).toBe(whole.events);
    const checked = findings.map((text) => {
      const [pattern, check] = CHECKS.find(([known]) => known.test(text)) ?? [];
      expect(check, `no test knows the sentence “${text}”`).toBeDefined();
      check?.(text, facts);
      return pattern;
    });
    // A sentence that had to be there is.
    expect(checked).toContain(CHECKS[0][0]);
    expect(checked.includes(CHECKS[3][0])).toBe(whole.mismatches.size > 0);
    expect(checked.includes(CHECKS[4][0])).toBe(whole.redzones > 0);
    expect(checked.includes(CHECKS[5][0])).toBe(facts.atEnd.length > 0);
    expect(checked.includes(CHECKS[6][0])).toBe(isOutOfReach(facts));
  });
}

test('Ten million events from heaptrack: every finding is what the file says', async ({ app }) => {
  test.setTimeout(180_000);
  await app.goto();
  await app.openSample('Ten million events from heaptrack');
  const [peak, kept, unknown] = await app.findingTexts();
  const lines = traceLines(sharedTrace('large/ht-lavapipe-uber.zst'));
  const whole = recountHeaptrack(lines);
  const atPeak = recountHeaptrack(lines, whole.peakEvent);
  const blocks = [...atPeak.live].map(([stack, size]) => ({ modules: stack.trim().split(' '), size }));
  expect(await app.eventCount()).toBe(whole.events);
  expect(peak).toContain(`The peak is ${formatBytes(whole.peakBytes)} at event ${count(whole.peakEvent)}`);
  checkHolders(peak, blocks);
  const left = [...whole.live.values()].reduce((sum, bytes) => sum + bytes, 0);
  expect(kept).toContain(`${count(whole.liveBlocks)} blocks (${formatBytes(left)}) were kept`);
  expect(unknown).toMatch(/does not tell where blocks lay, which of several equal blocks a free ended/);
});

test('what the gallery says of the leaked pipeline holds: 5 696 bytes of callbacks, 482 368 in the driver', async ({
  app,
}) => {
  await app.goto();
  await expect(app.gallery).toContainText('The callbacks know of 5 696 bytes of this leak; the driver holds 482 368.');
  const [leaking, clean] = ['faults/lvp-fault-leak-pipeline.hgt.zst', 'vulkan/lvp-compute-cold.hgt.zst'].map(
    (path) => recount(traceLines(sharedTrace(path))).live,
  );
  expect(bytesIn(leaking.filter(({ kind }) => kind === 'vk'))).toBe(5696);
  const ofDriver = ({ kind, modules }: Block): boolean =>
    kind !== 'vk' && modules.find((module) => !RUNTIME.includes(module)) === 'libvulkan_lvp.so';
  expect(bytesIn(leaking.filter(ofDriver)) - bytesIn(clean.filter(ofDriver))).toBe(482_368);
});

function checkPeak(text: string, { whole, atPeak }: Facts): void {
  expect(text).toContain(`The peak is ${formatBytes(whole.peakBytes)} at event ${count(whole.peakEvent)}`);
  checkHolders(text, atPeak);
  const seen = bytesIn(atPeak.filter(({ kind }) => kind === 'vk'));
  if (seen > 0) expect(text).toContain(`the Vulkan callbacks saw ${formatBytes(seen)} `);
}

/** The sentence names the greatest holders, by the module that is responsible for each block. */
function checkHolders(text: string, blocks: readonly Pick<Block, 'size' | 'modules'>[]): void {
  const greatest = held(blocks, responsible).map(([name, bytes]) => [name, formatBytes(bytes)]);
  const holders = [...text.matchAll(/(?:by|,|and) ([\w.+-]+) ([\d.]+ (?:B|[KMG]iB)) \(/g)];
  expect(holders.length).toBeGreaterThan(0);
  expect(holders.map(([, name, bytes]) => [name, bytes])).toEqual(greatest.slice(0, holders.length));
}

/** The module that is responsible for a block. */
function responsible({ modules }: Pick<Block, 'modules'>): string {
  return modules.find((module) => !RUNTIME.includes(module)) ?? modules.at(0) ?? '';
}

/** Bytes by name, greatest first. */
function held<Held extends Pick<Block, 'size'>>(
  blocks: readonly Held[],
  nameOf: (block: Held) => string,
): (readonly [string, number])[] {
  const bytes = new Map<string, number>();
  for (const block of blocks) bytes.set(nameOf(block), (bytes.get(nameOf(block)) ?? 0) + block.size);
  return [...bytes].sort(([, a], [, b]) => b - a);
}

/** The blocks of the callbacks that are left, and what the command that made the object took beside them. */
function checkOutlived(text: string, { whole, atEnd }: Facts): void {
  const left = atEnd.filter(({ kind }) => kind === 'vk');
  expect(text).toContain(`${count(left.length)} blocks (${formatBytes(bytesIn(left))}) outlived`);
  const [, object = ''] = /: (Vk\w+ 0x\w+) was never destroyed/.exec(text) ?? [];
  const maker = whole.undestroyed.get(object);
  expect(maker).toBeGreaterThan(0);
  const beside = atEnd.filter(({ kind, call }) => kind !== 'vk' && call === maker);
  expect(text).toContain(`; ${formatBytes(bytesIn(beside))} `);
}

function checkCrossings(text: string, { whole }: Facts): void {
  const counted = [...whole.crossings].filter(([pair]) => !NO_CROSSING.test(pair));
  expect(text).toContain(`${count(counted.reduce((sum, [, times]) => sum + times, 0))} blocks were released`);
  checkPairs(text, counted, (pair, times) => `${count(times)} ${pair}`);
}

function checkMismatches(text: string, { whole }: Facts): void {
  const counted = [...whole.mismatches];
  expect(text).toContain(`${count(counted.reduce((sum, [, times]) => sum + times, 0))} blocks were freed`);
  checkPairs(text, counted, (pair, times) => `${count(times)} × ${pair}`);
}

/** The sentence lists the three most frequent pairs, and how many others there are. */
function checkPairs(
  text: string,
  pairs: readonly (readonly [string, number])[],
  worded: (pair: string, times: number) => string,
): void {
  const named = pairs.filter(([pair, times]) => text.includes(worded(pair, times)));
  const third = pairs.map(([, times]) => times).sort((a, b) => b - a)[Math.min(2, pairs.length - 1)];
  expect(named.length).toBe(Math.min(3, pairs.length));
  for (const [, times] of named) expect(times).toBeGreaterThanOrEqual(third);
  const sum = (of: readonly (readonly [string, number])[]): number => of.reduce((all, [, times]) => all + times, 0);
  const [, others = '0'] = / and ([\d ]+) others?\.$/.exec(text) ?? [];
  expect(others).toBe(count(sum(pairs) - sum(named)));
}

function checkRedzones(text: string, { whole }: Facts): void {
  expect(text).toContain(`${whole.redzones} blocks with bytes beside them overwritten`);
}

function checkKept(text: string, { atEnd }: Facts): void {
  expect(text).toContain(`${count(atEnd.length)} blocks (${formatBytes(bytesIn(atEnd))}) were kept`);
}

/** Whether callbacks were used, commands recorded, and much of what callbacks did not see taken outside of commands. */
function isOutOfReach({ whole, atPeak }: Facts): boolean {
  if (!whole.hasCommands || !whole.hasCallbacks) return false;
  const unreached = bytesIn(atPeak.filter(isUnreached));
  return unreached > 0 && unreached >= CONSIDERABLE * bytesIn(atPeak.filter(isUnseen));
}

function checkUnreached(text: string, { whole, atPeak }: Facts): void {
  const unreached = atPeak.filter(isUnreached);
  const bytes = bytesIn(unreached);
  const unseen = bytesIn(atPeak.filter(isUnseen));
  expect(text).toContain(`${formatBytes(bytes)} (${share(bytes / unseen)}) of what the Vulkan callbacks did not see`);
  const asked = whole.unreached.reduce((sum, size) => sum + size, 0);
  expect(text).toContain(`; ${count(whole.unreached.length)} requests for ${formatBytes(asked)} in all.`);
  const [modules, thread] = [held(unreached, responsible), held(unreached, (block) => block.thread)];
  for (const [module, part] of modules.slice(0, 2)) expect(text).toContain(`${share(part / bytes)} by ${module}`);
  expect(text).toContain(`, ${share(thread[0][1] / bytes)} on ${thread[0][0]};`);
}

/** As the page writes it, every white space one blank. */
function share(value: number): string {
  return formatShare(value).replace(/\s/g, ' ');
}

/** As the page writes it, every white space one blank. */
function count(value: number): string {
  return formatCount(value).replace(/\s/g, ' ');
}
