import { formatCount } from '../../base/format';
import type { TraceWarning } from '../../core/tables/trace-meta';
import { useApp } from '../../store/app-context';
import { Dialog } from '../../widgets/dialog/Dialog';
import styles from './warnings-dialog.module.css';

/** What in the file could not be read as meant, with the first place of each kind. */
export function WarningsDialog() {
  const warnings = useApp((state) => state.meta?.warnings ?? NONE);
  const setDialog = useApp((state) => state.setDialog);
  return (
    <Dialog
      title="What could not be read as meant"
      onClose={() => {
        setDialog(undefined);
      }}
    >
      <p className={styles.introduction}>Everything else in the file was read and is shown.</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">What happened</th>
            <th scope="col">First line</th>
            <th scope="col">Byte</th>
            <th scope="col">Times</th>
          </tr>
        </thead>
        <tbody>
          {warnings.map((warning) => (
            <tr key={`${warning.kind} ${warning.line} ${warning.offset}`}>
              <td>{warning.text}</td>
              <td>{warning.line > 0 ? formatCount(warning.line) : '–'}</td>
              <td>{warning.offset >= 0 ? formatCount(warning.offset) : '–'}</td>
              <td>{formatCount(warning.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

const NONE: readonly TraceWarning[] = [];
