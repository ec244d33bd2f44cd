import { useCallback } from 'react';
import { formatCount } from '../../base/format';
import type { EventIndex } from '../../core/tables/indices';
import { useAnswerAtCursor, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { GroupBy } from '../../worker/protocol';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { ToggleChip } from '../../widgets/chip/ToggleChip';
import { IsolatedBox } from '../../widgets/isolated-box/IsolatedBox';
import { PanelFrame } from '../../widgets/panel-frame/PanelFrame';
import { SelectField } from '../../widgets/select-field/SelectField';
import { TextButton } from '../../widgets/text-button/TextButton';
import { useIsNarrow } from '../app/use-is-narrow';
import { groupChoices } from '../legend/colour-choices';
import { Legend } from '../legend/Legend';
import { LiveBytesChart } from './LiveBytesChart';
import { TimelinePlot } from './TimelinePlot';
import styles from './timeline.module.css';

/** Live bytes over the whole trace, stacked by who holds them: the way through everything else. */
export function Timeline() {
  const status = useApp((state) => state.status.kind);
  const events = useApp((state) => state.stats.events);
  return (
    <PanelFrame title="Live bytes" tools={status === 'ready' && <TimelineTools />}>
      {status === 'ready' ? (
        events === 0 ? (
          <EmptyState>This trace has no events.</EmptyState>
        ) : (
          <ReadTimeline />
        )
      ) : (
        <LiveBytesChart />
      )}
    </PanelFrame>
  );
}

/** A narrow window has no room for the legend beside the controls. */
function ReadTimeline() {
  return useIsNarrow() ? (
    <div className={styles.narrow}>
      <LegendAtCursor lines={2} />
      <div className={styles.belowLegend}>
        <TimelinePlot />
      </div>
    </div>
  ) : (
    <TimelinePlot />
  );
}

function TimelineTools() {
  const isNarrow = useIsNarrow();
  const groupBy = useApp((state) => state.groupBy);
  const isLog = useApp((state) => state.scale === 'log');
  const toggleScale = useApp((state) => state.toggleScale);
  const setGroupBy = useApp((state) => state.setGroupBy);
  const fidelity = useApp((state) => state.meta?.fidelity);
  const timeline = useApp((state) => state.timeline);
  const setTimeline = useApp((state) => state.setTimeline);
  const range = useApp((state) => state.range);
  const setRange = useApp((state) => state.setRange);
  return (
    <>
      <SelectField<GroupBy> label="Stacked by" value={groupBy} choices={groupChoices(fidelity)} onChange={setGroupBy} />
      <ToggleChip isOn={isLog} title="Small totals stand out on a logarithmic scale (L)" onToggle={toggleScale}>
        Log
      </ToggleChip>
      {!isNarrow && <LegendAtCursor lines={1} />}
      {range !== undefined && (
        <TextButton
          title="Take the range away (Esc)"
          onClick={() => {
            setRange(undefined);
          }}
        >
          events {formatCount(range.from)}–{formatCount(range.to)} ×
        </TextButton>
      )}
      {timeline !== undefined && (
        <TextButton
          onClick={() => {
            setTimeline(undefined);
          }}
        >
          Show all
        </TextButton>
      )}
    </>
  );
}

/** The groups with what each holds at the cursor. */
function LegendAtCursor({ lines }: { readonly lines: 1 | 2 }) {
  const groupBy = useApp((state) => state.groupBy);
  const question = useCallback((engine: EngineClient, at: EventIndex) => engine.composition(groupBy, at), [groupBy]);
  const groups = useAnswerAtCursor(question);
  return (
    <div className={styles.legend}>
      {groups !== undefined && (
        <IsolatedBox>
          <Legend label={`Stacked by ${groupBy}, at the cursor`} groups={groups} hasBytes lines={lines} />
        </IsolatedBox>
      )}
    </div>
  );
}
