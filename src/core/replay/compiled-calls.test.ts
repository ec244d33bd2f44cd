import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openShared, openText } from '../../formats/testing/open-trace';
import { hasSharedTraces } from '../../formats/testing/shared-traces';
import { HeapMemory } from '../heap/heap-memory';
import { TraceAccounts } from '../layers/accounting-plan';
import type { Budget, BudgetMode, BudgetSubject } from '../layers/budget';
import { buildStack, NO_LAYERS, type AllocatorConfiguration, type AllocatorStack } from '../layers/configuration';
import { DEFAULT_PAGE_BYTES } from '../layers/guard-options';
import type { BlockRow, Bytes } from '../tables/indices';
import type { Trace } from '../tables/trace';
import { Checkpoints } from './checkpoints';
import { areCompiled } from './compiled-calls';
import { MappedRegions } from './mapped-regions';
import { ReplayFaults } from './replay-faults';
import { Replayer } from './replayer';
import { somePrograms } from './testing/some-programs';

const KIB = 1024;
const budget = (subject: BudgetSubject, mode: BudgetMode, limit: number): Budget => ({
  ...{ subject, measure: 'requested', mode, limitBytes: limit as Bytes },
});
const BUDGETS = [
  budget({ kind: 'heap' }, 'hard', 12_000),
  budget({ kind: 'domain', name: 'table' }, 'hard', 4000),
  budget({ kind: 'domain', name: 'malloc' }, 'soft', 3000),
  budget({ kind: 'context', name: 'pass' }, 'hard', 2000),
];

const LAYERS = {
  cookies: { cookies: { secret: 5 } },
  accounts: { accounting: { budgets: [] } },
  'accounts and cookies': { cookies: { secret: 5 }, accounting: { budgets: [] } },
  'budgets and cookies': { cookies: { secret: 5 }, accounting: { budgets: BUDGETS } },
} satisfies Record<string, Partial<AllocatorConfiguration>>;

/** A log changes nothing, and has every call go through the layers. */
const LOGGED: Partial<AllocatorConfiguration> = { log: { capacityLog2: 1 } };

/** Everything that a replay of the whole trace leaves behind. */
function outcomeOf(trace: Trace, layers: Partial<AllocatorConfiguration>, limit: number): object {
  const reserved = HeapMemory.reserve([limit], layers.cookies !== undefined);
  if (!reserved.ok) throw new Error('no memory for the test');
  const memory = reserved.value;
  const faults = new ReplayFaults(trace);
  const plan = new TraceAccounts(trace, layers.accounting?.budgets);
  const { domain } = trace.sites;
  const environment = { faults, domainOf: domain.get.bind(domain), accountsFor: () => plan };
  const stack = buildStack({ ...NO_LAYERS, ...layers }, memory, environment);
  expect(areCompiled(stack)).toBe(layers.log === undefined);
  const regions = new MappedRegions(DEFAULT_PAGE_BYTES);
  const replayer = new Replayer(trace, stack, faults, regions, new Checkpoints(), memory);
  while (!replayer.step(50));
  return {
    places: Array.from({ length: trace.blocks.length }, (_, row) => trace.placement.word.get(row as BlockRow)),
    heap: memory.hash(),
    notes: memory.notes.slice(0, memory.footprintWords / 4),
    position: replayer.position(),
    hits: faults.hits,
    costs: stack.engine.counters(),
    headers: stack.cookies?.headerBytes,
    accounts: accountsOf(stack, plan),
  };
}

function accountsOf({ accounting }: AllocatorStack, plan: TraceAccounts): object[] {
  return accounting === undefined ? [] : plan.keys.map((_, account) => accounting.ledger.figuresOf(account));
}

describe.each(Object.entries(LAYERS))('compiled calls with %s do what the layers do', (_, layers) => {
  test('on any program, however wrong, in a pool that is large or soon full', () => {
    fc.assert(
      fc.property(somePrograms, fc.constantFrom(8, 64, 16 * KIB), (text, kibibytes) => {
        const { trace } = openText(text);
        const compiled = outcomeOf(trace, layers, kibibytes * KIB);
        expect(compiled).toEqual(outcomeOf(trace, { ...layers, ...LOGGED }, kibibytes * KIB));
      }),
      { numRuns: 60 },
    );
  });

  test.skipIf(!hasSharedTraces).each(['malloc/sqlite', 'faults/fault-mismatch', 'ralloc/ralloc-gc-compute'])(
    'on %s',
    (name) => {
      const { trace } = openShared(`${name}.hgt.zst`);
      const compiled = outcomeOf(trace, layers, 2 ** 28);
      expect(compiled).toEqual(outcomeOf(trace, { ...layers, ...LOGGED }, 2 ** 28));
    },
  );
});
