import type { ReactNode } from 'react';
import { useApp } from '../../store/app-context';
import type { RecordingWay } from '../../store/layout-slice';
import styles from './recording-link.module.css';

/** Words in a sentence that open “How to record” at one of its ways. */
export function RecordingLink({ way, children }: { readonly way: RecordingWay; readonly children: ReactNode }) {
  const show = useApp((state) => state.showRecording);
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() => {
        show(way);
      }}
    >
      {children}
    </button>
  );
}
