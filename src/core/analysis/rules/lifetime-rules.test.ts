import { describe, expect, it } from 'vitest';
import { breaches, checked, instances, reason, vulkanTrace } from './testing/check-text';

/** Events 0 … 3: an instance and a device with a block each. */
const OPENED = [
  '@ 1',
  '( vkCreateInstance',
  '+ 0x1000 8 d2 v4',
  'o 0 VkInstance 0x1',
  ') 0',
  '( vkCreateDevice',
  '+ 0x2000 8 d3 v3',
  'o 1 VkDevice 0x2',
  ') 0',
];
/** Four events. */
const CLOSED = ['( vkDestroyDevice', '- 0x2000 d3', 'O 2', ')', '( vkDestroyInstance', '- 0x1000 d2', 'O 1', ')'];
/** Two events; the object is number 3. */
const BUFFER = ['( vkCreateBuffer', '+ 0x3000 8 d3 v1', 'o 2 VkBuffer 0x3', ') 0'];

const session = (...records: string[]): string[] => [...OPENED, ...records, ...CLOSED];

describe('lifetimes', () => {
  it('VKM-29 command-scope-escaped finds COMMAND memory after its command', () => {
    expect(breaches(...session('( vkQueueSubmit', '+ 0x3000 8 d3 v0', ')', '( vkQueueSubmit', '- 0x3000 d3', ')'))).toEqual(['VKM-29 error 4']); // prettier-ignore
    expect(breaches(...session('( vkQueueSubmit', '+ 0x3000 8 d3 v0', '- 0x3000 d3', ')'))).toEqual([]);
  });

  it('VKM-29 command-scope-escaped does not judge a command that never returned', () => {
    expect(breaches(...OPENED, '( vkQueueSubmit', '+ 0x3000 8 d3 v0')).toEqual([]);
  });

  it('VKM-30 object-leak finds memory of a destroyed object that nobody will free any more', () => {
    const leak = session(...BUFFER, '( vkDestroyBuffer', 'O 3', ')');
    expect(breaches(...leak)).toEqual(['VKM-30 error 6']);
    expect(instances(checked(vulkanTrace(leak)))[0]).toMatchObject({ block: 3, object: 'VkBuffer 0x3', command: 'vkDestroyBuffer' }); // prettier-ignore
    expect(breaches(...session(...BUFFER, '( vkDestroyBuffer', '- 0x3000 d3', 'O 3', ')'))).toEqual([]);
    expect(breaches(...session(...BUFFER, '( vkDestroyBuffer', 'O 3', '- 0x3000 d3', ')'))).toEqual([]);
  });

  it('VKM-30 object-leak knows deferred release and ref-counted layouts; without the idiom they are errors', () => {
    const late = session(...BUFFER, '( vkDestroyBuffer', 'O 3', ')', '( vkQueueSubmit', '- 0x3000 d3', ')');
    expect(breaches(...late)).toEqual(['VKM-30 warning 6']);
    const layout = late.map((line) => line.replace('VkBuffer', 'VkPipelineLayout'));
    const found = checked(vulkanTrace(layout));
    expect(instances(found)[0]).toMatchObject({ severity: 'warning', idiom: 'layouts' });
    expect(instances(found, ['deferred-release'])[0]).toMatchObject({ severity: 'error', idiom: 'layouts' });
  });

  it('VKM-30 object-leak judges several objects of one call when the last of them is gone', () => {
    const two = ['( vkCreateGraphicsPipelines', '+ 0x3000 8 d3 v1', '+ 0x4000 8 d3 v1', 'o 2 VkPipeline 0x3', 'o 2 VkPipeline 0x4', ') 0']; // prettier-ignore
    const first = ['( vkDestroyPipeline', '- 0x4000 d3', 'O 3', ')'];
    expect(breaches(...session(...two, ...first, '( vkDestroyPipeline', '- 0x3000 d3', 'O 4', ')'))).toEqual([]);
    expect(breaches(...session(...two, ...first, '( vkDestroyPipeline', 'O 4', ')'))).toEqual(['VKM-30 error 10']);
  });

  it('VKM-31 cache-leak finds memory of a destroyed cache', () => {
    const cache = ['( vkCreatePipelineCache', '+ 0x3000 8 d3 v2', 'o 2 VkPipelineCache 0x3', ') 0'];
    expect(breaches(...session(...cache, '( vkDestroyPipelineCache', 'O 3', ')'))).toEqual(['VKM-31 error 6']);
    expect(breaches(...session(...cache, '( vkDestroyPipelineCache', '- 0x3000 d3', 'O 3', ')'))).toEqual([]);
  });

  it('VKM-32 device-leak finds DEVICE memory after the device', () => {
    const submit = ['( vkQueueSubmit', '+ 0x3000 8 d3 v3', ')'];
    expect(breaches(...session(...submit))).toEqual(['VKM-32 error 6']);
    expect(breaches(...session(...submit, '( vkQueueSubmit', '- 0x3000 d3', ')'))).toEqual([]);
    expect(breaches(...OPENED, ...submit)).toEqual([]); // the device lives
    expect(reason('VKM-32', ...OPENED, ...submit)).toMatch(/no VkDevice or VkInstance that was destroyed/);
  });

  it('VKM-33 instance-leak finds INSTANCE memory after the instance', () => {
    const more = ['( vkEnumeratePhysicalDevices', '+ 0x3000 8 d2 v4', ') 0'];
    expect(breaches(...session(...more))).toEqual(['VKM-33 error 8']);
    expect(breaches(...session(...more, '( vkEnumeratePhysicalDevices', '- 0x3000 d2', ') 0'))).toEqual([]);
  });

  it('VKM-47 child-outlives-parent finds what was never destroyed; what leaks with it is no second error', () => {
    const held = ['( vkQueueSubmit', '+ 0x4000 8 d3 v3', ')'];
    expect(breaches(...session(...BUFFER, ...held))).toEqual(['VKM-47 error 8', 'VKM-32 warning 8']);
    const [found] = instances(checked(vulkanTrace(session(...BUFFER, ...held))));
    expect(found).toMatchObject({ block: 3, object: 'VkBuffer 0x3', command: 'vkDestroyDevice' });
    const left = session('( vkCreateCommandPool', 'o 2 VkCommandPool 0x3', ') 0', '( vkAllocateCommandBuffers', 'o 2 VkCommandBuffer 0x4', ') 0', '( vkDestroyCommandPool', 'O 3', ')'); // prettier-ignore
    expect(breaches(...left)).toEqual([]); // command buffers go with their pool
  });

  it('VKM-47 child-outlives-parent does not guess where destroy calls do not say of what they are', () => {
    expect(breaches(...session(...BUFFER, '( vkDestroyBuffer', '- 0x3000 d3', ')'))).toEqual([]);
  });

  it('VKM-54 failed-create-leak finds memory that a failed creation left', () => {
    const failed = ['( vkCreateBuffer', '+ 0x3000 8 d3 v1', ') -2'];
    expect(breaches(...session(...failed))).toEqual(['VKM-54 error 4']);
    expect(breaches(...session('( vkCreateBuffer', '+ 0x3000 8 d3 v1', '- 0x3000 d3', ') -2'))).toEqual([]);
    expect(reason('VKM-54', '( vkCreateBuffer', '+ 0x3000 8 d3 v1', ')')).toMatch(/results of calls/);
  });
});

