import { useCallback } from 'react';
import type { EventIndex } from '../../core/tables/indices';
import { useAnswer, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { AccountRow } from '../../worker/protocol';
import { useTables } from '../links/use-tables';
import styles from './accounts.module.css';
import { coverage } from './coverage';
import { CoverageDetails } from './CoverageDetails';
import { CoverageRow } from './CoverageRow';

/** What part of the memory the Vulkan callbacks see, at the cursor and at the peak. Nothing for other programs. */
export function CoverageLine({ domains }: { readonly domains: readonly AccountRow[] }) {
  const { trace } = useTables();
  const peakEvent = useApp((state) => state.meta?.totals.peakEvent ?? (-1 as EventIndex));
  const question = useCallback((engine: EngineClient) => engine.accounts(peakEvent), [peakEvent]);
  const peak = useAnswer(question);
  const now = coverage(trace, domains);
  const atPeak = peak === undefined ? undefined : coverage(trace, peak.domains);
  if (now === undefined) return undefined;
  return (
    <div className={styles.coverage}>
      <h3 className={styles.heading}>What the Vulkan callbacks see</h3>
      <CoverageRow label="at the cursor" figures={now} />
      {atPeak !== undefined && <CoverageRow label="at the peak" figures={atPeak} />}
      <CoverageDetails />
    </div>
  );
}
