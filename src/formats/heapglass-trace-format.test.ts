import { existsSync, readFileSync } from 'node:fs';
import { describe } from 'vitest';
import { checkFormat } from './testing/check-format';

describe.each(['faults/fault-mismatch', 'ralloc/ralloc-gc-compute'])('%s', (name) => {
  const path = `../shared/traces/${name}.hgt.zst`;
  describe.skipIf(!existsSync(path))('as a Heapglass trace', () => {
    checkFormat({ file: () => readFileSync(path), format: 'heapglass-trace-1' });
  });
});
