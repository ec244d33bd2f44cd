import { describe, expect, it } from 'vitest';
import { breaches, checked, instances, reason, vulkanTrace } from './testing/check-text';

describe('reallocations', () => {
  it('VKM-14 realloc-alignment-changed compares with the original allocation', () => {
    expect(breaches('+ 0x20 8 d2 a8', '~ 0x20 0x20 16 d2 a16')).toEqual(['VKM-14 error 1']);
    expect(breaches('+ 0x20 8 d2 a8', '~ 0x20 0x20 16 d2 a16', '~ 0x20 0x20 32 d2 a8')).toEqual(['VKM-14 error 1']);
    expect(breaches('+ 0x20 8 d2 a8', '~ 0x20 0x20 16 d2 a8', '~ 0x20 0x20 20 d2')).toEqual([]);
  });

  it('VKM-15 realloc-unknown finds a reallocation of what no callback gave', () => {
    expect(breaches('~ 0x99 0x20 16 d2')).toEqual(['VKM-15 error 0']);
    expect(breaches('+ 0x10 8 d1', '~ 0x10 0x20 16 d2')).toEqual(['VKM-15 error 1']);
    expect(breaches('~ 0 0x20 16 d2', '~ 0x99 0x80 16 d1')).toEqual([]);
  });

  it('VKM-16 realloc-freed finds a reallocation of what is gone', () => {
    expect(breaches('+ 0x10 8 d2', '- 0x10 d2', '~ 0x10 0x20 16 d2')).toEqual(['VKM-16 error 2']);
    expect(breaches('+ 0x10 8 d2', '~ 0x10 0x20 16 d2', '- 0x20 d2')).toEqual([]);
  });

  it('VKM-17 realloc-incompatible finds a reallocation through another table', () => {
    expect(breaches('+ 0x10 8 d2', '~ 0x10 0x20 16 d3')).toEqual(['VKM-17 error 1']);
    expect(breaches('h compatible 2 3', '+ 0x10 8 d2', '~ 0x10 0x20 16 d3')).toEqual([]);
    expect(breaches('+ 0x10 8 d2', '~ 0x10 0x20 16 d1', '+ 0x10 8 d2')).toEqual(['VKM-17 error 1']);
    expect(breaches('+ 0x10 8 d2', '~ 0x10 0x20 16 d2')).toEqual([]);
  });

  it('VKM-18 realloc0-returned-ptr finds an address returned for 0 bytes', () => {
    expect(breaches('+ 0x10 8 d2', '~ 0x10 0x20 0 d2')).toEqual(['VKM-18 error 1']);
    expect(breaches('+ 0x10 8 d2', '~ 0x10 0 0 d2')).toEqual([]);
  });

  it('VKM-19 failed-realloc-freed-old is not decidable: it takes the contents of blocks', () => {
    expect(reason('VKM-19', '+ 0x10 8 d2', '~ 0x10 0 16 d2')).toMatch(/contents, which are not in a trace/);
  });

  it('VKM-20 realloc-lost-content is not decidable: it takes the contents of blocks', () => {
    expect(reason('VKM-20', '+ 0x10 8 d2', '~ 0x10 0x20 16 d2')).toBe('The contents of blocks are not in a trace.');
  });

  it('VKM-21 realloc-leaked-old finds the old block’s memory still taken after a move', () => {
    const backed = ['d vk 1 arena', '+ 0x100 64 d1', '+ 0x100 64 d5', '+ 0x200 128 d1'];
    expect(breaches(...backed, '~ 0x100 0x200 128 d5')).toEqual(['VKM-21 warning 3']);
    expect(breaches(...backed, '- 0x100 d1', '~ 0x100 0x200 128 d5')).toEqual([]);
    expect(reason('VKM-21', '+ 0x10 8 d2')).toMatch(/memory behind the callbacks/);
  });

  it('VKM-21 realloc-leaked-old leaves a pool alone whose memory holds other blocks', () => {
    expect(breaches('d vk 1 arena', '+ 0x100 64 d1', '+ 0x100 8 d5', '+ 0x120 8 d5', '+ 0x200 64 d1', '~ 0x100 0x200 16 d5')).toEqual([]); // prettier-ignore
  });

  it('VKM-22 realloc-scope-changed counts changes of scope', () => {
    expect(breaches('+ 0x10 8 d2 v1', '~ 0x10 0x20 16 d2 v3')).toEqual(['VKM-22 information 1']);
    expect(breaches('+ 0x10 8 d2 v1', '~ 0x10 0x20 16 d2 v1', '~ 0x20 0x30 32 d2')).toEqual([]);
  });

  it('VKM-23 realloc-null-zero counts reallocations of nothing to nothing', () => {
    expect(breaches('~ 0 0 0 d2', '~ 0 0x10 0 d2')).toEqual(['VKM-23 information 0', 'VKM-23 information 1']);
    expect(breaches('~ 0 0x10 8 d2', '~ 0x10 0 0 d2')).toEqual([]);
  });
});

describe('frees', () => {
  it('VKM-24 double-free finds a second free, and says when the first was', () => {
    const twice = ['+ 0x10 8 d2', '- 0x10 d2', '- 0x10 d2'];
    expect(breaches(...twice)).toEqual(['VKM-24 error 2']);
    expect(instances(checked(vulkanTrace(twice)))[0].text).toBe('8 B at 0x10 (I) was freed already at event 1, in no command.'); // prettier-ignore
    expect(breaches('+ 0x10 8 d2', '- 0x10 d2', '+ 0x10 8 d2', '- 0x10 d2')).toEqual([]);
    expect(breaches('+ 0x10 8 d1', '- 0x10 d1', '- 0x10 d1')).toEqual([]); // no matter of the callbacks
  });

  it('VKM-25 free-unknown finds a free of what no callback gave', () => {
    expect(breaches('- 0x99 d2')).toEqual(['VKM-25 error 0']);
    expect(breaches('+ 0x10 8 d1', '- 0x10 d2')).toEqual(['VKM-25 error 1']);
    expect(breaches('- 0x99 d1', '- 0x98')).toEqual([]);
  });

  it('VKM-25 free-unknown is information where recording began late', () => {
    expect(breaches('h attached at frame 3', '- 0x99 d2')).toEqual(['VKM-25 information 0']);
  });

  it('VKM-26 free-incompatible finds a free through another allocator', () => {
    expect(breaches('+ 0x10 8 d2', '- 0x10 d3')).toEqual(['VKM-26 error 1']);
    expect(breaches('+ 0x10 8 d2', '- 0x10 d1')).toEqual(['VKM-26 error 1']);
    expect(breaches('h compatible 4 2 3', '+ 0x10 8 d2', '- 0x10 d3')).toEqual([]);
    expect(breaches('+ 0x10 8 d2', '- 0x10 d2', '+ 0x10 8 d2', '- 0x10')).toEqual([]);
  });

  it('VKM-27 free-interior finds a free inside a live block, and where', () => {
    const inside = ['+ 0x100 64 d2', '- 0x110 d2'];
    expect(breaches(...inside)).toEqual(['VKM-27 error 1']);
    expect(instances(checked(vulkanTrace(inside)))[0].text).toBe('16 bytes behind the start of 64 B at 0x100 (I).');
    expect(breaches('+ 0x100 64 d2', '- 0x100 d2')).toEqual([]);
  });

  it('VKM-28 free-null counts frees of NULL that name a Vulkan table', () => {
    expect(breaches('- 0 d2')).toEqual(['VKM-28 information 0']);
    expect(breaches('- 0', '- 0 d1')).toEqual([]);
  });
});
