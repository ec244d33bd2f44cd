import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../faults/rule';
import { breaches, checked, instances, reason, vulkanTrace } from './testing/check-text';

/** A rich trace: what cannot be decided on it cannot be decided at all. */
const RICH = ['@ 1', '( vkCreateDevice d3', '+ 0x10 8 d3 a8 v3', 'o 0 VkDevice 0x1', ') 0', 'i + 8 3'];

function expectUndecidable(id: RuleId, why: RegExp): void {
  expect(reason(id, ...RICH)).toMatch(why);
  const found = checked(vulkanTrace(RICH));
  expect(found.instances(id, new Set(), 0, 10)).toEqual([]);
}

describe('tables and requests', () => {
  it('VKM-01 missing-alloc-fn is not decidable: a trace holds no function pointers', () => {
    expectUndecidable('VKM-01', /function pointers/);
  });

  it('VKM-02 missing-realloc-fn is not decidable: a trace holds no function pointers', () => {
    expectUndecidable('VKM-02', /function pointers/);
  });

  it('VKM-03 missing-free-fn is not decidable: a trace holds no function pointers', () => {
    expectUndecidable('VKM-03', /function pointers/);
  });

  it('VKM-04 half-internal-pair is not decidable: a trace holds no function pointers', () => {
    expectUndecidable('VKM-04', /function pointers/);
  });

  it('VKM-05 bad-alignment is not decidable: such a record is a broken one, and counted', () => {
    expectUndecidable('VKM-05', /powers of two/);
    expect(vulkanTrace(['+ 0x10 8 d2 a24']).meta.skipped).toEqual({ broken: 1 });
    expect(vulkanTrace(['+ 0x10 8 d2 a32']).meta.skipped).toEqual({});
  });

  it('VKM-06 bad-scope is not decidable: such a record is a broken one, and counted', () => {
    expectUndecidable('VKM-06', /five scopes/);
    expect(vulkanTrace(['+ 0x10 8 d2 v5']).meta.skipped).toEqual({ broken: 1 });
    expect(vulkanTrace(['+ 0x10 8 d2 v4']).meta.skipped).toEqual({});
  });

  it('VKM-07 bad-internal-type is not decidable: a notification has no type', () => {
    expectUndecidable('VKM-07', /no type/);
  });

  it('VKM-08 zero-size-alloc counts requests for nothing, granted or not', () => {
    expect(breaches('+ 0x10 0 d2', '+ 0 0 d2')).toEqual(['VKM-08 information 0', 'VKM-08 information 1']);
    expect(breaches('+ 0x10 1 d2', '+ 0x20 0 d1')).toEqual([]);
  });

  it('VKM-09 over-aligned counts alignments above 16 bytes', () => {
    expect(breaches('+ 0x20 8 d2 a32')).toEqual(['VKM-09 information 0']);
    expect(breaches('+ 0x20 8 d2 a16', '+ 0x40 8 d1 a64')).toEqual([]);
  });

  it('VKM-10 misaligned-result finds an address that breaks the alignment', () => {
    expect(breaches('+ 0x18 8 d2 a16')).toEqual(['VKM-10 error 0']);
    expect(breaches('+ 0x18 8 d2 a8', '+ 0x28 8 d1 a16')).toEqual([]);
  });

  it('VKM-11 overlapping-result finds live blocks that share bytes, of whatever tables', () => {
    expect(breaches('+ 0x100 32 d2', '+ 0x110 8 d3')).toEqual(['VKM-11 error 1']);
    expect(breaches('+ 0x110 8 d2', '+ 0x100 32 d3')).toEqual(['VKM-11 error 1']);
    expect(breaches('+ 0x100 32 d2', '+ 0x100 8 d2')).toEqual(['VKM-11 error 1']);
    expect(breaches('+ 0x100 16 d2', '+ 0x110 8 d3', '- 0x100 d2', '+ 0x108 8 d3')).toEqual([]);
    expect(breaches('+ 0x100 64 d1', '+ 0x110 8 d2')).toEqual([]); // what the table takes its memory from
  });

  it('VKM-11 overlapping-result leaves a table alone that stands on another', () => {
    expect(breaches('d vk 2 layer', '+ 0x100 64 d2', '+ 0x110 8 d5')).toEqual([]);
  });

  it('VKM-12 alloc-failed counts refusals', () => {
    expect(breaches('+ 0 8 d2', '+ 0x10 8 d2', '~ 0x10 0 16 d2')).toEqual([
      'VKM-12 information 0',
      'VKM-12 information 2',
    ]);
    expect(breaches('+ 0x10 8 d2', '+ 0 8 d1')).toEqual([]);
  });

  it('VKM-13 short-result is not decidable: a trace does not record usable sizes', () => {
    expectUndecidable('VKM-13', /set apart/);
  });
});

describe('a breach', () => {
  it('names its block, its table and what the figures were', () => {
    const [found] = instances(checked(vulkanTrace(['+ 0x18 8 d2 a16 v3'])));
    expect(found).toMatchObject({ rule: 'VKM-10', block: 1, domain: 'I', command: '', object: '' });
    expect(found.text).toBe('8 B at 0x18 (DEVICE, I) is not aligned to 16 bytes.');
  });
});
