import { useState } from 'react';
import { version } from '../../../package.json';
import { Button } from '../../widgets/button/Button';
import { Dialog } from '../../widgets/dialog/Dialog';
import styles from './crash-dialog.module.css';

/** Says that Heapglass itself has failed, with what is needed to report it. Shown where nothing else can be trusted. */
export function CrashDialog({ error, format }: { readonly error: Error; readonly format: string | undefined }) {
  const [wasCopied, setCopied] = useState(false);
  const report = [
    `Heapglass ${version}`,
    `Trace format: ${format ?? 'none open'}`,
    navigator.userAgent,
    error.stack ?? String(error),
  ].join('\n');
  const reload = (): void => {
    location.reload();
  };
  return (
    <Dialog
      title="Heapglass has a bug and had to stop"
      onClose={reload}
      footer={
        <>
          <Button
            onClick={() => {
              void navigator.clipboard.writeText(report).then(() => {
                setCopied(true);
              });
            }}
          >
            {wasCopied ? 'Copied' : 'Copy report'}
          </Button>
          <Button kind="primary" onClick={reload}>
            Reload the page
          </Button>
        </>
      }
    >
      <p>
        Your file is unharmed and nothing was sent anywhere. Reload the page to start again; a report helps to mend it.
      </p>
      <pre className={styles.report} tabIndex={0} aria-label="Report">
        {report}
      </pre>
    </Dialog>
  );
}
