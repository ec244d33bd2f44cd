import { describe, expect, it } from 'vitest';
import { breaches, checked, instances, reason, vulkanTrace } from './testing/check-text';

/** Events 0 … 3: an instance with table I (d2), a device that was passed `device`. */
const opened = (device = 'd3'): string[] => [
  '@ 1',
  '( vkCreateInstance d2',
  '+ 0x10 8 d2 v4',
  'o 0 VkInstance 0x1',
  ') 0',
  `( vkCreateDevice ${device}`,
  `+ 0x20 8 ${device === 'd0' ? 'd2' : device} v3`,
  'o 1 VkDevice 0x2',
  ') 0',
];

/** A buffer created with `table`, its block from `domain`, of `scope`. */
const create = (command: string, table: string, domain: string, scope = 1): string[] => [
  `( ${command} ${table}`,
  `+ 0x3000 8 ${domain} v${scope}`,
  `o 2 ${command.replace('vkCreate', 'Vk')} 0x3`,
  ') 0',
];

describe('the table of a request', () => {
  it('VKM-38 not-most-specific finds the device’s table where the object had one', () => {
    expect(breaches(...opened(), ...create('vkCreateBuffer', 'd4', 'd3'))).toEqual(['VKM-38 warning 4']);
    expect(breaches(...opened(), ...create('vkCreateBuffer', 'd4', 'd4'))).toEqual([]);
    expect(breaches(...opened(), ...create('vkCreateBuffer', 'd0', 'd3'))).toEqual([]);
    expect(breaches('h compatible 3 4', ...opened(), ...create('vkCreateBuffer', 'd4', 'd3'))).toEqual([]);
    expect(reason('VKM-38', '( vkCreateBuffer', '+ 0x10 8 d3 v1', ')')).toMatch(
      /which allocator table a caller passed/,
    );
  });

  it('VKM-38 not-most-specific falls through tables that are NULL, over all of object, device and instance', () => {
    for (const object of ['d4', 'd0']) {
      for (const device of ['d3', 'd0']) {
        const nearest = object !== 'd0' ? object : device !== 'd0' ? device : 'd2';
        const good = [...opened(device), ...create('vkCreateBuffer', object, nearest)];
        expect(breaches(...good)).toEqual([]);
        const farther = breaches(...opened(device), ...create('vkCreateBuffer', object, 'd2'));
        expect(farther).toEqual(nearest === 'd2' ? [] : ['VKM-38 warning 4']);
      }
    }
  });

  it('VKM-38 not-most-specific marks what outlives its handle, and cache entries, from the device’s table as known idioms', () => {
    const pipeline = [...opened(), '( vkCreateComputePipelines d4', '+ 0x3000 8 d3 v1', 'o 2 VkPipeline 0x3', ') 0'];
    expect(instances(checked(vulkanTrace(pipeline)))[0]).toMatchObject({
      severity: 'warning',
      idiom: 'pipeline-table',
    });
    const layout = [...opened(), ...create('vkCreatePipelineLayout', 'd4', 'd3')];
    expect(instances(checked(vulkanTrace(layout)))[0]).toMatchObject({ severity: 'warning', idiom: 'layouts' });
    const cache = [...opened(), ...create('vkCreatePipelineCache', 'd4', 'd3', 2)];
    expect(instances(checked(vulkanTrace(cache)))[0]).toMatchObject({ severity: 'warning', idiom: 'cache-table' });
  });

  it('VKM-39 too-specific finds DEVICE memory from an object’s table, INSTANCE memory from a device’s', () => {
    expect(breaches(...opened(), ...create('vkCreateBuffer', 'd4', 'd4', 3))).toEqual(['VKM-39 error 4']);
    expect(breaches(...opened(), ...create('vkCreateBuffer', 'd4', 'd3', 4))).toEqual(['VKM-39 error 4']);
    expect(breaches(...opened(), ...create('vkCreateBuffer', 'd3', 'd3', 3))).toEqual([]);
    expect(breaches(...opened(), ...create('vkCreateBuffer', 'd2', 'd2', 4))).toEqual([]);
  });

  it('VKM-40 pool-child-foreign finds descriptor sets that do not use their pool’s table', () => {
    const sets = (domain: string): string[] => [
      ...opened(),
      ...create('vkCreateDescriptorPool', 'd4', 'd4'),
      '( vkAllocateDescriptorSets o3',
      `+ 0x4000 8 ${domain} v1`,
      ') 0',
    ];
    const [found] = instances(checked(vulkanTrace(sets('d3'))));
    expect(found).toMatchObject({ rule: 'VKM-40', severity: 'warning', event: 6, idiom: 'descriptor-sets' });
    expect(breaches(...sets('d4'))).toEqual([]);
  });

  it('VKM-40 pool-child-foreign follows a command buffer to its pool', () => {
    const recorded = (domain: string): string[] => [
      ...opened(),
      ...create('vkCreateCommandPool', 'd4', 'd4'),
      ...['( vkAllocateCommandBuffers o3', 'o 3 VkCommandBuffer 0x4', ') 0'],
      ...['( vkCmdDraw o4', `+ 0x4000 8 ${domain} v1`, ')'],
    ];
    expect(breaches(...recorded('d3'))).toEqual(['VKM-40 warning 7']);
    expect(breaches(...recorded('d4'))).toEqual([]);
  });

  it('VKM-41 stale-table finds a table used after all that held it is gone', () => {
    const gone = [
      ...opened(),
      ...create('vkCreateBuffer', 'd4', 'd4'),
      '( vkDestroyBuffer d4',
      '- 0x3000 d4',
      'O 3',
      ')',
    ];
    expect(breaches(...gone, '( vkQueueSubmit', '+ 0x5000 8 d4 v3', ')')).toEqual(['VKM-41 error 8']);
    expect(breaches(...gone, '( vkQueueSubmit', '+ 0x5000 8 d3 v3', ')')).toEqual([]);
    const held = [...opened(), ...create('vkCreateBuffer', 'd4', 'd4'), ...create('vkCreateImage', 'd0', 'd3').map((record) => record.replace('0x3000', '0x4000'))]; // prettier-ignore
    expect(breaches(...held)).toEqual([]);
  });

  it('VKM-42 never-supplied finds a table that nobody passed', () => {
    expect(breaches(...opened(), ...create('vkCreateBuffer', 'd0', 'd4'))).toEqual(['VKM-42 error 4']);
    expect(breaches(...opened(), ...create('vkCreateBuffer', 'd0', 'd3'))).toEqual([]);
    const unknown = [...opened(), '( vkCreateBuffer', '+ 0x3000 8 d4 v1', ')'];
    expect(breaches(...unknown)).toEqual([]);
    expect(reason('VKM-42', ...unknown)).toMatch(/of every creation/);
  });

  it('VKM-58 callbacks-unused finds creations that never asked their table', () => {
    expect(breaches(...opened(), '( vkCreateFence d4', 'o 2 VkFence 0x3', ') 0')).toEqual(['VKM-58 warning 4']);
    expect(breaches(...opened(), '( vkCreateFence d0', 'o 2 VkFence 0x3', ') 0')).toEqual([]);
    expect(breaches(...opened(), '( vkCreateFence d4', ') -1')).toEqual(['VKM-53 information 3']);
  });
});

