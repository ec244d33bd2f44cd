import { formatBytes, formatCount } from '../../base/format';
import type { TreeMetric } from '../../worker/protocol';
import type { Choice } from '../../widgets/select-field/SelectField';

export const METRICS: readonly Choice<TreeMetric>[] = [
  { value: 'live', text: 'live at cursor' },
  { value: 'peak', text: 'live at peak' },
  { value: 'allocated', text: 'allocated' },
  { value: 'leaked', text: 'live at end' },
  { value: 'temporary', text: 'temporary' },
];

/** A figure of the tree: bytes, but calls where temporaries are counted. */
export function metricText(metric: TreeMetric, value: number): string {
  return metric === 'temporary' ? formatCount(value) : formatBytes(value);
}
