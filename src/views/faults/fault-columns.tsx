import { formatAddress, formatBytes, formatCount } from '../../base/format';
import { FAULT_KINDS } from '../../core/faults/kinds';
import { stackLabel } from '../../core/tables/code-names';
import { domainName } from '../../core/tables/domain-names';
import { NONE, type FaultRow } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import type { Column } from '../../widgets/table/column';
import styles from './faults.module.css';

/** The columns of the list of faults. */
export function faultColumns(trace: Trace): readonly Column<FaultRow>[] {
  const { faults, blocks, sites } = trace;
  const at = (fault: FaultRow): string => stackLabel(trace, faults.stack.get(fault));
  const allocatedBy = (fault: FaultRow): string =>
    stackLabel(trace, sites.stack.get(blocks.site.get(faults.block.get(fault))));
  return [
    { id: 'event', title: '#', track: '11ch', isNumber: true, cell: (fault) => formatCount(faults.event.get(fault)) },
    {
      id: 'kind',
      title: 'Fault',
      track: '16ch',
      cell: (fault) => <span className={styles.kind}>{FAULT_KINDS[faults.kind.get(fault)]}</span>,
    },
    {
      id: 'address',
      title: 'Address',
      track: '15ch',
      isNumber: true,
      cell: (fault) => formatAddress(faults.address.get(fault)),
    },
    {
      id: 'size',
      title: 'Block',
      track: '9ch',
      isNumber: true,
      cell: (fault) => (faults.block.get(fault) === NONE ? '' : formatBytes(trace.sizeOf(faults.block.get(fault)))),
    },
    {
      id: 'through',
      title: 'Through',
      track: 'minmax(8ch, 0.6fr)',
      cell: (fault) => (faults.domain.get(fault) === NONE ? '' : domainName(trace, faults.domain.get(fault))),
    },
    { id: 'at', title: 'At', track: 'minmax(12ch, 1fr)', cell: at, fullText: at },
    { id: 'allocated', title: 'Allocated by', track: 'minmax(12ch, 1fr)', cell: allocatedBy, fullText: allocatedBy },
    {
      id: 'text',
      title: 'Recorder says',
      track: 'minmax(10ch, 1fr)',
      cell: (fault) => trace.strings.get(faults.text.get(fault)),
      fullText: (fault) => trace.strings.get(faults.text.get(fault)),
    },
  ];
}