describe('commands of a scope', () => {
  it('VKM-34 freed-in-wrong-command finds OBJECT memory freed elsewhere', () => {
    const freedIn = (command: string): string[] => breaches(...OPENED, ...BUFFER, `( ${command}`, '- 0x3000 d3', ')');
    expect(freedIn('vkQueueSubmit')).toEqual(['VKM-34 warning 6']);
    expect(freedIn('vkDestroyImage')).toEqual(['VKM-34 warning 6']);
    expect(freedIn('vkDestroyBuffer')).toEqual([]);
    const cache = ['( vkCreatePipelineCache', '+ 0x3000 8 d3 v2', 'o 2 VkPipelineCache 0x3', ') 0'];
    expect(breaches(...OPENED, ...cache, '( vkQueueSubmit', '- 0x3000 d3', ')')).toEqual(['VKM-34 warning 6']);
    expect(breaches(...OPENED, ...cache, '( vkCreateGraphicsPipelines', '- 0x3000 d3', ')')).toEqual([]);
  });

  it('VKM-35 allocated-in-wrong-command finds OBJECT memory taken elsewhere; debug names are a known idiom', () => {
    const takenIn = (command: string): string[] => breaches(...OPENED, `( ${command}`, '+ 0x3000 8 d3 v1', ')');
    expect(takenIn('vkQueueSubmit')).toEqual(['VKM-35 warning 4']);
    for (const allowed of ['vkCreateImage', 'vkAllocateMemory', 'vkCmdDraw', 'vkBeginCommandBuffer', 'vkResetCommandPool']) expect(takenIn(allowed)).toEqual([]); // prettier-ignore
    const named = checked(vulkanTrace([...OPENED, '( vkSetDebugUtilsObjectNameEXT', '+ 0x3000 8 d3 v1', ')']));
    expect(instances(named)[0]).toMatchObject({ rule: 'VKM-35', severity: 'warning', idiom: 'debug-names' });
  });

  it('VKM-36 cache-scope-without-cache finds CACHE memory where no cache takes part', () => {
    const takenIn = (command: string): string[] => breaches(...OPENED, `( ${command}`, '+ 0x3000 8 d3 v2', ')');
    expect(takenIn('vkQueueSubmit')).toEqual(['VKM-36 warning 4']);
    expect(takenIn('vkGetPipelineCacheData')).toEqual(['VKM-35 warning 4']); // it does, but may not allocate
    expect(takenIn('vkMergePipelineCaches')).toEqual([]);
    expect(takenIn('vkCreateRayTracingPipelinesKHR')).toEqual([]); // the lenient list
  });

  it('VKM-37 object-scope-for-root finds OBJECT memory of a device or an instance', () => {
    const takenIn = (command: string, scope: number): string[] =>
      breaches(...OPENED, `( ${command}`, `+ 0x3000 8 d3 v${scope}`, ')');
    expect(takenIn('vkCreateDevice', 1)).toEqual(['VKM-37 warning 4']);
    expect(takenIn('vkEnumeratePhysicalDevices', 1)).toEqual(['VKM-37 warning 4']);
    expect(takenIn('vkCreateDevice', 3)).toEqual([]);
  });

  it('VKM-34, 36 and 37 know the objects that a driver makes for itself with the device', () => {
    const own = ['( vkCreateDevice d3', '+ 0x3000 8 d3 v1', '+ 0x4000 8 d3 v2', ') 0'];
    const found = checked(vulkanTrace([...OPENED, ...own, '( vkDestroyDevice d3', '- 0x3000 d3', '- 0x4000 d3', ')']));
    const known = (rule: string): object => ({ rule, severity: 'warning', idiom: 'own-objects' });
    expect(instances(found).map(({ rule, severity, idiom }) => ({ rule, severity, idiom }))).toEqual(
      ['VKM-37', 'VKM-36', 'VKM-34', 'VKM-34'].map(known),
    );
  });
});
