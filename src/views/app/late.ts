import { lazy, type ComponentType } from 'react';

/** A view whose code comes when it is first shown, unless it was loaded before. */
export function late(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await load() }));
}
