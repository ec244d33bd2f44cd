import { useCallback } from 'react';
import { formatBytes, formatShare } from '../../base/format';
import type { EventIndex } from '../../core/tables/indices';
import { useAnswer, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { AccountRow } from '../../worker/protocol';
import { ShareBar } from '../../widgets/bar/ShareBar';
import { useTables } from '../links/use-tables';
import styles from './accounts.module.css';
import { coverage, type Coverage } from './coverage';

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
    </div>
  );
}

function CoverageRow({ label, figures }: { readonly label: string; readonly figures: Coverage }) {
  const share = figures.all === 0 ? 0 : figures.callbacks / figures.all;
  return (
    <p className={styles.coverageRow}>
      <span className={styles.when}>{label}</span>
      <ShareBar share={share} />
      <span>
        {formatBytes(figures.callbacks)} of {formatBytes(figures.all)} ({formatShare(share)})
      </span>
    </p>
  );
}
