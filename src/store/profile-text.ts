import { writeProfile } from '../session/profile-file';
import type { AppStore } from './app-store';
import { profileOfSettings } from './profile-slice';

/** The settings in force as a profile's JSON file. */
export function profileText(store: AppStore): string {
  return writeProfile(profileOfSettings(store.getState()));
}
