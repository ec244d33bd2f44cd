import type { Fidelity } from '../../core/tables/trace-meta';
import type { ColourBy, GroupBy } from '../../worker/protocol';
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

/** What blocks on the map may be coloured by. */
export function colourChoices(fidelity: Fidelity | undefined): readonly Choice<ColourBy>[] {
  return [
    ...groupChoices(fidelity),
    { value: 'age', text: 'age' },
    { value: 'size', text: 'size' },
    { value: 'state', text: 'state' },
  ];
}
