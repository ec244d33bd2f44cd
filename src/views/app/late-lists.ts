import type { ComponentType } from 'react';
import type { BottomTab } from '../../store/layout-slice';
import { late } from './late';

/** The lists that do not come with the workbench. */
const LATE_LISTS = {
  owners: async () => (await import('../owners/Owners')).Owners,
  rules: async () => (await import('../rules/Rules')).Rules,
  interception: async () => (await import('../interception/Interception')).Interception,
  guards: async () => (await import('../guards/Guards')).Guards,
} as const satisfies Partial<Record<BottomTab, () => Promise<ComponentType>>>;

export function lateList(name: keyof typeof LATE_LISTS): ComponentType {
  return late(LATE_LISTS[name]);
}

export async function loadLateLists(): Promise<void> {
  await Promise.allSettled(Object.values(LATE_LISTS).map((load) => load()));
}
