import { FileCode } from 'lucide-react';
import { useApp } from '../../store/app-context';
import { RECORDING_WAYS, type RecordingWay } from '../../store/layout-slice';
import { CodeBlock } from '../../widgets/code-block/CodeBlock';
import { Dialog } from '../../widgets/dialog/Dialog';
import styles from './recording-dialog.module.css';
import { RECORDING_TEXTS } from './recording-ways';

/** How to record: each way with its commands, its files, what it costs and what it cannot see. */
export function RecordingDialog() {
  const way = useApp((state) => state.recordingWay);
  const setDialog = useApp((state) => state.setDialog);
  return (
    <Dialog
      title="How to record"
      onClose={() => {
        setDialog(undefined);
      }}
    >
      <div className={styles.columns}>
        <Ways way={way} />
        <div id="recording-way" role="tabpanel" aria-labelledby={`way-${way}`} className={styles.way}>
          <Way way={way} />
        </div>
      </div>
    </Dialog>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function Ways({ way }: { readonly way: RecordingWay }) {
  const show = useApp((state) => state.showRecording);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = STEPS[event.key] ?? 0;
    if (step === 0) return;
    event.preventDefault();
    const next = RECORDING_WAYS[(RECORDING_WAYS.indexOf(way) + step + RECORDING_WAYS.length) % RECORDING_WAYS.length];
    show(next);
    document.getElementById(`way-${next}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="Ways to record" className={styles.ways} onKeyDown={onKeyDown}>
      {RECORDING_WAYS.map((name) => (
        <button
          key={name}
          id={`way-${name}`}
          type="button"
          role="tab"
          className={styles.tab}
          aria-selected={name === way}
          aria-controls="recording-way"
          tabIndex={name === way ? 0 : -1}
          onClick={() => {
            show(name);
          }}
        >
          {RECORDING_TEXTS[name].title}
        </button>
      ))}
    </div>
  );
}

function Way({ way }: { readonly way: RecordingWay }) {
  const { purpose, steps, files, costs, unseen } = RECORDING_TEXTS[way];
  return (
    <>
      <p>{purpose}</p>
      {steps.map(({ does, code }) => (
        <div key={does}>
          <h3 className={styles.does}>{does}</h3>
          <CodeBlock label={does} code={code} />
        </div>
      ))}
      <dl className={styles.limits}>
        <dt>Costs</dt>
        <dd>{costs}</dd>
        <dt>Cannot see</dt>
        <dd>{unseen}</dd>
        {files.length > 0 && (
          <>
            <dt>Files</dt>
            <dd className={styles.files}>
              {files.map((path) => (
                <a key={path} href={`capture/${path}`} download>
                  <FileCode aria-hidden />
                  {path}
                </a>
              ))}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}
