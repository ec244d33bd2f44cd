import { FAULT_KINDS } from '../../core/faults/kinds';
import { mixedReleaseSentence } from '../../core/faults/mixing-matrix';
import { domainKind, domainName } from '../../core/tables/domain-names';
import { ALIVE, NONE, type FaultRow } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { ScrollArea } from '../../widgets/scroll-area/ScrollArea';
import { EventLink } from '../links/EventLink';
import { StackFrames } from '../links/StackFrames';
import styles from './faults.module.css';

/** Where a fault happened, where its block was allocated, and where the block had been released. */
export function FaultSites({ trace, fault }: { readonly trace: Trace; readonly fault: FaultRow }) {
  if (fault === NONE) {
    return <EmptyState>No fault up to the cursor. Choose one to see both of its sites.</EmptyState>;
  }
  const block = trace.faults.block.get(fault);
  const event = trace.faults.event.get(fault);
  const death = trace.blocks.death.get(block);
  return (
    <ScrollArea label="Sites of the fault">
      <h3 className={styles.site}>
        Fault <EventLink event={event} />
      </h3>
      <p className={styles.unknown}>{trace.strings.get(trace.faults.text.get(fault))}</p>
      <MixingNote trace={trace} fault={fault} />
      <StackFrames
        trace={trace}
        stack={trace.faults.stack.get(fault)}
        label="Stack of the fault"
        none="The recording has no stack for this."
      />
      {block === NONE ? (
        <p className={styles.unknown}>No block is known at this address.</p>
      ) : (
        <>
          <h3 className={styles.site}>
            Allocated <EventLink event={trace.blocks.birth.get(block)} />
          </h3>
          <StackFrames
            trace={trace}
            stack={trace.sites.stack.get(trace.blocks.site.get(block))}
            label="Stack of the allocation"
            none="The recording has no stack for this."
          />
          {death !== ALIVE && death !== event && (
            <>
              <h3 className={styles.site}>
                Released <EventLink event={death} />
              </h3>
              <StackFrames
                trace={trace}
                stack={trace.blocks.releaseStack.get(block)}
                label="Stack of the release"
                none="This format records no stacks of frees."
              />
            </>
          )}
        </>
      )}
    </ScrollArea>
  );
}

/** Of a block released through another allocator: what comes of that pair. */
function MixingNote({ trace, fault }: { readonly trace: Trace; readonly fault: FaultRow }) {
  const { faults, blocks, sites } = trace;
  if (FAULT_KINDS[faults.kind.get(fault)] !== 'mismatched-free') return undefined;
  const [owner, through] = [sites.domain.get(blocks.site.get(faults.block.get(fault))), faults.domain.get(fault)].map(
    (domain) => ({ kind: domainKind(trace, domain), name: domainName(trace, domain) }),
  );
  const sentence = mixedReleaseSentence(owner, through);
  return sentence === undefined ? undefined : <p className={styles.mixing}>{sentence}</p>;
}
