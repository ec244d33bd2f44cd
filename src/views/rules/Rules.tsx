import { useCallback, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../base/format';
import { NONE } from '../../core/tables/indices';
import { useApp } from '../../store/app-context';
import { useElementSize } from '../../widgets/canvas/use-element-size';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { tracksOf } from '../../widgets/table/column';
import { HeaderCells, RowCells } from '../../widgets/table/TableCells';
import { VirtualRows } from '../../widgets/virtual-rows/VirtualRows';
import type { RuleSummary, RuleTableRow } from '../../worker/protocol';
import { ruleColumns } from './rule-columns';
import { RuleDetails } from './RuleDetails';
import { RuleFilterBar } from './RuleFilterBar';
import { ruleKey } from './rule-keys';
import styles from './rules.module.css';
import { useRulePage, type ShownRules } from './use-rule-page';

const ROW_HEIGHT = 20;
/** CSS pixels from which there is room for every column. */
const WIDE = 900;

/** Vulkan's host-memory rules: which were broken, where, and which this trace cannot decide. */
export function Rules() {
  const [view, setView] = useState({ first: 0, count: 60 });
  const shown = useApp((state) => state.rules.shown);
  const [chosen, setChosen] = useState({ row: -1, shown });
  // Other rows stand where the chosen one stood.
  const active = chosen.shown === shown ? chosen.row : -1;
  const page = useRulePage(view.first, view.count);
  const onView = useCallback((first: number, count: number) => {
    setView({ first, count });
  }, []);
  if (page === undefined || page.summaries.length === 0) return <EmptyState>The rules are being checked.</EmptyState>;
  if (!page.isOfVulkan) {
    return (
      <EmptyState>
        Nothing in this trace goes through a Vulkan allocator table, so the rules VKM-01 to VKM-60 have nothing to
        judge. Record with VkAllocationCallbacks, or with a layer that passes its own, to check them.
      </EmptyState>
    );
  }
  const activeRow = page.rows[active - page.from] as RuleTableRow | undefined;
  return (
    <div className={styles.panel}>
      <div className={styles.list}>
        <RuleFilterBar summaries={page.summaries} />
        {page.total === 0 ? (
          <NothingShown summaries={page.summaries} />
        ) : (
          <RuleRows
            page={page}
            active={active}
            onActive={(row) => {
              setChosen({ row, shown });
            }}
            onView={onView}
          />
        )}
      </div>
      <RuleDetails
        summary={summaryOf(page, activeRow) ?? summaryOf(page, page.rows[0])}
        instance={activeRow?.kind === 'breach' ? activeRow.instance : undefined}
      />
    </div>
  );
}

function RuleRows(props: {
  readonly page: ShownRules;
  readonly active: number;
  readonly onActive: (row: number) => void;
  readonly onView: (first: number, count: number) => void;
}) {
  const { page, active, onActive, onView } = props;
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const toggleRule = useApp((state) => state.toggleRule);
  const pause = useApp((state) => state.pause);
  const seek = useApp((state) => state.seek);
  const select = useApp((state) => state.select);
  const columns = useMemo(() => ruleColumns(width >= WIDE, toggleRule), [width, toggleRule]);
  const rowAt = (row: number): RuleTableRow | undefined => page.rows[row - page.from];

  const goTo = (row: number): void => {
    onActive(row);
    const chosen = rowAt(row);
    if (chosen?.kind !== 'breach') return;
    pause();
    seek(chosen.instance.event);
    if (chosen.instance.block !== NONE) select(chosen.instance.block);
  };
  const toggle = (row: number): void => {
    const chosen = rowAt(row);
    if (chosen?.kind === 'rule' && chosen.breaches > 0) toggleRule(chosen.summary.id);
  };
  const onKey = (key: string, row: number): boolean => {
    const step = ruleKey(key, page.rows, row - page.from);
    if (step === 'toggle') toggle(row);
    else if (step !== undefined) onActive(row + step);
    // Left and right are the list's own keys even where they lead nowhere.
    return key === 'ArrowLeft' || key === 'ArrowRight';
  };
  return (
    <div ref={frame} className={styles.rows}>
      <VirtualRows
        label="Rules"
        role="treegrid"
        rowCount={page.total}
        rowHeight={ROW_HEIGHT}
        tracks={tracksOf(columns)}
        columnCount={columns.length}
        active={Math.min(active, page.total - 1)}
        onActive={goTo}
        onOpen={toggle}
        onKey={onKey}
        onView={onView}
        header={<HeaderCells columns={columns} />}
        renderRow={(row) => <RowCells columns={columns} row={rowAt(row)} />}
        rowFacts={(row) => ruleFacts(rowAt(row))}
      />
    </div>
  );
}

function NothingShown({ summaries }: { readonly summaries: readonly RuleSummary[] }) {
  const notChecked = summaries.filter((summary) => summary.notChecked !== undefined).length;
  const broken = summaries.filter(({ count }) => count > 0).length;
  return (
    <EmptyState>
      {broken === 0
        ? `None of the ${formatCount(summaries.length - notChecked)} rules that this trace can decide was broken.`
        : 'No rule passes this filter.'}{' '}
      {formatCount(notChecked)} rules cannot be decided from this trace: “Not checked” lists them, each with its reason.
    </EmptyState>
  );
}

function summaryOf(page: ShownRules, row: RuleTableRow | undefined): RuleSummary | undefined {
  if (row === undefined) return undefined;
  return row.kind === 'rule' ? row.summary : page.summaries.find(({ id }) => id === row.instance.rule);
}

function ruleFacts(row: RuleTableRow | undefined): { level?: number; expanded?: boolean | undefined } {
  if (row === undefined) return {};
  return row.kind === 'rule' ? { level: 1, expanded: row.breaches > 0 ? row.isOpen : undefined } : { level: 2 };
}
