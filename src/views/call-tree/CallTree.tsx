import { formatCount } from '../../base/format';
import { useApp } from '../../store/app-context';
import type { TreeMode } from '../../store/layout-slice';
import { PanelFrame } from '../../widgets/panel-frame/PanelFrame';
import type { Choice } from '../../widgets/select-field/SelectField';
import { SegmentedControl } from '../../widgets/select-field/SegmentedControl';
import { SelectField } from '../../widgets/select-field/SelectField';
import styles from './call-tree.module.css';
import { Flame } from './Flame';
import { METRICS } from './metrics';
import { TreeTable } from './TreeTable';

const MODES: readonly Choice<TreeMode>[] = [
  { value: 'table', text: 'Table' },
  { value: 'callers', text: 'Callers' },
  { value: 'flame', text: 'Flame' },
];

/** Which code holds the memory: the call stacks as a tree, in a table or as a flame graph. */
export function CallTree() {
  const metric = useApp((state) => state.metric);
  const setMetric = useApp((state) => state.setMetric);
  const mode = useApp((state) => state.treeMode);
  const setMode = useApp((state) => state.setTreeMode);
  const range = useApp((state) => state.range);
  return (
    <PanelFrame
      title="Call stacks"
      tools={
        <>
          <SegmentedControl label="Shape of the tree" value={mode} choices={MODES} onChange={setMode} />
          <SelectField label="Count" value={metric} choices={METRICS} onChange={setMetric} />
        </>
      }
    >
      <div className={styles.tree}>
        {range !== undefined && (
          <p className={styles.rangeNote}>
            Only what was allocated in events {formatCount(range.from)} to {formatCount(range.to)}.
          </p>
        )}
        {mode === 'flame' ? <Flame /> : <TreeTable />}
      </div>
    </PanelFrame>
  );
}
