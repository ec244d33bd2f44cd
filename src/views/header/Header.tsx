import { CircleHelp, FolderOpen, Monitor, Moon, Share2, Sun, TriangleAlert } from 'lucide-react';
import { formatBytes, formatCount } from '../../base/format';
import { counted } from '../../base/wording';
import { useApp } from '../../store/app-context';
import { Button } from '../../widgets/button/Button';
import { IconButton } from '../../widgets/icon-button/IconButton';
import { LayersButton } from '../guards/LayersButton';
import { EnginePicker } from './EnginePicker';
import { FidelityBadges } from './FidelityBadges';
import styles from './header.module.css';
import { ProfilePicker } from './ProfilePicker';
import { SearchField } from './SearchField';

/** What is open, what it can tell, and what can be done with all of it. */
export function Header() {
  const isOpen = useApp((state) => state.status.kind === 'ready');
  const setDialog = useApp((state) => state.setDialog);
  return (
    <header className={styles.header}>
      <TraceName />
      <FidelityBadges />
      {isOpen && <WarningsButton />}
      {isOpen && (
        <div className={styles.pickers}>
          <EnginePicker />
          <LayersButton />
          <ProfilePicker />
        </div>
      )}
      <span className={styles.space} />
      {isOpen && <SearchField />}
      <IconButton
        label="Open another trace"
        shortcut="O"
        onClick={() => {
          setDialog('open');
        }}
      >
        <FolderOpen />
      </IconButton>
      {isOpen && (
        <Button
          title="Share a link to this instant (S)"
          onClick={() => {
            setDialog('share');
          }}
        >
          <Share2 /> <span className={styles.word}>Share</span>
        </Button>
      )}
      <ThemeButton />
      <IconButton
        label="All keys"
        shortcut="?"
        onClick={() => {
          setDialog('help');
        }}
      >
        <CircleHelp />
      </IconButton>
    </header>
  );
}

function TraceName() {
  const status = useApp((state) => state.status);
  const close = useApp((state) => state.close);
  if (status.kind === 'empty') return <h1 className={styles.brand}>Heapglass</h1>;
  const opened = status.kind === 'ready' ? status.opened : undefined;
  return (
    <>
      <button type="button" className={styles.home} title="Back to the start" onClick={close}>
        Heapglass
      </button>
      <h1 className={styles.name} title={status.source.name}>
        {status.source.name}
      </h1>
      {opened && <Size bytes={opened.fileBytes} events={opened.meta.totals.events} />}
    </>
  );
}

function Size({ bytes, events }: { readonly bytes: number; readonly events: number }) {
  return (
    <span className={styles.size}>
      {formatBytes(bytes)} · {counted(events, 'event')}
    </span>
  );
}

function WarningsButton() {
  const count = useApp((state) => state.meta?.warnings.reduce((sum, warning) => sum + warning.count, 0) ?? 0);
  const setDialog = useApp((state) => state.setDialog);
  if (count === 0) return undefined;
  return (
    <button
      type="button"
      className={styles.warnings}
      title="What in the file could not be read as meant"
      onClick={() => {
        setDialog('warnings');
      }}
    >
      <TriangleAlert aria-hidden /> {formatCount(count)}{' '}
      <span className={styles.word}>{count === 1 ? 'warning' : 'warnings'}</span>
    </button>
  );
}

const THEME_ICONS = { dark: Moon, light: Sun, system: Monitor };

function ThemeButton() {
  const theme = useApp((state) => state.theme);
  const nextTheme = useApp((state) => state.nextTheme);
  const Icon = THEME_ICONS[theme];
  return (
    <IconButton label={`Theme: ${theme}`} shortcut="T" onClick={nextTheme}>
      <Icon />
    </IconButton>
  );
}
