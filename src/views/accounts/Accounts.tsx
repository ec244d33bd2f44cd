import { NONE, type DomainId } from '../../core/tables/indices';
import { useAnswerAtCursor, useApp, type QuestionAt } from '../../store/app-context';
import type { AccountRow } from '../../worker/protocol';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { PanelFrame } from '../../widgets/panel-frame/PanelFrame';
import { ScrollArea } from '../../widgets/scroll-area/ScrollArea';
import { useTables } from '../links/use-tables';
import { AccountTable } from './AccountTable';
import { Budgets } from './Budgets';
import { budgetTargets } from './budget-target';
import { CoverageLine } from './CoverageLine';
import { HeapAccount } from './HeapAccount';
import styles from './accounts.module.css';

const askAccounts: QuestionAt<{ readonly domains: readonly AccountRow[]; readonly scopes: readonly AccountRow[] }> = (
  engine,
  at,
) => engine.accounts(at);

/** Who holds what at the cursor: domains, scopes, what the callbacks see, and what the simulated heap costs. */
export function Accounts() {
  const { trace } = useTables();
  const accounts = useAnswerAtCursor(askAccounts);
  const totalPeak = useApp((state) => state.meta?.totals.peakBytes ?? 0);
  if (accounts === undefined) {
    return (
      <PanelFrame title="Accounts">
        <EmptyState>The accounts are being added up.</EmptyState>
      </PanelFrame>
    );
  }
  const isBacked = ({ id }: AccountRow): boolean => trace.domains.backing.get(id as DomainId) !== NONE;
  const total = accounts.domains.filter((row) => !isBacked(row)).reduce((sum, { liveBytes }) => sum + liveBytes, 0);
  const scoped = accounts.scopes.reduce((sum, { liveBytes }) => sum + liveBytes, 0);
  const hasScopes = accounts.scopes.some(({ allocations }) => allocations > 0);
  return (
    <PanelFrame title="Accounts">
      <ScrollArea label="Accounts at the cursor">
        <div className={styles.accounts}>
          <CoverageLine domains={accounts.domains} />
          <Budgets targets={budgetTargets(accounts, isBacked, totalPeak)} />
          <AccountTable label="Domain" rows={accounts.domains} whole={total} />
          {hasScopes && <AccountTable label="Scope" rows={accounts.scopes} whole={scoped} />}
          <HeapAccount />
        </div>
      </ScrollArea>
    </PanelFrame>
  );
}
