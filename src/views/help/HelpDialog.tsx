import { useApp } from '../../store/app-context';
import { Button } from '../../widgets/button/Button';
import { Dialog } from '../../widgets/dialog/Dialog';
import { keyName, PAGE_KEYS, PANEL_KEYS } from '../app/keys';
import styles from './help-dialog.module.css';

/** All keys, from the table that also handles them. */
export function HelpDialog() {
  const setDialog = useApp((state) => state.setDialog);
  const showRecording = useApp((state) => state.showRecording);
  return (
    <Dialog
      title="Keys"
      onClose={() => {
        setDialog(undefined);
      }}
      footer={
        <Button
          onClick={() => {
            showRecording('program');
          }}
        >
          How to record
        </Button>
      }
    >
      <div className={styles.columns}>
        {PAGE_KEYS.map(({ title, bindings }) => (
          <KeyList
            key={title}
            title={title}
            rows={bindings.map(({ keys, does }) => [keys.map(keyName).join(' or '), does])}
          />
        ))}
        {PANEL_KEYS.map(({ title, keys }) => (
          <KeyList key={title} title={`${title}, when focused`} rows={keys} />
        ))}
      </div>
    </Dialog>
  );
}

function KeyList(props: { readonly title: string; readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{props.title}</h3>
      <dl>
        {props.rows.map(([key, does]) => (
          <div key={key} className={styles.row}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
