import { formatCount } from '../../base/format';
import { useApp } from '../../store/app-context';
import { ToggleChip } from '../../widgets/chip/ToggleChip';
import { FilterBar } from '../../widgets/filter-bar/FilterBar';
import type { RulesShown, RuleSummary } from '../../worker/protocol';
import styles from './rules.module.css';

const CHIPS: readonly { readonly shown: RulesShown; readonly title: string }[] = [
  { shown: 'error', title: 'Errors' },
  { shown: 'warning', title: 'Warnings' },
  { shown: 'information', title: 'Information' },
  { shown: 'kept', title: 'Kept' },
  { shown: 'not-checked', title: 'Not checked' },
];

/** What the list of rules shows: breaches by severity, rules that were kept, rules that this trace cannot decide. */
export function RuleFilterBar({ summaries }: { readonly summaries: readonly RuleSummary[] }) {
  const rules = useApp((state) => state.rules);
  const setRules = useApp((state) => state.setRules);
  const toggle = (shown: RulesShown): void => {
    // In the order of the chips, so that the same choice makes the same link.
    const isOn = (each: RulesShown): boolean => rules.shown.includes(each) !== (each === shown);
    setRules({ ...rules, shown: CHIPS.map((chip) => chip.shown).filter(isOn) });
  };
  return (
    <FilterBar label="Show rules">
      {CHIPS.map(({ shown, title }) => (
        <ToggleChip
          key={shown}
          isOn={rules.shown.includes(shown)}
          onToggle={() => {
            toggle(shown);
          }}
        >
          {title} <span className={styles.count}>{formatCount(countOf(summaries, shown))}</span>
        </ToggleChip>
      ))}
    </FilterBar>
  );
}

function countOf(summaries: readonly RuleSummary[], shown: RulesShown): number {
  if (shown === 'not-checked') return summaries.filter(({ notChecked }) => notChecked !== undefined).length;
  if (shown === 'kept')
    return summaries.filter(({ notChecked, count }) => notChecked === undefined && count === 0).length;
  return summaries.reduce((sum, { bySeverity }) => sum + bySeverity[shown], 0);
}
