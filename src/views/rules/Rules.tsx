import { useState } from 'react';
import { formatCount } from '../../base/format';
import { counted } from '../../base/wording';
import { useApp } from '../../store/app-context';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { ListAndDetails } from '../../widgets/list-and-details/ListAndDetails';
import { usePageInView } from '../../widgets/virtual-rows/use-page-in-view';
import type { RuleSummary, RuleTableRow } from '../../worker/protocol';
import { RecordingLink } from '../help/RecordingLink';
import { RuleDetails } from './RuleDetails';
import { RuleFilterBar } from './RuleFilterBar';
import { RuleRows } from './RuleRows';
import { useRulePage, type ShownRules } from './use-rule-page';

/** Vulkan's host-memory rules: which were broken, where, and which this trace cannot decide. */
export function Rules() {
  const { from, length, onView } = usePageInView();
  const shown = useApp((state) => state.rules.shown);
  const [chosen, setChosen] = useState({ row: -1, shown });
  // Other rows stand where the chosen one stood.
  const active = chosen.shown === shown ? chosen.row : -1;
  const page = useRulePage(from, length);
  if (page === undefined || page.summaries.length === 0) return <EmptyState>The rules are being checked.</EmptyState>;
  if (!page.isOfVulkan) {
    return (
      <EmptyState>
        Nothing in this trace goes through a Vulkan allocator table, so the rules VKM-01 to VKM-60 have nothing to
        judge. Record with VkAllocationCallbacks, or with a{' '}
        <RecordingLink way="vulkan">layer that passes its own</RecordingLink>, to check them.
      </EmptyState>
    );
  }
  const activeRow = page.rows[active - page.from] as RuleTableRow | undefined;
  return (
    <ListAndDetails
      list={
        <>
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
        </>
      }
      details={
        <RuleDetails
          summary={summaryOf(page, activeRow) ?? summaryOf(page, page.rows[0])}
          instance={activeRow?.kind === 'breach' ? activeRow.instance : undefined}
        />
      }
    />
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
      {counted(notChecked, 'rule')} cannot be decided from this trace: “Not checked” lists them, each with its reason.
    </EmptyState>
  );
}

function summaryOf(page: ShownRules, row: RuleTableRow | undefined): RuleSummary | undefined {
  if (row === undefined) return undefined;
  return row.kind === 'rule' ? row.summary : page.summaries.find(({ id }) => id === row.instance.rule);
}
