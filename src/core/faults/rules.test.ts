import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALL_IDIOMS, IDIOMS, isIdiomId } from './rules-idioms';
import { RULES, ruleIndex, ruleOf } from './rules';

describe('the table of rules', () => {
  it('holds VKM-01 … VKM-60, in this order, each with a sentence', () => {
    expect(RULES.map(({ id }) => id)).toEqual(Array.from({ length: 60 }, (_, at) => `VKM-${String(at + 1).padStart(2, '0')}`)); // prettier-ignore
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(60);
    for (const { id, sentence, blame, severity } of RULES) {
      expect(sentence, id).toMatch(/[.?]$/);
      expect(ruleOf(id)).toBe(RULES[ruleIndex(id)]);
      if (severity !== 'information') expect(blame.length, id).toBeGreaterThan(0);
    }
  });

  it('says of each rule what decides it, or why nothing does', () => {
    for (const { id, decided } of RULES) {
      if (decided.kind === 'never') expect(decided.why, id).toMatch(/\.$/);
      else expect(decided.needs.length, id).toBeGreaterThan(0);
    }
  });
});

describe('the known idioms', () => {
  it('are of rules that would be more than information', () => {
    for (const { rules } of IDIOMS) for (const id of rules) expect(ruleOf(id).severity).not.toBe('information');
    expect(ALL_IDIOMS.every(isIdiomId)).toBe(true);
    expect(isIdiomId('habits')).toBe(false);
  });

  it('are all in the documentation', () => {
    const page = readFileSync('docs/rules.md', 'utf8');
    for (const { name, rules } of IDIOMS) expect(page).toMatch(new RegExp(`\\| ${name} +\\| ${rules.join(', ')} +\\|`));
  });
});