describe('the table of a destruction', () => {
  const fence = (created: string, destroyed: string, type = 'Fence'): string[] => {
    const domain = created === 'd0' ? 'd3' : created;
    return [...opened(), ...create(`vkCreate${type}`, created, domain), `( vkDestroy${type} ${destroyed}`, `- 0x3000 ${domain}`, 'O 3', ')']; // prettier-ignore
  };

  it('VKM-43 destroy-without finds NULL where a table was given', () => {
    expect(breaches(...fence('d4', 'd0'))).toEqual(['VKM-43 error 7']);
    expect(breaches(...fence('d4', 'd4'))).toEqual([]);
  });

  it('VKM-43 destroy-without is a warning for the commands that have no VUID', () => {
    expect(breaches(...fence('d4', 'd0', 'SamplerYcbcrConversion'))).toEqual(['VKM-43 warning 7']);
  });

  it('VKM-44 destroy-with finds a table where none was given', () => {
    expect(breaches(...fence('d0', 'd4'))).toEqual(['VKM-44 error 7']);
    expect(breaches(...fence('d0', 'd0'))).toEqual([]);
  });

  it('VKM-44 destroy-with takes a table that a recorder put in place of NULL for NULL', () => {
    const injected = 'h injected 4 VkFence';
    expect(breaches(injected, ...fence('d4', 'd3'))).toEqual(['VKM-44 error 7']);
    expect(breaches(injected, ...fence('d3', 'd4'))).toEqual(['VKM-43 error 7']);
    expect(breaches(injected, ...fence('d4', 'd4'))).toEqual([]);
  });

  it('VKM-45 destroy-incompatible finds another table', () => {
    expect(breaches(...fence('d4', 'd3'))).toEqual(['VKM-45 error 7']);
    expect(breaches('h compatible 3 4', ...fence('d4', 'd3'))).toEqual([]);
    expect(reason('VKM-45', '( vkDestroyFence', ')', 'o 0 VkFence 0x1')).toMatch(/which allocator table/);
  });

  it('VKM-46 null-handle-callback finds callbacks of a destruction of nothing', () => {
    const fences = fence('d4', 'd4');
    expect(breaches(...fences, '( vkDestroyFence d4', '- 0 d3', ')')).toEqual([
      'VKM-46 warning 8',
      'VKM-28 information 8',
    ]);
    expect(breaches(...fences, '( vkDestroyFence d4', ')')).toEqual([]);
  });
});

