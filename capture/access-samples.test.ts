import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reportGuards } from '../src/cli/report-guards';
import { frameLabel } from '../src/core/tables/code-names';
import { readBytes } from '../src/formats/testing/read-bytes';

/** Each guard hit of a sample: what kind of evidence, what was met by what, at which byte of which block, in which function. */
function hitsOf(sample: string): unknown[] {
  const read = readBytes(readFileSync(`public/samples/${sample}.hgt.zst`));
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  const { trace, meta } = read.value;
  expect(meta.skipped).toEqual({});
  const report = reportGuards(trace, meta, 'both');
  if (!report.ok) throw new Error(report.failure);
  const hits = report.value.guards?.hits ?? [];
  return hits
    .filter(({ evidence }) => evidence !== 'predicted')
    .map(({ evidence, kind, access, block, offset, at }) => {
      const asked = trace.stacks.frame.get(trace.sites.stack.get(trace.blocks.site.get(block)));
      return [evidence, access, kind, offset, `of ${trace.sizeOf(block)}`, at, `from ${frameLabel(trace, asked)}`].join(
        ' ',
      );
    });
}

test('R-60 the sample of guard pages: four hits, recorded by the memory-management unit', () => {
  expect(hitsOf('guards')).toEqual([
    'recorded write guard 64 of 64 write_past from main',
    'recorded read guard 64 of 64 read_past from main',
    'recorded write guard -1 of 64 underrun from main',
    'recorded read freed 5 of 64 use_after_free from main',
  ]);
});

test('R-60 the sample of accesses: what the replay meets with a guard on both sides', () => {
  expect(hitsOf('accesses')).toEqual([
    'checked write guard 16 of 16 copy_name from copy_name',
    'checked read guard 96 of 96 sum_marks from main',
    ...Array.from({ length: 6 }, () => 'checked read freed 24 of 32 drop_people from take_people'),
  ]);
});
