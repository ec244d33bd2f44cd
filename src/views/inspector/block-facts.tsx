import { formatAddress, formatBytes, formatCount } from '../../base/format';
import { blockHistory, blockOwners } from '../../core/tables/block-history';
import { isMapped } from '../../core/tables/blocks';
import { domainKind, domainName, scopeName } from '../../core/tables/domain-names';
import { eventRow, recordedAddress } from '../../core/tables/event-row';
import { ALIVE, NONE, type BlockRow, type EventIndex, type Ticks } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import type { Fact } from '../../widgets/facts/Facts';
import { BlockLink } from '../links/BlockLink';
import { EventLink } from '../links/EventLink';
import { simulatedAddress } from '../links/simulated-address';

/** What was asked for, and where it was put. */
export function requestFacts(trace: Trace, block: BlockRow): readonly (Fact | undefined)[] {
  const site = trace.blocks.site.get(block);
  const domain = trace.sites.domain.get(site);
  const born = eventRow(trace, trace.blocks.birth.get(block));
  const address = recordedAddress(trace, block);
  const align = trace.sites.alignLog2.get(site);
  const size = trace.sizeOf(block);
  const name = domainName(trace, domain);
  return [
    { name: 'Recorded at', value: address === undefined ? 'not recorded' : formatAddress(address) },
    simulatedFact(trace, block),
    { name: 'Size', value: formatBytes(size), full: `${formatCount(size)} bytes requested` },
    { name: 'Domain', value: name, full: `${name} (${domainKind(trace, domain)})` },
    maybe('Scope', scopeName(trace.sites.scope.get(site))),
    { name: 'Alignment', value: align === 0 ? 'default' : formatBytes(2 ** align) },
    trace.sites.zeroed.get(site) === 0 ? undefined : { name: 'Zeroed', value: 'yes' },
    maybe('Thread', born.thread),
    maybe('Command', born.command),
  ];
}

function simulatedFact(trace: Trace, block: BlockRow): Fact {
  const name = 'Simulated at';
  const address = simulatedAddress(trace, block);
  if (address === undefined) return { name, value: 'no place of its own' };
  const isAbove = isMapped(trace.placement.word.get(block));
  return { name, value: `${formatAddress(address)}${isAbove ? ', mapped above the heap' : ''}` };
}

/** From birth to death, over all reallocations. */
export function lifeFacts(
  trace: Trace,
  block: BlockRow,
  timeText: (ticks: Ticks) => string,
): readonly (Fact | undefined)[] {
  const history = blockHistory(trace, block);
  const span = [`${formatCount(history.lifetimeEvents)} events`, timeText(history.lifetimeTicks)];
  return [
    { name: 'Born', value: <Instant trace={trace} event={history.birth} timeText={timeText} /> },
    {
      name: 'Ended',
      value:
        history.death === ALIVE ? (
          'live when the trace ends'
        ) : (
          <Instant trace={trace} event={history.death} timeText={timeText} />
        ),
    },
    { name: 'Lifetime', value: span.filter((text) => text !== '').join(', ') },
  ];
}

function Instant(props: {
  readonly trace: Trace;
  readonly event: EventIndex;
  readonly timeText: (ticks: Ticks) => string;
}) {
  return (
    <>
      <EventLink event={props.event} /> {props.timeText(props.trace.timeOf(props.event))}
    </>
  );
}

/** What the block belongs to. */
export function ownerFacts(trace: Trace, block: BlockRow): readonly (Fact | undefined)[] {
  const { backing, owner, context, object } = blockOwners(trace, block);
  const contextName = trace.strings.get(trace.contexts.name.get(context));
  return [
    blockFact(trace, 'Inside block', backing),
    blockFact(trace, 'Owned by block', owner),
    context === NONE ? undefined : { name: 'Context', value: contextName === '' ? `#${context}` : contextName },
    maybe('Object', trace.strings.get(trace.objects.name.get(object))),
  ];
}

function blockFact(trace: Trace, name: string, block: BlockRow): Fact | undefined {
  if (block === NONE) return undefined;
  const address = recordedAddress(trace, block);
  const text = address === undefined ? `block ${block}` : formatAddress(address);
  return {
    name,
    value: (
      <BlockLink block={block}>
        {text}, {formatBytes(trace.sizeOf(block))}
      </BlockLink>
    ),
  };
}

function maybe(name: string, text: string | undefined): Fact | undefined {
  return text === undefined || text === '' ? undefined : { name, value: text, full: text };
}
