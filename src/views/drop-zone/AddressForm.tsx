import { useState } from 'react';
import { Button } from '../../widgets/button/Button';
import styles from './drop-zone.module.css';
import { useOpenAddress } from './use-open';

/** Opens a trace that lies on a server. */
export function AddressForm() {
  const openAddress = useOpenAddress();
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      className={styles.address}
      onSubmit={(event) => {
        event.preventDefault();
        const address = new FormData(event.currentTarget).get('address');
        setWrong(typeof address !== 'string' || !openAddress(address));
      }}
    >
      <input
        type="text"
        name="address"
        inputMode="url"
        className={styles.url}
        aria-label="Address of a trace"
        aria-invalid={isWrong}
        placeholder="or paste a file or an address: https://…"
        autoComplete="off"
        spellCheck={false}
        required
      />
      <Button type="submit">Open</Button>
      {isWrong && (
        <p className={styles.wrong} role="alert">
          That is no address: it begins with https:// and names a server and a file.
        </p>
      )}
    </form>
  );
}
