import { formatCount } from '../../base/format';
import { counted } from '../../base/wording';
import { moduleName } from '../../core/tables/code-names';
import type { Trace } from '../../core/tables/trace';
import { useApp } from '../../store/app-context';
import type { BalancedSet, Interception } from '../../worker/protocol';
import { Button } from '../../widgets/button/Button';
import styles from './interception-details.module.css';

/** Sets listed; any number of modules may have nothing to do with each other. */
const MOST_SETS = 40;

/** Which modules hang together: the smallest set that is balanced for each of them. */
export function BalancedSets({ trace, answer }: { readonly trace: Trace; readonly answer: Interception }) {
  const choice = useApp((state) => state.interception);
  const setChoice = useApp((state) => state.setInterception);
  const { balancedSets, sweep } = answer;
  const shown = balancedSets.slice(0, MOST_SETS);
  const apply = ({ modules }: BalancedSet): void => {
    setChoice({ ...choice, mode: choice.mode === 'wrappers' ? 'wrappers' : 'linker-wrap', modules });
  };
  return (
    <div className={styles.sets}>
      <h3 className={styles.heading}>Balanced sets</h3>
      <p className={styles.note}>{sweepText(answer)}</p>
      <ul aria-label="Balanced sets">
        {shown.map((set) => (
          <li key={set.modules.join(' ')} className={styles.set}>
            <Button
              disabled={set.outOfReach.length > 0}
              title={set.outOfReach.length > 0 ? 'Only the whole process is balanced with these' : 'Intercept these'}
              onClick={() => {
                apply(set);
              }}
            >
              Apply
            </Button>
            <span className={styles.members}>
              {set.modules.map((module) => moduleName(trace, module)).join(' + ')}
              {set.outOfReach.length > 0 && (
                <span className={styles.note}>
                  {' '}
                  out of reach: {set.outOfReach.map((module) => moduleName(trace, module)).join(', ')}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {balancedSets.length > shown.length && (
        <p className={styles.note}>{formatCount(balancedSets.length - shown.length)} more, of one module each.</p>
      )}
      <p className={styles.note}>
        {counted(answer.neverReleased, 'block was', 'blocks were')} never released
        {answer.notAttributed > 0 && `, ${formatCount(answer.notAttributed)} have a stack without a module`}: they tell
        of no crossing. Click a cell for both of its sites.
        {sweep.by === 'components' && ' There are too many modules to try every subset one by one.'}
      </p>
    </div>
  );
}

function sweepText({ sweep }: Interception): string {
  if (sweep.modules.length === 0) return 'No block crosses between modules: any choice is balanced.';
  return (
    `Blocks cross between ${counted(sweep.modules.length, 'module')}: of ${counted(sweep.subsets, 'choice')} among them ` +
    `${formatCount(sweep.balanced)} are balanced, the unions of these.`
  );
}
