import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../widgets/button/Button';
import { AddressForm } from './AddressForm';
import styles from './drop-zone.module.css';
import { useOpenFile } from './use-open';

/** Where a trace comes in: drop it, pick it, paste it, or give its address. */
export function DropZone() {
  const openFile = useOpenFile();
  const input = useRef<HTMLInputElement>(null);
  return (
    <section className={styles.zone} aria-label="Open a trace">
      <FileUp className={styles.icon} aria-hidden />
      <p className={styles.title}>Drop an allocation trace here</p>
      <p className={styles.formats}>Heapglass .hgt and .hgb · heaptrack, raw or interpreted · plain, gzip or zstd</p>
      <Button
        kind="primary"
        onClick={() => {
          input.current?.click();
        }}
      >
        Choose a file
      </Button>
      <input
        ref={input}
        type="file"
        className={styles.input}
        aria-label="Trace file"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) openFile(file);
        }}
      />
      <AddressForm />
      <p className={styles.private}>The file stays on this machine: it is read here and sent nowhere.</p>
    </section>
  );
}
