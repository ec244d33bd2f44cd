import { X } from 'lucide-react';
import { useApp } from '../../store/app-context';
import { IconButton } from '../../widgets/icon-button/IconButton';
import styles from './notices.module.css';

/** Sentences that a person should read once, each with a cross to put it away. */
export function Notices() {
  const notices = useApp((state) => state.notices);
  const dismiss = useApp((state) => state.dismissNotice);
  return (
    <div role="status">
      {notices.map((text) => (
        <div key={text} className={styles.notice}>
          <span className={styles.text}>{text}</span>
          <IconButton
            label="Dismiss"
            onClick={() => {
              dismiss(text);
            }}
          >
            <X />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
