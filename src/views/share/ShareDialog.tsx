import { useEffect, useRef, useState } from 'react';
import { useApp, useLink } from '../../store/app-context';
import { linkTo, type SharedLink } from '../../store/session-link';
import { Button } from '../../widgets/button/Button';
import { Dialog } from '../../widgets/dialog/Dialog';
import { carriesText } from './share-text';
import styles from './share-dialog.module.css';

/** A link to what is shown now: copied at once, with a sentence on what it carries. */
export function ShareDialog() {
  const setDialog = useApp((state) => state.setDialog);
  const shared = useSharedLink();
  const [wasCopied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const copy = (href: string): void => {
    navigator.clipboard.writeText(href).then(
      () => {
        setCopied(true);
      },
      () => field.current?.select(), // not allowed: then the person copies what is selected
    );
  };
  useEffect(() => {
    if (shared !== undefined) copy(shared.href);
  }, [shared]);
  return (
    <Dialog
      title="Share this instant"
      onClose={() => {
        setDialog(undefined);
      }}
      footer={
        <Button
          kind="primary"
          disabled={shared === undefined}
          onClick={() => {
            if (shared !== undefined) copy(shared.href);
          }}
        >
          Copy link
        </Button>
      }
    >
      <div className={styles.content}>
        <input
          ref={field}
          type="text"
          className={styles.link}
          aria-label="Link"
          readOnly
          value={shared?.href ?? ''}
          onFocus={(event) => {
            event.target.select();
          }}
        />
        <p role="status">
          {shared === undefined ? 'Making the link…' : wasCopied ? 'Copied.' : 'Copy it from the field above.'}
        </p>
        {shared !== undefined && <p className={styles.carries}>{carriesText(shared)}</p>}
      </div>
    </Dialog>
  );
}

/** The link to the state as it was when the dialog opened; undefined while it is made. */
function useSharedLink(): SharedLink | undefined {
  const link = useLink();
  const [shared, setShared] = useState<SharedLink>();
  useEffect(() => {
    const state = link.store.getState();
    const { status } = state;
    if (status.kind !== 'ready') return;
    const page = location.origin + location.pathname;
    let isOpen = true;
    void link.busyWhile(async () => {
      const made = await linkTo(state, status.source, page, () => link.engine.encode());
      if (isOpen) setShared(made);
    });
    return () => {
      isOpen = false;
    };
  }, [link]);
  return shared;
}
