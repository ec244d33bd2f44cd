import { useMemo, useRef } from 'react';
import { useApp } from '../../store/app-context';
import type { RuleTableRow } from '../../worker/protocol';
import { useElementSize } from '../../widgets/canvas/use-element-size';
import { TreeRows } from '../../widgets/tree/TreeRows';
import { useGoTo } from '../links/use-go-to';
import { nodeOf, ruleColumns } from './rule-columns';
import styles from './rules.module.css';
import type { ShownRules } from './use-rule-page';

/** CSS pixels from which there is room for every column. */
const WIDE = 900;

/** Rules with their breaches below them, as a tree; choosing a breach goes to its event. */
export function RuleRows(props: {
  readonly page: ShownRules;
  readonly active: number;
  readonly onActive: (row: number) => void;
  readonly onView: (first: number, count: number) => void;
}) {
  const { page, active, onActive, onView } = props;
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const toggleRule = useApp((state) => state.toggleRule);
  const goTo = useGoTo();
  const columns = useMemo(() => ruleColumns(width >= WIDE, toggleRule), [width, toggleRule]);
  const choose = (row: number): void => {
    onActive(row);
    const chosen = page.rows[row - page.from] as RuleTableRow | undefined;
    if (chosen?.kind === 'breach') goTo(chosen.instance.event, chosen.instance.block);
  };
  const toggle = (row: RuleTableRow): void => {
    if (row.kind === 'rule' && row.breaches > 0) toggleRule(row.summary.id);
  };
  return (
    <div ref={frame} className={styles.rows}>
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
    </div>
  );
}
