import { describe, expect, it } from 'vitest';
import { CONTAINER_HEAD, openContainer } from '../../../formats/container';
import { openShared } from '../../../formats/testing/open-trace';
import { hasLargeTraces, hasSharedTraces, sharedTrace, truthOf } from '../../../formats/testing/shared-traces';
import { zstdModule } from '../../../formats/testing/zstd-module';
import type { EventIndex } from '../../tables/indices';
import { report, type ScopeReport } from '../report';
import type { RuleInstance } from './rule-answers';
import { checked, instances } from './testing/check-text';

const CLEAN = [
  'vulkan/lvp-churn', 'vulkan/lvp-compute-cold', 'vulkan/lvp-compute-late', 'vulkan/lvp-compute-warm', 'vulkan/lvp-graphics',
  'vulkan/lvp-noalloc-compute', 'faults/fault-clean', 'faults/fault-legal', 'ralloc/ralloc-compute', 'ralloc/ralloc-gc-compute',
  'ralloc/ralloc-graphics', 'malloc/sqlite', 'malloc/vulkaninfo',
]; // prettier-ignore
const LARGE = ['large/lvp-compute-uber', 'large/lvp-graphics-large'];

interface PlantedTruth {
  readonly planted: readonly {
    readonly alloc_event: number;
    readonly free_event: number;
    readonly callback_blocks_left: number;
    readonly callback_bytes_left: number;
  }[];
  readonly byScope: readonly ScopeReport[];
  readonly vulkan: { readonly perCommandBytes: Readonly<Record<string, { readonly raw_bytes: number }>> };
}

const planted = (path: string): PlantedTruth => truthOf(`${path}.hgt.zst`) as unknown as PlantedTruth;
const open = (path: string) => openShared(`${path}.hgt.zst`);
const errorsOf = (path: string): readonly RuleInstance[] => instances(checked(open(path))).filter(({ severity }) => severity === 'error'); // prettier-ignore

describe.skipIf(!hasSharedTraces)('on recorded traces, the rules', () => {
  it.each(CLEAN)('find no error in %s', (path) => {
    expect(errorsOf(path)).toEqual([]);
  });

  it.skipIf(!hasLargeTraces).each(LARGE)(
    'find no error in %s',
    (path) => {
      expect(errorsOf(path)).toEqual([]);
    },
    60_000,
  );

  it('find the pipeline that was never destroyed, and what leaks with it as warnings', () => {
    const path = 'faults/lvp-fault-leak-pipeline';
    const { trace, meta } = open(path);
    const found = instances(checked({ trace, meta }));
    const [leak, ...others] = found.filter(({ severity }) => severity === 'error');
    expect(others).toEqual([]);
    expect(leak).toMatchObject({ rule: 'VKM-47', command: 'vkDestroyDevice' });
    expect(leak.object).toMatch(/^VkPipeline 0x/);
    const held = found.filter(({ text }) => text.includes('was never destroyed and may hold it'));
    const blocks = [leak, ...held].map(({ block }) => block);
    const [{ callback_blocks_left, callback_bytes_left }] = planted(path).planted;
    expect(new Set(blocks).size).toBe(callback_blocks_left);
    expect(blocks.reduce((sum, block) => sum + trace.sizeOf(block), 0)).toBe(callback_bytes_left);
  });

  it.each(['faults/lvp-fault-destroy-null', 'faults/lvp-fault-destroy-other'])('find the sampler of %s', (path) => {
    const { trace, meta } = open(path);
    const [sampler, ...others] = instances(checked({ trace, meta })).filter(({ severity }) => severity === 'error');
    const [{ alloc_event, free_event }] = planted(path).planted;
    expect(others).toEqual([]);
    expect(sampler).toMatchObject({ rule: 'VKM-26', event: free_event, command: 'vkDestroySampler' });
    expect(sampler.object).toMatch(/^VkSampler 0x/);
    expect(trace.blocks.birth.get(sampler.block)).toBe(alloc_event);
    expect(trace.blocks.death.get(sampler.block)).toBe(free_event);
  });

  it.each(['vulkan/lvp-compute-cold', 'vulkan/lvp-graphics', 'vulkan/lvp-churn'])('stand on the peaks per scope of %s', (path) => {
    const { trace, meta } = open(path);
    expect(report(trace, meta).byScope).toMatchObject(planted(path).byScope);
  }); // prettier-ignore

  it('count what a few lines over the text of lvp-compute-cold count', () => {
    const path = 'vulkan/lvp-compute-cold';
    const recount = recountOf(textOf(`${path}.hgt.zst`));
    const { trace, meta } = open(path);
    const found = instances(checked({ trace, meta }));
    const of = (rule: string) => found.filter((instance) => instance.rule === rule);
    expect(of('VKM-49').map(({ event }) => event)).toEqual(recount.withoutCall);
    expect(of('VKM-59')).toHaveLength(
      recount.bypassed.filter(({ bytes, callbacks }) => bytes > 0 && callbacks > 0).length,
    );
    expect(of('VKM-30').map(({ block }) => trace.blocks.birth.get(block)).sort((a, b) => a - b)).toEqual(recount.lateObjects); // prettier-ignore
    for (const command of ['vkCreateInstance', 'vkCreateDevice', 'vkEnumeratePhysicalDevices']) {
      const bytes = recount.bypassed
        .filter((call) => call.command === command)
        .reduce((sum, call) => sum + call.bytes, 0);
      expect(bytes).toBe(planted(path).vulkan.perCommandBytes[command].raw_bytes);
    }
  });
});

