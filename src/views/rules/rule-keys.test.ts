import { describe, expect, it } from 'vitest';
import type { RuleTableRow } from '../../worker/protocol';
import { ruleKey } from './rule-keys';

const rule = (isOpen: boolean, breaches: number) => ({ kind: 'rule', isOpen, breaches }) as unknown as RuleTableRow;
const breach = { kind: 'breach' } as unknown as RuleTableRow;
const ROWS = [rule(false, 3), rule(true, 2), breach, breach, rule(false, 0)];

describe('arrow keys on the list of rules', () => {
  it('open a rule that was broken, then step into it', () => {
    expect(ruleKey('ArrowRight', ROWS, 0)).toBe('toggle');
    expect(ruleKey('ArrowRight', ROWS, 1)).toBe(1);
    expect(ruleKey('ArrowRight', ROWS, 4)).toBeUndefined();
  });

  it('lead from a breach to its rule, and close it', () => {
    expect(ruleKey('ArrowLeft', ROWS, 3)).toBe(-2);
    expect(ruleKey('ArrowLeft', ROWS, 1)).toBe('toggle');
    expect(ruleKey('ArrowLeft', ROWS, 0)).toBeUndefined();
    expect(ruleKey('ArrowLeft', ROWS, 9)).toBeUndefined();
  });
});
