import type { Grouping } from '../analysis/groups';
import { NO_SCOPE } from '../tables/domains';
import { OTHER_CLASS, type Palette } from './palette';

/** Colour class of each group: its own index, or {@link OTHER_CLASS} for the rest and for blocks without a scope. */
export function classesOfGroups(grouping: Grouping): Uint8Array {
  return Uint8Array.from(grouping.names, (_, group) => {
    const isOther = group >= OTHER_CLASS || (grouping.by === 'scope' && group === NO_SCOPE);
    return isOther ? OTHER_CLASS : group;
  });
}

/** CSS colour of each group, in the order of `grouping.names`. */
export function coloursOfGroups(grouping: Grouping, palette: Palette): readonly string[] {
  return Array.from(classesOfGroups(grouping), (index) => [...palette.groups, palette.other][index]);
}
