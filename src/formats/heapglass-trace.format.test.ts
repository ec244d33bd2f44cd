import { describe } from 'vitest';
import { checkFormat } from './testing/check-format';
import { hasSharedTraces, sharedTrace, truthOf } from './testing/shared-traces';

describe.skipIf(!hasSharedTraces)('recorded Heapglass traces', () => {
  const paths = ['faults/fault-mismatch.hgt.zst', 'vulkan/lvp-compute-warm.hgt.zst', 'malloc/sqlite.hgt.zst'];
  describe.each(paths)('%s', (path) => {
    checkFormat({ file: () => sharedTrace(path), format: 'heapglass-trace-1', truth: () => truthOf(path) });
  });
});
