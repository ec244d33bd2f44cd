import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUDGET_MODES } from '../core/tables/budget-choice';
import { ENGINE_NAMES } from '../core/tables/engine-names';
import type { BlockRow, Bytes, DomainId, EventIndex, ModuleId, StackId } from '../core/tables/indices';
import { readLink, writeLink } from './link';
import {
  COLOURINGS,
  GROUPINGS,
  HEAPS,
  INTERCEPTION_MODES,
  METRICS,
  RULES_SHOWN,
  TIMELINE_SCALES,
  TREE_MODES,
  type SessionState,
} from './session-state';
import type { TraceReference } from './trace-reference';

const PAGE = 'http://localhost:4173/heap/?trace=old#v=1';
const SQLITE: TraceReference = { kind: 'sample', id: 'sqlite' };
const HASH = 'a0'.repeat(32);

describe('a link', () => {
  it('can be read by a person', () => {
    const state = {
      cursor: 8921806 as EventIndex,
      selected: 12 as BlockRow,
      heap: 'simulated',
      search: 'LLVM',
    } as const;
    expect(writeLink(PAGE, { kind: 'sample', id: 'lvp-compute-uber' }, state)).toBe(
      'http://localhost:4173/heap/#v=1&at=8921806&sel=12&heap=simulated&find=LLVM&sample=lvp-compute-uber',
    );
  });

  it('keeps the address of a trace in the query, where it can be typed', () => {
    const url = 'https://example.org/a b.hgt?x=1&y=2';
    const link = writeLink(PAGE, { kind: 'url', url }, {});
    expect(new URL(link).searchParams.get('trace')).toBe(url);
    expect(readLink(`http://localhost:4173/?trace=${encodeURIComponent(url)}`)).toEqual({
      trace: { kind: 'url', url },
      state: {},
      lost: [],
    });
  });

  it('to the page itself means no trace', () => {
    expect(readLink('http://localhost:4173/')).toEqual({ trace: undefined, state: {}, lost: [] });
  });

  it('says what of the view it lost, and opens the trace', () => {
    const link = readLink('http://localhost/#v=1&sample=sqlite&at=12&heap=stack&time=9_3&by=domain');
    expect(link.trace).toEqual(SQLITE);
    expect(link.state).toEqual({ cursor: 12, groupBy: 'domain' });
    expect(link.lost).toEqual(['The link is damaged in part: the part of the timeline, which heap could not be read.']);
  });

  it('of a later version opens the trace without the view', () => {
    const link = readLink('http://localhost/#v=7&sample=sqlite&at=12');
    expect(link.trace).toEqual(SQLITE);
    expect(link.state).toEqual({});
    expect(link.lost).toEqual([
      'The link was made by another version of Heapglass: it opens the trace, but not the view.',
    ]);
  });

  it('that names its trace in a way that cannot be read says so', () => {
    const damaged = ['#sample=../../etc/passwd', '#name=a&data=a+b', '#name=a&size=x&sha256=00', '?trace='];
    for (const part of damaged) {
      const link = readLink(`http://localhost/${part}`);
      expect(link.trace).toBeUndefined();
      expect(link.lost).toEqual(['The link is damaged: which trace it means cannot be read. Ask for it again.']);
    }
  });
});

const index = fc.integer({ min: 1, max: 0xffff_fffe });
const span = fc
  .tuple(index, index)
  .map(([a, b]) => ({ from: Math.min(a, b) as EventIndex, to: Math.max(a, b) as EventIndex }));
const modules = fc.array(
  fc.nat({ max: 9_999_999 }).map((id) => id as ModuleId),
  { maxLength: 9 },
);
const states: fc.Arbitrary<SessionState> = fc.record(
  {
    cursor: index.map((at) => at as EventIndex),
    selected: index.map((row) => row as BlockRow),
    range: span,
    timeline: span,
    groupBy: fc.constantFrom(...GROUPINGS),
    scale: fc.constantFrom(...TIMELINE_SCALES),
    heap: fc.constantFrom(...HEAPS),
    colourBy: fc.constantFrom(...COLOURINGS),
    camera: fc.record({
      start: fc.integer({ min: -4096, max: 2 ** 47 }),
      bytesPerRow: fc.integer({ min: 1, max: 2 ** 40 }),
      rowOffset: fc.integer({ min: 0, max: 999 }).map((thousandths) => thousandths / 1000),
    }),
    metric: fc.constantFrom(...METRICS),
    treeMode: fc.constantFrom(...TREE_MODES),
    flameRoot: index,
    search: fc.string({ unit: 'grapheme', maxLength: 200 }),
    engine: fc.constantFrom(...ENGINE_NAMES),
    budgets: fc.array(
      fc.record({
        target: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map((name) => `domain:${name}`),
        mode: fc.constantFrom(...BUDGET_MODES),
        limitBytes: fc.maxSafeNat().map((bytes) => bytes as Bytes),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    tab: fc.constantFrom('events', 'faults', 'rules', 'interception'),
    rules: fc.record({
      shown: fc.subarray([...RULES_SHOWN]),
      strict: fc.subarray(['layouts', 'debug-names', 'queue-thread']),
    }),
    interception: fc.record({ mode: fc.constantFrom(...INTERCEPTION_MODES), modules, staticModules: modules }),
    eventFilter: fc.record(
      {
        kinds: fc.constantFrom('', '+', '+-~', 'xXg'),
        domain: index.map((id) => id as DomainId),
        stack: index.map((id) => id as StackId),
      },
      { requiredKeys: ['kinds'] },
    ),
  },
  { requiredKeys: [] },
);
const references: fc.Arbitrary<TraceReference> = fc.oneof(
  fc.record({ kind: fc.constant('sample' as const), id: fc.stringMatching(/^[\w-]{1,40}$/) }),
  fc.record({ kind: fc.constant('url' as const), url: fc.webUrl({ withQueryParameters: true }) }),
  fc.record({
    kind: fc.constant('inline' as const),
    name: fc.string({ unit: 'grapheme' }),
    data: fc.stringMatching(/^[\w-]{1,200}$/),
  }),
  fc.record({
    kind: fc.constant('file' as const),
    name: fc.string({ unit: 'grapheme' }),
    size: fc.nat(),
    sha256: fc.constant(HASH),
  }),
);

describe('any link', () => {
  it('reads back as what was written', () => {
    fc.assert(
      fc.property(references, states, (trace, state) => {
        expect(readLink(writeLink(PAGE, trace, state))).toEqual({ trace, state, lost: [] });
      }),
    );
  });

  it('is read without failing, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (query, fragment) => {
        const link = new URL('http://localhost/');
        link.search = query;
        link.hash = fragment;
        expect(readLink(link.href).lost.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
