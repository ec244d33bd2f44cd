import { useRef } from 'react';
import { PROFILES, type Profile } from '../../core/tables/profiles';
import { useApp, useLink } from '../../store/app-context';
import { openProfile } from '../../store/arrival';
import { profileText } from '../../store/profile-text';
import { profileInForce } from '../../store/profile-slice';
import styles from './header.module.css';

const FROM_FILE = 'from-file';
const TO_FILE = 'to-file';
const OWN = 'own';

/** Sets engine, layers, budgets and interception for a purpose, as a start; takes a profile from a file, or makes one. */
export function ProfilePicker() {
  const link = useLink();
  const input = useRef<HTMLInputElement>(null);
  const inForce = useApp(profileInForce);
  const ownProfile = useApp((state) => state.ownProfile);
  const applyProfile = useApp((state) => state.applyProfile);
  const offered: readonly (readonly [value: string, profile: Profile])[] = [
    ...Object.entries(PROFILES),
    ...(ownProfile === undefined ? [] : [[OWN, ownProfile] as const]),
  ];
  const choose = (value: string): void => {
    if (value === FROM_FILE) input.current?.click();
    else if (value === TO_FILE) download('profile.json', profileText(link.store));
    else {
      const chosen = offered.find(([name]) => name === value);
      if (chosen !== undefined) applyProfile(chosen[1]);
    }
  };
  return (
    <label
      className={styles.engine}
      title={inForce?.description ?? 'Sets engine, layers, budgets and interception for a purpose'}
    >
      <span>profile:</span>
      <select
        aria-label="Profile"
        value={offered.find(([, profile]) => profile === inForce)?.[0] ?? ''}
        onChange={(event) => {
          choose(event.target.value);
        }}
      >
        {inForce === undefined && <option value="">own</option>}
        {offered.map(([name, profile]) => (
          <option key={name} value={name} title={profile.description}>
            {profile.title}
          </option>
        ))}
        <option value={FROM_FILE}>Open a file…</option>
        <option value={TO_FILE}>Save as a file…</option>
      </select>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Profile file"
        tabIndex={-1}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) void link.busyWhile(() => openProfile(link.store, file));
        }}
      />
    </label>
  );
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(address);
}
