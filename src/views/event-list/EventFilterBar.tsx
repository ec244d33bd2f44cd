import { domainName } from '../../core/tables/domain-names';
import { stackLabel } from '../../core/tables/code-names';
import type { DomainId } from '../../core/tables/indices';
import { useApp } from '../../store/app-context';
import type { EventFilter } from '../../worker/protocol';
import { ToggleChip } from '../../widgets/chip/ToggleChip';
import { FilterBar } from '../../widgets/filter-bar/FilterBar';
import { SelectField, type Choice } from '../../widgets/select-field/SelectField';
import { useTables, type Tables } from '../links/use-tables';
import { EVENT_KINDS, showsKind, toggleKind } from './event-kinds';

/** More domains than this do not fit a menu that a person would read. */
const MOST_DOMAINS = 200;

/** What the event list leaves out: chips by kind, a domain, and a stack where one was chosen. */
export function EventFilterBar() {
  const tables = useTables();
  const filter = useApp((state) => state.eventFilter);
  const setFilter = useApp((state) => state.setEventFilter);
  const { stack, ...withoutStack } = filter;
  return (
    <FilterBar label="Show only">
      {EVENT_KINDS.map(({ name, letters }) => (
        <ToggleChip
          key={name}
          isOn={showsKind(filter.kinds, letters)}
          onToggle={() => {
            setFilter({ ...filter, kinds: toggleKind(filter.kinds, letters) });
          }}
        >
          {name}
        </ToggleChip>
      ))}
      <SelectField
        label="Domain"
        value={String(filter.domain ?? '')}
        choices={domainChoices(tables)}
        onChange={(value) => {
          setFilter(withDomain(filter, value));
        }}
      />
      {stack !== undefined && (
        <ToggleChip
          isOn
          title="Show other stacks too"
          onToggle={() => {
            setFilter(withoutStack);
          }}
        >
          stack of {stackLabel(tables.trace, stack)}
        </ToggleChip>
      )}
    </FilterBar>
  );
}

function domainChoices({ trace }: Tables): readonly Choice<string>[] {
  const count = Math.min(trace.domains.length, MOST_DOMAINS);
  const domains = Array.from({ length: count }, (_, id) => id as DomainId);
  const used = domains.filter((domain) => trace.domains.allocations.get(domain) > 0);
  return [
    { value: '', text: 'all' },
    ...used.map((domain) => ({ value: String(domain), text: domainName(trace, domain) })),
  ];
}

function withDomain({ domain: _, ...rest }: EventFilter, value: string): EventFilter {
  return value === '' ? rest : { ...rest, domain: Number(value) as DomainId };
}
