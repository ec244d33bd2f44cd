import { PROFILE_NAMES, PROFILES } from '../../core/tables/profiles';
import { useApp } from '../../store/app-context';
import { profileInForce } from '../../store/profile-slice';
import styles from './header.module.css';

/** Sets engine, layers, budgets and interception for a purpose, as a start. */
export function ProfilePicker() {
  const inForce = useApp(profileInForce);
  const applyProfile = useApp((state) => state.applyProfile);
  return (
    <label
      className={styles.engine}
      title={
        inForce === undefined
          ? 'Sets engine, layers, budgets and interception for a purpose'
          : PROFILES[inForce].description
      }
    >
      <span>profile:</span>
      <select
        aria-label="Profile"
        value={inForce ?? ''}
        onChange={(event) => {
          const chosen = PROFILE_NAMES.find((name) => name === event.target.value);
          if (chosen !== undefined) applyProfile(chosen);
        }}
      >
        {inForce === undefined && <option value="">own</option>}
        {PROFILE_NAMES.map((name) => (
          <option key={name} value={name} title={PROFILES[name].description}>
            {PROFILES[name].title}
          </option>
        ))}
      </select>
    </label>
  );
}
