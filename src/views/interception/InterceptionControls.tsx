import { moduleName } from '../../core/tables/code-names';
import type { Trace } from '../../core/tables/trace';
import { useApp } from '../../store/app-context';
import type { InterceptionMode } from '../../worker/protocol';
import { ToggleChip } from '../../widgets/chip/ToggleChip';
import { SegmentedControl } from '../../widgets/select-field/SegmentedControl';
import type { Choice } from '../../widgets/select-field/SelectField';
import type { Measure } from './matrix';
import styles from './interception.module.css';

const MODES: readonly Choice<InterceptionMode>[] = [
  { value: 'none', text: 'Nothing' },
  { value: 'wrappers', text: 'Wrappers' },
  { value: 'linker-wrap', text: 'Linker wrap' },
  { value: 'interpose', text: 'Whole process' },
];
const MEANS: Readonly<Record<InterceptionMode, string>> = {
  none: 'Tick modules to see what intercepting them would break.',
  wrappers: 'The source of the ticked modules calls MALLOC, CALLOC and FREE; operator new and delete stay as they are.',
  'linker-wrap': 'The ticked modules are linked with ld --wrap: calls from their own code are caught, C’s and C++’s.',
  interpose: 'Every call of the process is caught, the application’s too (LD_PRELOAD and its like).',
};
const MEASURES: readonly Choice<Measure>[] = [
  { value: 'blocks', text: 'Blocks' },
  { value: 'bytes', text: 'Bytes' },
];

/** How calls are caught, which libraries are static, and what the matrix counts. */
export function InterceptionControls(props: {
  readonly trace: Trace;
  readonly measure: Measure;
  readonly onMeasure: (measure: Measure) => void;
}) {
  const choice = useApp((state) => state.interception);
  const setChoice = useApp((state) => state.setInterception);
  return (
    <div className={styles.controls} role="group" aria-label="Interception">
      <SegmentedControl
        label="How calls are intercepted"
        value={choice.mode}
        choices={MODES}
        onChange={(mode) => {
          setChoice({ ...choice, mode });
        }}
      />
      <SegmentedControl label="Cells show" value={props.measure} choices={MEASURES} onChange={props.onMeasure} />
      {choice.staticModules.map((module) => (
        <ToggleChip
          key={module}
          isOn
          title="Linked statically: its code belongs to the modules that call it. Make it a shared library again."
          onToggle={() => {
            setChoice({ ...choice, staticModules: choice.staticModules.filter((other) => other !== module) });
          }}
        >
          static: {moduleName(props.trace, module)}
        </ToggleChip>
      ))}
      <span className={styles.means} title={MEANS[choice.mode]}>
        {MEANS[choice.mode]}
      </span>
    </div>
  );
}
