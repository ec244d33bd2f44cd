import { formatBytes } from '../../base/format';
import { useApp } from '../../store/app-context';
import { DropZone } from '../drop-zone/DropZone';
import { Gallery } from '../gallery/Gallery';
import { openErrorText } from '../messages/error-text';
import { RecordingStart } from '../help/RecordingStart';
import { Tour } from '../help/Tour';
import styles from './start-page.module.css';

/** The page without a trace: where to put one, real ones to look at, and how to read what comes. */
export function StartPage() {
  return (
    <main className={styles.page}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <p className={styles.lead}>
            Heapglass replays every allocation of a recorded program and shows its heap at any instant: who holds the
            memory, what outlived its owner, and what the peak was made of.
          </p>
          <OpenFailure />
          <AwaitedFile />
          <DropZone />
          <RecordingStart />
          <Tour />
        </div>
        <Gallery />
      </div>
    </main>
  );
}

function OpenFailure() {
  const status = useApp((state) => state.status);
  if (status.kind !== 'failed') return undefined;
  const { what, todo } = openErrorText(status.error, status.source.name);
  return (
    <div className={styles.failure} role="alert">
      <p className={styles.what}>{what}</p>
      <p>{todo}</p>
    </div>
  );
}

/** What a link asks for, when its trace is a file that the person has. */
function AwaitedFile() {
  const file = useApp((state) => state.awaited?.file);
  if (file === undefined) return undefined;
  return (
    <div className={styles.awaited} role="status">
      <p className={styles.what}>This link is about a file: drop “{file.name}” here.</p>
      <p>
        It has {formatBytes(file.size)} and the SHA-256 {file.sha256.slice(0, 12)}…; it is checked and then shown as the
        link says.
      </p>
    </div>
  );
}