describe('threads', () => {
  const calling = ['@ 1', '( vkCreateDevice', 'o 0 VkDevice 0x2', ') 0'];

  it('VKM-48 outside-command finds callbacks while no call is in progress', () => {
    expect(breaches(...calling, '+ 0x10 8 d3 v3')).toEqual(['VKM-48 error 1']);
    expect(breaches(...calling, '( vkQueueSubmit', '+ 0x10 8 d3 v3', ')')).toEqual([]);
    expect(reason('VKM-48', '+ 0x10 8 d3 v3')).toMatch(/does not record API calls/);
  });

  it('VKM-49 foreign-thread finds callbacks on a thread without a call', () => {
    expect(breaches(...calling, '( vkQueueSubmit', '@ 2', '+ 0x10 8 d3 v3', '@ 1', ')')).toEqual(['VKM-49 error 1']);
    expect(breaches(...calling, '@ 2', '( vkDeferredOperationJoinKHR', '+ 0x10 8 d3 v3', ')')).toEqual([]);
  });

  it('VKM-49 foreign-thread knows queue threads that release what a call took', () => {
    const queue = [
      ...calling,
      '( vkQueueSubmit',
      '+ 0x10 8 d3 v3',
      ')',
      '( vkWaitForFences',
      '@ 2',
      '- 0x10 d3',
      '@ 1',
      ')',
    ];
    const found = checked(vulkanTrace(queue));
    expect(instances(found)).toMatchObject([{ rule: 'VKM-49', severity: 'warning', idiom: 'queue-thread', event: 2 }]);
    expect(instances(found, [])).toMatchObject([{ severity: 'error' }]);
  });

  it('VKM-48 outside-command and VKM-49 do not judge a call that was in progress when recording began', () => {
    expect(breaches('h attached late', '@ 1', '+ 0x10 8 d3 v3', ')', '( vkQueueSubmit', ')')).toEqual([]);
  });

  it('VKM-50 reentrant-vulkan is not decidable: a callback is one event', () => {
    expect(reason('VKM-50', ...calling)).toMatch(/without its begin and end/);
  });

  it('VKM-51 concurrent-callbacks is not decidable: a callback is one event', () => {
    expect(reason('VKM-51', ...calling)).toMatch(/without its begin and end/);
  });
});
