import { Suspense, useEffect } from 'react';
import { useApp, useLink } from '../../store/app-context';
import { shownTheme } from '../../store/layout-slice';
import { OpenDialog } from '../drop-zone/OpenDialog';
import { useDroppedFile } from '../drop-zone/use-dropped-file';
import { useOpenAddress, useOpenFile } from '../drop-zone/use-open';
import dropStyles from '../drop-zone/drop-zone.module.css';
import { Header } from '../header/Header';
import { HelpDialog } from '../help/HelpDialog';
import { CrashDialog } from '../messages/CrashDialog';
import { Notices } from '../messages/Notices';
import { WarningsDialog } from '../messages/WarningsDialog';
import { ShareDialog } from '../share/ShareDialog';
import styles from './app.module.css';
import { Arriving } from './Arriving';
import { LateRecordingDialog, LateWorkbench, loadLateViews } from './late-views';
import { StartPage } from './StartPage';
import { usePageKeys } from './use-page-keys';

/** The whole page. */
export function App() {
  const hasTrace = useApp(({ status }) => status.kind === 'opening' || status.kind === 'ready');
  const isFileOver = useDroppedFile(useOpenFile(), useOpenAddress());
  usePageKeys();
  useShownTheme();
  useTitle();
  useLateViews();
  return (
    <div className={styles.app}>
      <Header />
      <Notices />
      <Suspense fallback={<Arriving />}>{hasTrace ? <LateWorkbench /> : <StartPage />}</Suspense>
      <Suspense fallback={<Arriving />}>
        <OpenedDialog />
      </Suspense>
      {isFileOver && (
        <div className={dropStyles.over} aria-hidden>
          <span>Drop to open</span>
        </div>
      )}
    </div>
  );
}

function OpenedDialog() {
  const dialog = useApp((state) => state.dialog);
  const crash = useApp((state) => state.crash);
  const format = useApp((state) => state.meta?.fidelity.label);
  if (crash !== undefined) return <CrashDialog error={crash} format={format} />;
  switch (dialog) {
    case 'open':
      return <OpenDialog />;
    case 'share':
      return <ShareDialog />;
    case 'help':
      return <HelpDialog />;
    case 'warnings':
      return <WarningsDialog />;
    case 'record':
      return <LateRecordingDialog />;
    case undefined:
      return undefined;
  }
}

/** Shows the theme in force. */
function useShownTheme(): void {
  const theme = useApp(shownTheme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}

/** Loads what did not come with the page once there is nothing else to do: everything goes on when the network goes. */
function useLateViews(): void {
  const link = useLink();
  useEffect(() => {
    void link.idle().then(async () => {
      performance.mark('heapglass:usable');
      await link.busyWhile(loadLateViews);
      await link.ask((engine) => engine.loadLateCode());
    });
  }, [link]);
}

/** Names the trace on the browser's tab. */
function useTitle(): void {
  const name = useApp(({ status }) => (status.kind === 'empty' ? undefined : status.source.name));
  useEffect(() => {
    document.title = name === undefined ? 'Heapglass' : `${name} · Heapglass`;
  }, [name]);
}
