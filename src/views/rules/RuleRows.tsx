import { useMemo } from 'react';
import { useApp } from '../../store/app-context';
import type { RuleTableRow } from '../../worker/protocol';
import { TreeRows } from '../../widgets/tree/TreeRows';
import { useGoTo } from '../links/use-go-to';
import { nodeOf, ruleColumns } from './rule-columns';
import type { ShownRules } from './use-rule-page';

/** Rules with their breaches below them, as a tree; choosing a breach goes to its event. */
export function RuleRows(props: {
  readonly page: ShownRules;
  readonly active: number;
  readonly onActive: (row: number) => void;
  readonly onView: (first: number, count: number) => void;
}) {
  const { page, active, onActive, onView } = props;
  const toggleRule = useApp((state) => state.toggleRule);
  const goTo = useGoTo();
  const columns = useMemo(() => ruleColumns(toggleRule), [toggleRule]);
  const choose = (row: number): void => {
    onActive(row);
    const chosen = page.rows[row - page.from] as RuleTableRow | undefined;
    if (chosen?.kind === 'breach') goTo(chosen.instance.event, chosen.instance.block);
  };
  const toggle = (row: RuleTableRow): void => {
    if (row.kind === 'rule' && row.breaches > 0) toggleRule(row.summary.id);
  };
  return (
    <TreeRows
      label="Rules"
      columns={columns}
      page={page}
      nodeOf={nodeOf}
      active={active}
      onActive={choose}
      onToggle={toggle}
      onOpen={toggle}
      onView={onView}
    />
  );
}