function textOf(path: string): string {
  const file = sharedTrace(path);
  const container = openContainer(file.subarray(0, CONTAINER_HEAD), zstdModule);
  container.feed(file);
  container.end();
  const pieces: Uint8Array[] = [];
  for (let piece = container.read(); piece !== undefined; piece = container.read()) pieces.push(piece.slice());
  return Buffer.concat(pieces).toString();
}

interface OpenCall {
  readonly command: string;
  bytes: number;
  callbacks: number;
  readonly waiting: EventIndex[];
}

/** Callbacks on threads without a call, memory beside the callbacks by call, and OBJECT blocks that outlived their object. */
function recountOf(text: string) {
  const kinds: string[] = [''];
  const commands: string[] = [''];
  const open = new Map<string, OpenCall[]>();
  const bypassed: OpenCall[] = [];
  const withoutCall: EventIndex[] = [];
  const objectBlocks: EventIndex[][] = [[]];
  const liveAt = new Map<string, EventIndex>();
  const lateObjects: EventIndex[] = [];
  const dying = new Map<OpenCall, number>();
  let thread = '';
  let event = 0 as EventIndex;
  for (const line of text.split('\n')) {
    const [letter, ...fields] = line.split(' ');
    const stack = open.get(thread) ?? [];
    const call = stack.at(-1);
    if (letter === 'd') kinds.push(fields[0]);
    if (letter === 'c') commands.push(fields[0]);
    if (letter === '@') thread = fields[0];
    if (letter === '(')
      open.set(thread, [...stack, { command: commands[Number(fields[0])], bytes: 0, callbacks: 0, waiting: [] }]);
    if (letter === ')' && call !== undefined) {
      bypassed.push(call);
      const live = new Set(liveAt.values());
      lateObjects.push(...(objectBlocks[dying.get(call) ?? 0] ?? []).filter((birth) => live.has(birth)));
      stack.pop();
    }
    if (!/^[-+~iXxY^AoOrwgn]$/.test(letter)) continue;
    const domain = /^d(\d+)$/;
    const kind = kinds[Number(fields.map((field) => domain.exec(field)?.[1]).find(Boolean) ?? 0)];
    if (kind === 'vk') {
      if (call === undefined) withoutCall.push(event);
      else call.callbacks++;
      if (letter !== '+') liveAt.delete(fields[0]);
      if (letter !== '-') liveAt.set(fields[letter === '~' ? 1 : 0], event);
      if (letter === '+' && fields.includes('v1')) call?.waiting.push(event);
    } else if (call !== undefined && letter !== '-')
      call.bytes += Number(letter === '~' ? fields[2] : letter === '+' ? fields[1] : 0);
    if (letter === 'o') objectBlocks.push(call?.waiting.splice(0) ?? []);
    if (letter === 'O' && call !== undefined) dying.set(call, Number(fields[0]));
    event = (event + 1) as EventIndex;
  }
  return { bypassed, withoutCall, lateObjects: lateObjects.sort((a, b) => a - b) };
}
