import fc from 'fast-check';
import { expect, it } from 'vitest';
import { breaches } from './testing/check-text';

// Some of the rules once more, with plain objects and searches through everything, against the walk over the tables.

interface Block {
  readonly address: number;
  readonly size: number;
  readonly domain: number;
  readonly scope: number;
  readonly call: Call | undefined;
}
interface Call {
  readonly thread: number;
  open: boolean;
}

const record = fc.oneof(
  fc.record({
    kind: fc.constant('+' as const),
    address: fc.integer({ min: 0, max: 3 }),
    size: fc.constantFrom(0, 8, 32),
    domain: fc.integer({ min: 1, max: 3 }),
    scope: fc.constantFrom(0, 1, 3),
  }),
  fc.record({
    kind: fc.constant('-' as const),
    address: fc.integer({ min: 0, max: 3 }),
    domain: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ kind: fc.constantFrom('(' as const, ')' as const) }),
  fc.record({ kind: fc.constant('@' as const), thread: fc.integer({ min: 1, max: 3 }) }),
);
type Record = typeof record extends fc.Arbitrary<infer Value> ? Value : never;

function written(each: Record): string {
  switch (each.kind) {
    case '+':
      return `+ ${each.address * 0x1000} ${each.size} d${each.domain} v${each.scope}`;
    case '-':
      return `- ${each.address * 0x1000} d${each.domain}`;
    case '(':
      return '( vkCreateBuffer';
    case ')':
      return ') 0';
    case '@':
      return `@ ${each.thread}`;
  }
}

const isTable = (domain: number): boolean => domain > 1;

/** The rules VKM-08, 11, 12, 24 … 26, 28, 29, 48 and 49, each breach by its id. */
function modelled(records: readonly Record[]): string[] {
  const found: string[] = [];
  const calls: Call[] = [];
  const last = new Map<number, Block>();
  let live: Block[] = [];
  let thread = 0;
  const callers = callersOf(records);
  const open = (of: number): Call | undefined => calls.findLast((call) => call.open && call.thread === of);
  const callback = (): void => {
    if (callers.size === 0 || open(thread) !== undefined) return;
    found.push(!callers.has(thread) || calls.some((call) => call.open) ? 'VKM-49' : 'VKM-48');
  };
  for (const each of records) {
    if (each.kind === '@') thread = each.thread;
    if (each.kind === '(') calls.push({ thread, open: true });
    const call = open(thread);
    if (each.kind === ')' && call !== undefined) {
      call.open = false;
      found.push(
        ...live
          .filter((block) => block.call === call && isTable(block.domain) && block.scope === 0)
          .map(() => 'VKM-29'),
      );
    }
    if (each.kind === '+' && isTable(each.domain)) callback();
    if (each.kind === '+' && each.address === 0 && isTable(each.domain))
      found.push(each.size === 0 ? 'VKM-08' : 'VKM-12');
    if (each.kind === '+' && each.address !== 0) {
      const occupant = live.find((block) => block.address === each.address && block.domain === each.domain);
      live = live.filter((block) => block !== occupant);
      if (isTable(each.domain)) {
        if (occupant !== undefined && occupant.size > 0) found.push('VKM-11');
        if (each.size === 0) found.push('VKM-08');
        const meets = live.some((block) => block.address === each.address && isTable(block.domain) && block.size > 0);
        if (each.size > 0 && meets) found.push('VKM-11');
      }
      const block: Block = { ...each, call };
      live.push(block);
      last.set(each.address, block);
    }
    if (each.kind === '-' && each.address === 0 && isTable(each.domain)) {
      callback();
      found.push('VKM-28');
    }
    if (each.kind === '-' && each.address !== 0) {
      const here = live.filter((block) => block.address === each.address);
      const block = here.find(({ domain }) => domain === each.domain) ?? here.at(-1);
      live = live.filter((other) => other !== block);
      if (isTable(each.domain)) callback();
      if (block === undefined) {
        const before = last.get(each.address);
        if (isTable(each.domain)) found.push(before !== undefined && isTable(before.domain) ? 'VKM-24' : 'VKM-25');
      } else {
        last.set(each.address, here.at(-1) === block ? block : (last.get(each.address) ?? block));
        if (block.domain === each.domain) continue;
        if (isTable(block.domain)) found.push('VKM-26');
        else if (isTable(each.domain)) found.push('VKM-25');
      }
    }
  }
  return found.sort();
}

function callersOf(records: readonly Record[]): ReadonlySet<number> {
  const callers = new Set<number>();
  let thread = 0;
  for (const each of records) {
    if (each.kind === '@') thread = each.thread;
    if (each.kind === '(') callers.add(thread);
  }
  return callers;
}

const MODELLED = ['VKM-08', 'VKM-11', 'VKM-12', 'VKM-24', 'VKM-25', 'VKM-26', 'VKM-28', 'VKM-29', 'VKM-48', 'VKM-49'];

it('on random traces, the rules of requests, releases, commands and threads agree with a plain model', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 20, maxLength: 120 }), (records) => {
      const found = breaches(...records.map(written)).map((breach) => breach.split(' ')[0]);
      expect(found.filter((id) => MODELLED.includes(id)).sort()).toEqual(modelled(records));
    }),
    { numRuns: 120 },
  );
});
