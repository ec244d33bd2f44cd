import { describe, expect, it } from 'vitest';
import { rulesReport } from '../core/analysis/rules/rule-report';
import { vulkanTrace } from '../core/analysis/rules/testing/check-text';
import { readBudget } from '../core/layers/budget';
import { openText } from '../formats/testing/open-trace';
import { ruleLines } from './rules-text';

const linesOf = (records: readonly string[]): string[] => {
  const { trace, meta } = vulkanTrace(records);
  return ruleLines(rulesReport(trace, meta));
};

describe('the rules in a report', () => {
  it('tell what was broken, where, and what the trace cannot decide', () => {
    const lines = linesOf(['+ 0x10 8 d2 v3', '- 0x10 d3', '- 0 d2']);
    expect(lines[0]).toBe('Rules VKM-01 … 60: errors 1, warnings 0, information 1');
    expect(lines[1]).toMatch(/^VKM-26 {2}free-incompatible +1 {2}Freed through an allocator that cannot own it\.$/);
    expect(lines).toContain('!  VKM-26  event 1    8 B at 0x10 (DEVICE, I) was released through D.');
    expect(lines).toContain('Not checked: VKM-60. No budget is set.');
    expect(lines.filter((line) => line.includes('event 2'))).toEqual([]); // information is only counted
  });

  it('list so many and count the rest', () => {
    const lines = linesOf(Array.from({ length: 30 }, () => '- 0x99 d2'));
    expect(lines.filter((line) => line.startsWith('!'))).toHaveLength(20);
    expect(lines).toContain('and 10 more');
  });

  it('are left out where nothing is of Vulkan', () => {
    const { trace, meta } = openText('heapglass 1\nd libc 0 malloc\n+ 0x10 8 d1\n- 0x20 d1\n');
    const rules = rulesReport(trace, meta);
    expect(rules).toMatchObject({ isOfVulkan: false, broken: [], bySeverity: { error: 0 } });
    expect(rules.notChecked.length).toBeGreaterThan(50);
    expect(ruleLines(rules)).toEqual([]);
  });
});

describe('the rules in report --json', () => {
  it('judge VKM-60 by the budgets of scopes', () => {
    const { trace, meta } = vulkanTrace(['+ 0x10 8 d2 v3']);
    const budgets = ['DEVICE=4,soft', 'heap=1', 'OBJECT=1'].flatMap((text) => readBudget(text) ?? []);
    expect(rulesReport(trace, meta, budgets).findings).toMatchObject([
      { rule: 'VKM-60', severity: 'warning', event: 0 },
    ]);
  });

  it('carry counts, instances and reasons', () => {
    const { trace, meta } = vulkanTrace(['+ 0x10 8 d2', '- 0x10 d3']);
    const rules = rulesReport(trace, meta);
    expect(rules.bySeverity).toEqual({ error: 1, warning: 0, information: 0 });
    expect(rules.broken).toMatchObject([{ id: 'VKM-26', count: 1, blame: ['driver', 'user'] }]);
    expect(rules.findings).toMatchObject([{ rule: 'VKM-26', event: 1, block: 1, domain: 'D', severity: 'error' }]);
    const checked = 60 - rules.notChecked.length;
    expect(checked).toBeGreaterThan(10);
    expect(rules.notChecked.every(({ reason }) => reason.endsWith('.'))).toBe(true);
  });
});
