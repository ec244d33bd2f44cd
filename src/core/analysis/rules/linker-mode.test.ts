import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openShared, openText } from '../../../formats/testing/open-trace';
import { hasSharedTraces, sharedTrace } from '../../../formats/testing/shared-traces';
import { zstdModule } from '../../../formats/testing/zstd-module';
import type { ReadTrace } from '../../../formats/trace-reader';
import { Unpacker } from '../../../formats/unpacker';
import { RULE_NEEDS } from '../../faults/rules-needs';
import { NO_SCOPE, SCOPES } from '../../tables/domains';
import { NONE, type BlockRow } from '../../tables/indices';
import { coverageReport } from '../coverage/coverage-report';
import type { RuleSummary } from './rule-answers';
import { checked } from './testing/check-text';

// linker interception sees every request, and nothing that a Vulkan callback is told with it.

/**
 * A Heapglass trace as an interceptor in the linker would have recorded the same run: every allocator table is the C
 * library to it, and no request says a scope, an object or an alignment; nobody says which table a command was given.
 */
function asTheLinkerSees(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^[oOi] /.test(line))
    .map((line) => line.replace(/^d vk /, 'd libc '))
    .map((line) => (/^[+~] /.test(line) ? line.replace(/ [vao]\d+/g, '') : line))
    .map((line) => line.replace(/^(\( \d+) d\d+/, '$1'))
    .join('\n');
}

/** Live blocks over the whole trace by scope; `undefined`: unknown. */
function scopesOf({ trace }: ReadTrace): readonly string[] {
  const scopes = new Set<string>();
  for (let row = 1 as BlockRow; row < trace.blocks.length; row++) {
    const scope = trace.sites.scope.get(trace.blocks.site.get(row));
    scopes.add(scope === NO_SCOPE ? 'unknown' : SCOPES[scope]);
    if (trace.blocks.object.get(row) !== NONE) scopes.add('with an object');
  }
  return [...scopes].sort();
}

function summariesOf(read: ReadTrace): readonly RuleSummary[] {
  return checked(read).summaries(new Set());
}

/** Rules that say of a trace that nobody told a scope, a table or an alignment. */
const SILENCED = [
  RULE_NEEDS.callbacks,
  RULE_NEEDS.scopes,
  RULE_NEEDS.alignments,
  RULE_NEEDS.tables,
  RULE_NEEDS.allTables,
];

const request = fc.record({
  slot: fc.nat(30),
  bytes: fc.integer({ min: 1, max: 4000 }),
  scope: fc.nat(4),
  isFree: fc.boolean(),
});

describe('R-35 the same run, through callbacks and through the linker', () => {
  test('R-35 both see the same bytes; with the linker every request’s scope and object are unknown', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 60 }), (requests) => {
        const live = new Set<number>();
        const records = requests.flatMap(({ slot, bytes, scope, isFree }) => {
          const address = `0x${(0x10000 + slot * 0x1000).toString(16)}`;
          if (live.has(slot)) {
            live.delete(slot);
            return isFree ? [`- ${address} d1`] : [`- ${address} d1`, `n kept ${slot}`];
          }
          live.add(slot);
          return [`+ ${address} ${bytes} d1 a8 v${scope}`];
        });
        const text = ['heapglass 1', 'd vk 0 table', ...records, ''].join('\n');
        const explicit = openText(text);
        const linker = openText(asTheLinkerSees(text));
        expect(linker.meta.totals).toEqual(explicit.meta.totals);
        expect(scopesOf(linker)).toEqual(['unknown']);
        expect(scopesOf(explicit)).not.toContain('unknown');
      }),
      { numRuns: 40 },
    );
  });

  test('R-35 rules about scopes, tables and alignments are not checked then, and each says why', () => {
    const records = ['d vk 0 table', 'c vkCreateFence', '( 1 d1', '+ 0x1000 64 d1 a8 v1', ') 0', '- 0x1000 d1', ''];
    const text = ['heapglass 1', ...records].join('\n');
    const explicit = summariesOf(openText(text));
    const linker = summariesOf(openText(asTheLinkerSees(text)));
    const lost = linker.filter(
      ({ notChecked }, index) => notChecked !== undefined && explicit[index].notChecked === undefined,
    );
    expect(lost.length).toBeGreaterThan(15);
    for (const { notChecked, count } of lost) {
      expect(SILENCED).toContain(notChecked);
      expect(count).toBe(0);
    }
    expect(lost.map(({ notChecked }) => notChecked)).toContain(RULE_NEEDS.callbacks);
  });
});

describe.skipIf(!hasSharedTraces)('R-35 a recorded driver', () => {
  const PATH = 'vulkan/lvp-compute-cold.hgt.zst';

  function unpacked(path: string): string {
    const unpacker = new Unpacker(zstdModule);
    unpacker.push(sharedTrace(path));
    unpacker.end();
    const decoder = new TextDecoder();
    let text = '';
    for (let piece = unpacker.read(); piece !== undefined; piece = unpacker.read())
      text += decoder.decode(piece, { stream: true });
    return text;
  }

  test('R-35 lavapipe through the linker: all of its peak, none of its scopes, and no share for the callbacks', () => {
    const explicit = openShared(PATH);
    const linker = openText(asTheLinkerSees(unpacked(PATH)));
    expect(linker.meta.totals.peakBytes).toBe(explicit.meta.totals.peakBytes);
    expect(linker.meta.totals.allocations).toBe(explicit.meta.totals.allocations);
    expect(scopesOf(linker)).toEqual(['unknown']);
    expect(scopesOf(explicit)).toContain('OBJECT');
    expect(coverageReport(explicit.trace, explicit.meta)?.atPeak.callbacks).toBeGreaterThan(2e6);
    expect(coverageReport(linker.trace, linker.meta)?.atPeak.callbacks).toBe(0);
    const found = summariesOf(linker);
    expect(found.filter(({ notChecked }) => notChecked === RULE_NEEDS.callbacks).length).toBeGreaterThan(5);
    for (const { notChecked, count } of found) if (notChecked !== undefined) expect(count).toBe(0);
  });
});
