import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../tables/indices';
import { breaches, checked, instances, reason, vulkanTrace } from './testing/check-text';

const DEVICE = ['@ 1', '( vkCreateDevice', 'o 0 VkDevice 0x2', ') 0'];

describe('failures', () => {
  const create = (result: number, ...inside: string[]): string[] =>
    breaches(...DEVICE, '( vkCreateBuffer', ...inside, `) ${result}`).filter((breach) => !breach.startsWith('VKM-12'));

  it('VKM-52 wrong-oom-code expects OUT_OF_HOST_MEMORY after a refusal', () => {
    expect(create(-3, '+ 0 8 d3 v1')).toEqual(['VKM-52 error 1']);
    expect(create(-1, '+ 0 8 d3 v1')).toEqual([]);
    expect(create(0, '+ 0 8 d3 v1', '+ 0x10 4 d3 v3')).toEqual([]); // it could go on without
  });

  it('VKM-53 oom-without-failure counts failures that no callback explains', () => {
    expect(create(-1, '+ 0x10 8 d3 v3')).toEqual(['VKM-53 information 1']);
    expect(create(-2, '+ 0x10 8 d3 v3')).toEqual([]);
  });

  it('VKM-55 recovered-but-oom finds a failure after the same request was granted', () => {
    expect(create(-1, '+ 0 8 d3 v3', '+ 0x10 8 d3 v3')).toEqual(['VKM-55 warning 2']);
    expect(create(-1, '+ 0 8 d3 v3', '+ 0x10 4 d3 v3')).toEqual([]); // another need
    expect(create(0, '+ 0 8 d3 v3', '+ 0x10 8 d3 v3')).toEqual([]);
  });
});

describe('internal notifications', () => {
  it('VKM-56 internal-negative finds more freed than announced, once', () => {
    expect(breaches('i + 8 3', 'i - 12 3', 'i + 4 3', 'i - 4 3')).toEqual(['VKM-56 error 1']);
    expect(breaches('i + 8 3', 'i - 8 3', 'i + 4 1')).toEqual([]);
    expect(reason('VKM-56', '+ 0x10 8 d3')).toMatch(/no internal-allocation notification/);
  });

  it('VKM-57 internal-leak finds what is still announced when its scope has ended', () => {
    const device = (...more: string[]): string[] =>
      breaches(...DEVICE, '( vkQueueSubmit', 'i + 8 3', ...more, ')', '( vkDestroyDevice', 'O 1', ')');
    expect(device()).toEqual(['VKM-57 error 2']);
    expect(device('i - 8 3')).toEqual([]);
    expect(breaches(...DEVICE, '( vkQueueSubmit', 'i + 8 0', ')')).toEqual(['VKM-57 error 1']);
    expect(breaches(...DEVICE, '( vkQueueSubmit', 'i + 8 0', 'i - 8 0', ')')).toEqual([]);
  });
});

describe('what the callbacks do not see', () => {
  it('VKM-59 bypass sums other memory of calls in which a table was in force', () => {
    const raw = ['+ 0x10 8 d3 v3', '+ 0x100 100 d1', '~ 0x100 0x200 50 d1', '- 0x200 d1'];
    const [found] = instances(checked(vulkanTrace([...DEVICE, '( vkQueueSubmit', ...raw, ')'])));
    expect(found).toMatchObject({ rule: 'VKM-59', event: 4, command: 'vkQueueSubmit' });
    expect(found.text).toBe('150 B in vkQueueSubmit.');
    expect(breaches(...DEVICE, '( vkQueueSubmit', '+ 0x100 100 d1', ')')).toEqual([]);
    expect(reason('VKM-59', ...DEVICE, '( vkQueueSubmit', '+ 0x10 8 d3 v3', ')')).toMatch(/nothing but the callbacks/);
  });

  it('VKM-59 bypass does not count memory that a table stands on', () => {
    expect(breaches('d vk 1 arena', ...DEVICE, '( vkQueueSubmit', '+ 0x100 64 d1', '+ 0x100 64 d5 v3', ')')).toEqual(
      [],
    );
  });
});

describe('budgets', () => {
  it('VKM-60 scope-budget tells each crossing, soft ones as warnings, and which block it was', () => {
    const budgets = [{ scope: 3, softBytes: 10 as Bytes, hardBytes: 20 as Bytes }];
    const trace = vulkanTrace(['+ 0x100 8 d3 v3', '+ 0x200 8 d3 v3', '- 0x100 d3', '+ 0x300 8 d3 v3', '+ 0x400 8 d3 v3', '+ 0x500 99 d3 v1']); // prettier-ignore
    const found = instances(checked(trace, { budgets }));
    expect(found.map(({ severity, event, block }) => [severity, event, block])).toEqual([
      ['error', 4, 4],
      ['warning', 1, 2],
      ['warning', 3, 3],
    ]);
    expect(instances(checked(trace, { budgets: [{ scope: 3, hardBytes: 24 as Bytes }] }))).toEqual([]);
    expect(reason('VKM-60', '+ 0x100 8 d3 v3')).toBe('No budget is set.');
  });
});
