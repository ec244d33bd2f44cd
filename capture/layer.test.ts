import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rulesReport } from '../src/core/analysis/rules/rule-report';
import { domainName } from '../src/core/tables/domain-names';
import type { ObjectId } from '../src/core/tables/indices';
import { layerCommands } from '../scripts/make-layer-commands.mjs';
import { compile, compilersHere, findProgram, KIT, mustCompile, PROGRAMS, temporaryFolder } from './compile';
import { buildMesaKit, hasValidation, LAYER, missingFor, mustRunVulkan, runVulkan, VALIDATION, type MesaKit } from './mesa'; // prettier-ignore
import { Recording } from './recording';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

const missing = missingFor('lavapipe');
const without = missing === undefined ? '' : ` (skipped: ${missing})`;
const HEADERS = '/usr/include/vulkan';

describe.skipIf(missing !== undefined)(`the table of the layer’s entry points${without}`, () => {
  it.skipIf(!existsSync(join(HEADERS, 'vulkan_core.h')))('is what the Vulkan headers make', () => {
    const committed = readFileSync(join(KIT, 'heapglass-layer-commands.h'), 'utf8');
    const version = / from version (\d+) /.exec(committed)?.[1];
    const here = /^#define VK_HEADER_VERSION (\d+)$/m.exec(readFileSync(join(HEADERS, 'vulkan_core.h'), 'utf8'))?.[1];
    // Other headers make another table, which is no fault of the one that is committed.
    if (version === here) expect(layerCommands(HEADERS)).toBe(committed);
  });

  it('has every command that takes a VkAllocationCallbacks', () => {
    const text = readFileSync(join(HEADERS, 'vulkan_core.h'), 'utf8');
    const takes = Array.from(text.matchAll(/^VKAPI_ATTR \w+ VKAPI_CALL (vk\w+)\(([^;]*)\);/gm))
      .filter(([, , parameters = '']) => parameters.includes('VkAllocationCallbacks'))
      .map(([, name]) => name);
    const committed = readFileSync(join(KIT, 'heapglass-layer-commands.h'), 'utf8');
    const known = new Map(Array.from(committed.matchAll(/^HG\((\w+), \w+, (\w+)/gm), ([, kind, name]) => [name, kind]));
    expect(takes.length).toBeGreaterThan(90);
    expect(takes.filter((name) => !/^(CREATE|DESTROY|BY_HAND)$/.test(known.get(name) ?? ''))).toEqual([]);
  });
});

describe.skipIf(missing !== undefined)(`the layer under a program of its own${without}`, () => {
  let kit: MesaKit;
  beforeAll(() => {
    kit = buildMesaKit(folder.path);
  }, 60_000);

  it.each(compilersHere('gcc', 'clang'))('is built by %s without a warning', (compiler) => {
    const output = join(folder.path, `${compiler}.so`);
    const flags = ['-O0', '-shared', '-fPIC', '-fvisibility=hidden', '-pthread', '-Wpedantic', '-std=gnu11'];
    expect(compile({ compiler, sources: [join(KIT, 'heapglass-layer.c')], output, flags })).toMatchObject({ ok: true });
  });

  it('gives a program that passes NULL a table for each type of object, and takes every block back', () => {
    mustRunVulkan(kit, { driver: 'lavapipe', command: [kit.tables, 'none'], trace: 'none.hgt', layers: [LAYER] });
    const { read, report } = new Recording(join(folder.path, 'none.hgt'));
    expect(report).toMatchObject({ skipped: {}, faults: [], unknownFrees: 0, liveAtEnd: { blocks: 0 } });
    expect(report.byDomain.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      ['VkInstance', 'VkDevice', 'VkSampler', 'VkDescriptorPool', 'VkCommandPool'].map((type) => `vk ${type} (NULL passed)`), // prettier-ignore
    );
    expect(rulesReport(read.trace, read.meta).bySeverity.error).toBe(0);
  });

  it('records objects with their parents, and the children of pools when they go', () => {
    mustRunVulkan(kit, { driver: 'lavapipe', command: [kit.tables, 'none'], trace: 'objects.hgt', layers: [LAYER] });
    const { objects, strings } = new Recording(join(folder.path, 'objects.hgt')).read.trace;
    const typeOf = (object: ObjectId): string => strings.get(objects.name.get(object)).split(' ', 1)[0] ?? '';
    const lives = Array.from({ length: objects.length - 1 }, (_, i) => (i + 1) as ObjectId).map((object) => ({
      ...{ type: typeOf(object), parent: typeOf(objects.parent.get(object)) },
      isGone: objects.death.get(object) !== 0xffffffff,
    }));
    const sets = lives.filter(({ type }) => type === 'VkDescriptorSet');
    const buffers = lives.filter(({ type }) => type === 'VkCommandBuffer');
    expect(lives.slice(0, 4).map(({ type, parent }) => [type, parent])).toEqual([
      ['VkInstance', ''],
      ['VkPhysicalDevice', 'VkInstance'],
      ['VkDevice', 'VkPhysicalDevice'],
      ['VkSampler', 'VkDevice'],
    ]);
    expect(sets).toEqual(Array(4).fill({ type: 'VkDescriptorSet', parent: 'VkDescriptorPool', isGone: true }));
    expect(buffers).toEqual(Array(6).fill({ type: 'VkCommandBuffer', parent: 'VkCommandPool', isGone: true }));
  });

  it('gives memory back to the table that it came from, whatever an object is destroyed with, and says so', () => {
    const run = { driver: 'lavapipe', command: [kit.tables, 'some'], trace: 'some.hgt' } as const;
    // The program’s own count: without the layer, blocks of three objects go to a table that did not give them.
    expect(mustRunVulkan(kit, run)).toBe(
      'device: 0 live, 1 foreign\nfirst: 0 live, 0 foreign\nsecond: 0 live, 2 foreign\n',
    );
    expect(mustRunVulkan(kit, { ...run, layers: [LAYER] })).toBe(
      'device: 0 live, 0 foreign\nfirst: 0 live, 0 foreign\nsecond: 0 live, 0 foreign\n',
    );
    const { read, report } = new Recording(join(folder.path, 'some.hgt'));
    expect(report).toMatchObject({ skipped: {}, faults: [], unknownFrees: 0, liveAtEnd: { blocks: 0 } });
    const errors = rulesReport(read.trace, read.meta).findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule, command }) => `${rule} ${command}`)).toEqual(
      ['VKM-45', 'VKM-43', 'VKM-44'].map((rule) => `${rule} vkDestroySampler`),
    );
  });

  it('puts nothing in place of a NULL that means the table of the device', () => {
    const { calls, commands, strings, domains } = new Recording(join(folder.path, 'some.hgt')).read.trace;
    const tables = Array.from({ length: calls.length - 1 }, (_, i) => i + 1)
      .filter((call) => strings.get(commands.name.get(calls.command.get(call as never))) === 'vkCreateSampler')
      .map((call) => calls.table.get(call as never));
    expect(tables.map((table) => (table === 0 ? 'NULL' : domainName({ domains, strings } as never, table)))).toEqual(
      ['table 2 of vkCreateSampler', 'table 2 of vkCreateSampler', 'NULL', 'NULL'],
    ); // prettier-ignore
  });

  it('puts nothing in place of a NULL that means the table of the instance', () => {
    const run = { driver: 'lavapipe', command: [kit.tables, 'instance'], trace: 'instance.hgt' } as const;
    expect(mustRunVulkan(kit, { ...run, layers: [LAYER] })).toBe('instance: 0 live, 0 foreign\n');
    const { read, report } = new Recording(join(folder.path, 'instance.hgt'));
    expect(report).toMatchObject({ skipped: {}, faults: [], unknownFrees: 0, liveAtEnd: { blocks: 0 } });
    expect(report.byDomain.map(({ name }) => name)).toEqual(['table 1 of vkCreateInstance']);
    expect(read.meta.header).not.toHaveProperty('injected');
  });

  it('keeps apart what four threads do at once', () => {
    const run = { driver: 'lavapipe', command: [kit.tables, 'threads'], trace: 'threads.hgt' } as const;
    const printed = mustRunVulkan(kit, { ...run, layers: [LAYER] });
    expect(printed).toBe([1, 2, 3, 4].map((thread) => `${thread}: 0 live, 0 foreign\n`).join(''));
    const { report } = new Recording(join(folder.path, 'threads.hgt'));
    expect(report).toMatchObject({ skipped: {}, faults: [], unknownFrees: 0, liveAtEnd: { blocks: 0 } });
    const ofThreads = report.byDomain.filter(({ name }) => name.startsWith('table'));
    expect(ofThreads.map(({ allocations }) => allocations)).toEqual([500, 500, 500, 500]);
  });

  it('writes into the preloaded library’s trace where that records the process', () => {
    const run = { driver: 'lavapipe', command: [kit.tables, 'some'], trace: 'both.hgt' } as const;
    mustRunVulkan(kit, { ...run, layers: [LAYER], shim: true });
    const { read, report } = new Recording(join(folder.path, 'both.hgt'));
    expect(report).toMatchObject({ skipped: {}, faults: [] });
    const kinds = new Set(report.byDomain.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['libc', 'cxx', 'vk']));
    expect(read.meta.header['injected']).toMatch(/^\d+ VkInstance$/);
    // The tables’ own malloc is no second record of the same memory.
    const vulkan = report.byDomain.filter(({ kind }) => kind === 'vk').map(({ name }) => name);
    expect(vulkan).toEqual(['VkInstance (NULL passed)', 'table 1 of vkCreateDevice', 'table 2 of vkCreateSampler']);
  });

  it.skipIf(!hasValidation())('keeps Vulkan’s rules below it where the program does not', () => {
    const run = { driver: 'lavapipe', command: [kit.tables, 'some'], trace: 'valid.hgt' } as const;
    expect(mustRunVulkan(kit, { ...run, layers: [VALIDATION] })).toMatch(/VUID-vkDestroySampler-sampler-01083/);
    expect(mustRunVulkan(kit, { ...run, layers: [LAYER, VALIDATION] })).not.toMatch(/VUID/);
  });

  it.each(['thread', 'address,undefined'])('passes the sanitizers: %s', (sanitizer) => {
    const built = temporaryFolder();
    const flags = [`-fsanitize=${sanitizer}`, '-O0', '-pthread'];
    const library = [...flags, '-shared', '-fPIC', '-fvisibility=hidden'];
    const output = join(built.path, 'libheapglass-layer.so');
    mustCompile({ compiler: 'gcc', sources: [join(KIT, 'heapglass-layer.c')], output, flags: library });
    copyFileSync(join(KIT, 'heapglass-layer.json'), join(built.path, 'heapglass-layer.json'));
    const tables = mustCompile({
      ...{ compiler: 'gcc', sources: [join(PROGRAMS, 'vk-tables.c')], flags: [...flags, '-lvulkan'] },
      output: join(built.path, 'vk-tables'),
    });
    const under = ['env', 'ASAN_OPTIONS=detect_leaks=0'];
    const sanitized = { ...kit, folder: built.path, tables };
    for (const mode of ['some', 'threads']) {
      const run = { driver: 'lavapipe', command: [tables, mode], trace: 'sanitized.hgt', layers: [LAYER] } as const;
      const { stdout, stderr } = runVulkan(sanitized, { ...run, under });
      expect(stderr).not.toMatch(/WARNING|ERROR|runtime error/);
      expect(stdout).toMatch(/^(\w+: 0 live, 0 foreign\n){3,4}$/);
    }
    built.remove();
  });

  it.skipIf(findProgram('valgrind') === undefined)('touches no memory that is not its own, and leaks none', () => {
    const under = ['valgrind', '--leak-check=full', '--show-leak-kinds=definite', '--num-callers=40'];
    const run = { driver: 'lavapipe', command: [kit.tables, 'some'], trace: 'valgrind.hgt' } as const;
    const { stderr } = runVulkan(kit, { ...run, layers: [LAYER], under });
    const errors = stderr.split(/\n==\d+== \n/).filter((part) => / at 0x/.test(part));
    expect(stderr).toMatch(/definitely lost: 0 bytes/);
    expect(errors.filter((part) => /heapglass/.test(part.replace(/vkNegotiate\w+/, '')))).toEqual([]);
  });
});
