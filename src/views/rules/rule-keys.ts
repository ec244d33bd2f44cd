import type { RuleTableRow } from '../../worker/protocol';

/** What a key does to row `at` of `rows`: opens or closes it, or moves by so many rows. The tree keys of the ARIA practices. */
export function ruleKey(key: string, rows: readonly RuleTableRow[], at: number): 'toggle' | number | undefined {
  const row = rows[at] as RuleTableRow | undefined;
  if (row === undefined) return undefined;
  if (key === 'ArrowRight' && row.kind === 'rule' && row.breaches > 0) return row.isOpen ? 1 : 'toggle';
  if (key !== 'ArrowLeft') return undefined;
  if (row.kind === 'rule') return row.isOpen ? 'toggle' : undefined;
  for (let above = at - 1; above >= 0; above--) if (rows[above].kind === 'rule') return above - at;
  return undefined;
}
