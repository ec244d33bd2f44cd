import type { Fidelity } from '../../core/tables/trace-meta';
import type { ColourBy, GroupBy, HeapChoice } from '../../worker/protocol';
import type { Choice } from '../../widgets/select-field/SelectField';

/** What the timeline may stack by; what the format did not record says so. */
export function groupChoices(fidelity: Fidelity | undefined): readonly Choice<GroupBy>[] {
  const without = (recorded: boolean | undefined, what: string): string | undefined =>
    recorded === false ? `This trace records no ${what}.` : undefined;
  return [
    { value: 'domain', text: 'domain' },
    { value: 'scope', text: 'scope', unavailable: without(fidelity?.scopes, 'scopes') },
    { value: 'module', text: 'module', unavailable: without(fidelity?.stacks, 'call stacks') },
    { value: 'thread', text: 'thread', unavailable: without(fidelity?.threads, 'threads') },
  ];
}

/** Why the recorded heap cannot be coloured page by page. */
export const NO_RECORDED_PAGES =
  'What lies between the blocks of the recorded heap is not known: only the simulated heap can tell of every byte what it is.';

/** What the map of a heap may be coloured by. */
export function colourChoices(fidelity: Fidelity | undefined, heap: HeapChoice): readonly Choice<ColourBy>[] {
  return [
    ...groupChoices(fidelity),
    { value: 'age', text: 'age' },
    { value: 'size', text: 'size' },
    { value: 'state', text: 'state' },
    { value: 'pages', text: 'pages', unavailable: heap === 'recorded' ? NO_RECORDED_PAGES : undefined },
  ];
}
