// Makes public/capture/heapglass-layer-commands.h, the entry points that the Vulkan layer stands before, from the
// machine's Vulkan headers: node scripts/make-layer-commands.mjs [FOLDER of vulkan_core.h]. Each entry point is one line
// of a table, which heapglass-layer.c reads several times with other meanings of `HG`.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './run.mjs';

/** @typedef {{ type: string, name: string, declaration: string }} Parameter */
/** @typedef {{ guard: string, result: string, name: string, parameters: readonly Parameter[] }} Command */

/** Written by hand in the layer, as they make or end what it keeps account of. */
const BY_HAND = new Set([
  'vkCreateInstance',
  'vkDestroyInstance',
  'vkCreateDevice',
  'vkDestroyDevice',
  'vkEnumeratePhysicalDevices',
  'vkGetDeviceQueue',
  'vkGetDeviceQueue2',
  'vkAllocateCommandBuffers',
  'vkFreeCommandBuffers',
  'vkAllocateDescriptorSets',
  'vkFreeDescriptorSets',
  'vkResetDescriptorPool',
]);
/** Before an instance is there: not a layer's, but the loader's. */
const OF_LOADER = /^vk(Enumerate(Instance\w+|DeviceLayerProperties)|Get(Instance|Device)ProcAddr)$/;
const TABLE = 'const VkAllocationCallbacks *';

/**
 * The prototypes of a Vulkan header in its order; `guard` is the version or extension that declares them.
 * @param {string} text
 * @returns {Command[]}
 */
export function commandsOf(text) {
  const commands = [];
  let guard = '';
  const found = text.matchAll(
    /^#define (VK_[A-Z]+_\w+(?<!_SPEC_VERSION)) 1$|^VKAPI_ATTR (\w+) VKAPI_CALL (vk\w+)\(([^;]*)\);/gm,
  );
  for (const [, section, result, name, list] of found) {
    if (section) guard = section;
    else commands.push({ guard, result, name, parameters: parametersOf(list) });
  }
  return commands;
}

/** @param {string} list */
function parametersOf(list) {
  return list.split(',').map((text) => {
    const declaration = text
      .replace(/\s+/g, ' ')
      .replace(/\* ?/g, '*')
      .replace(/(\w)\*/g, '$1 *')
      .trim();
    const [, type = '', name = ''] = /^(.*?)(\w+)(?:\[\d+\])?$/.exec(declaration) ?? [];
    return { type: type.trim(), name, declaration };
  });
}

/**
 * The line of an entry point.
 * @param {Command} command
 * @param {ReadonlySet<string>} handles types of objects without a dispatch table
 */
function lineOf({ guard, result, name, parameters }, handles) {
  const [first] = parameters;
  const second = parameters.at(1);
  const last = parameters.at(-1) ?? first;
  const level = /^Vk(Instance|PhysicalDevice)$/.test(first.type) ? 'INSTANCE' : 'DEVICE';
  const declared = `(${parameters.map(({ declaration }) => declaration).join(', ')})`;
  const passed = `(${parameters.map((parameter) => parameter.name).join(', ')})`;
  const line = (/** @type {readonly string[]} */ ...fields) => `HG(${fields.join(', ')}, ${declared}, ${passed})`;
  if (BY_HAND.has(name))
    return `HG(BY_HAND, ${/Instance|Physical|CreateDevice/.test(name) ? 'INSTANCE' : 'DEVICE'}, ${name}, )`;
  if (last.type === TABLE && second !== undefined)
    return line('DESTROY', level, name, first.name, second.type, second.name);
  if (parameters.some(({ type }) => type === TABLE)) {
    const count = parameters.find((parameter) => /^(createInfo|swapchain)Count$/.test(parameter.name))?.name ?? '1';
    const kind = guard === '' ? 'CREATE_SURFACE' : 'CREATE';
    return line(kind, level, name, first.name, last.type.replace(' *', ''), last.name, count);
  }
  const about = first.type === 'VkDevice' && second !== undefined && handles.has(second.type) ? second : first;
  if (result === 'void') return line('CALL', level, name, first.name, about.type, about.name);
  if (result === 'VkResult') return line('CALL_RESULT', level, name, first.name, about.type, about.name);
  return line('CALL_VALUE', level, name, result, first.name, about.type, about.name);
}

/**
 * A surface is made from a window of the platform: its header is not needed to pass the address on.
 * @param {Command} command
 * @returns {Command}
 */
function withoutPlatform(command) {
  const [instance, , ...others] = command.parameters;
  const info = { type: 'const void *', name: 'pCreateInfo', declaration: 'const void *pCreateInfo' };
  return { ...command, guard: '', parameters: [instance, info, ...others] };
}

/**
 * The table that is committed.
 * @param {string} folder of vulkan_core.h
 */
export function layerCommands(folder) {
  const core = readFileSync(join(folder, 'vulkan_core.h'), 'utf8');
  const [, version] = /^#define VK_HEADER_VERSION (\d+)$/m.exec(core) ?? [];
  const handles = new Set(Array.from(core.matchAll(/^VK_DEFINE_NON_DISPATCHABLE_HANDLE\((\w+)\)/gm), ([, type]) => type)); // prettier-ignore
  const platforms = readdirSync(folder)
    .filter((file) => /^vulkan_\w+\.h$/.test(file) && !/core|beta/.test(file))
    .sort()
    .flatMap((file) => commandsOf(readFileSync(join(folder, file), 'utf8')))
    .filter(({ name }) => /^vkCreate\w+Surface[A-Z]+$/.test(name))
    .map(withoutPlatform);
  const lines = [];
  let open = '';
  for (const command of [...commandsOf(core), ...platforms]) {
    if (OF_LOADER.test(command.name)) continue;
    if (command.guard !== open) {
      if (open !== '') lines.push('#endif');
      if (command.guard !== '') lines.push(`#ifdef ${command.guard}`);
      open = command.guard;
    }
    lines.push(lineOf(command, handles));
  }
  if (open !== '') lines.push('#endif');
  return `/*
 * The entry points that heapglass-layer.c stands before, made by scripts/make-layer-commands.mjs from version ${version} of the
 * Vulkan headers. A line names what is done with the entry point, where it is looked up, and how it is called; what the
 * headers at hand do not declare is left out.
 */
/* clang-format off */
${lines.join('\n')}
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = layerCommands(process.argv[2] ?? '/usr/include/vulkan');
  writeFileSync(join(root, 'public/capture/heapglass-layer-commands.h'), text);
}
