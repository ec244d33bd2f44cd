import { lazy, type ComponentType } from 'react';
import { loadHash } from '../../store/file-hash';

/** Views that do not come with the page, but when they are first looked at or when there is time. */
const LATE_VIEWS = {
  owners: async () => (await import('../owners/Owners')).Owners,
  rules: async () => (await import('../rules/Rules')).Rules,
  interception: async () => (await import('../interception/Interception')).Interception,
  guards: async () => (await import('../guards/Guards')).Guards,
  workbench: async () => (await import('./Workbench')).Workbench,
  recording: async () => (await import('../help/RecordingDialog')).RecordingDialog,
} as const satisfies Record<string, () => Promise<ComponentType>>;

export function lateView(name: keyof typeof LATE_VIEWS): ComponentType {
  return lazy(async () => ({ default: await LATE_VIEWS[name]() }));
}

/** Loads them all, so that everything goes on when the network goes. One that fails is asked for again when it is wanted. */
export async function loadLateViews(): Promise<void> {
  await Promise.allSettled([loadHash(), ...Object.values(LATE_VIEWS).map((load) => load())]);
}
