import { useApp } from '../../store/app-context';
import { Dialog } from '../../widgets/dialog/Dialog';
import { Gallery } from '../gallery/Gallery';
import { DropZone } from './DropZone';
import styles from './open-dialog.module.css';

/** Another trace in place of the one that is open. */
export function OpenDialog() {
  const setDialog = useApp((state) => state.setDialog);
  return (
    <Dialog
      title="Open a trace"
      onClose={() => {
        setDialog(undefined);
      }}
    >
      <div className={styles.content}>
        <DropZone />
        <Gallery />
      </div>
    </Dialog>
  );
}
