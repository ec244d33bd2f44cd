import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { ensure } from '../base/assert';
import { report } from '../core/analysis/report';
import { computeAnalyses } from './analyses';
import { computeFindings } from './compute-findings';
import { openTrace } from './open-trace';
import { reportText } from './report-text';
import { simulate } from './simulate';

const folder = mkdtempSync(join(tmpdir(), 'heapglass-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function textOf(path: string): Promise<string> {
  const opened = await openTrace(path);
  if (!opened.ok) return opened.failure;
  const { trace, meta } = opened.value;
  const engine = simulate(trace, 'tlsf');
  const findings = computeFindings(opened.value);
  return reportText(
    report(trace, meta),
    meta,
    findings,
    engine.ok ? engine.value : undefined,
    computeAnalyses(opened.value),
  );
}

const LEAKY = ['heapglass 1', 'h program leaky', 'd libc 0 malloc', '+ 0x1000 4096 d1', '- 0x2000 d1', '?', ''].join(
  '\n',
);

describe('heapglass report', () => {
  it('says what a trace holds, what is wrong with it and what could not be read', async () => {
    const text = await textOf(file('leaky.hgt.gz', gzipSync(LEAKY)));
    expect(text).toContain('leaky: Heapglass trace, 2 events');
    expect(text).toMatch(/Peak +4\.00 KiB {2}at event 0/);
    expect(text).toMatch(/malloc \(libc\) +4\.00 KiB +4\.00 KiB +4\.00 KiB +1/);
    expect(text).toMatch(/unknown-free +event 1 +0x2000/);
    expect(text).toContain('The record “?” at line 6, byte 73 is not known; it is left out.');
    expect(text).toMatch(/Simulated: TLSF, footprint \S+ KiB after 1 operations/);
  });

  it('lets no text of a trace steer the terminal', async () => {
    const text = await textOf(file('hostile.hgt', 'heapglass 1\nh program \u001b[2J\nd libc 0 a\u0007\n+ 1 1 d1\n'));
    expect(text).not.toMatch(/[\u0007\u001b]/); // eslint-disable-line no-control-regex
  });

  it('says in one sentence why a file cannot be read', async () => {
    expect(await textOf(join(folder, 'nowhere.hgt'))).toMatch(/nowhere\.hgt cannot be read: there is no such file\.$/);
    expect(await textOf(folder)).toMatch(/cannot be read: it is a folder\.$/);
    expect(await textOf(file('empty', ''))).toMatch(/The file is empty; /);
    expect(await textOf(file('a.png', '\x89PNG\r\n\x1a\n'))).toMatch(/ is no trace; /);
  });

  const sample = '../shared/traces/vulkan/lvp-compute-cold.hgt.zst';
  it.skipIf(!existsSync(sample))('opens a recorded trace and replays it', async () => {
    const text = await textOf(sample);
    expect(text).toContain('vkapp: Heapglass trace, 58\u202f649 events');
    expect(text).toMatch(/Simulated: TLSF, footprint \d+\.\d+ MiB after 58\u202f\d+ operations/);
    expect(ensure(/INSTANCE.*/.exec(text), 'scopes are listed')[0]).toMatch(/2\.59 MiB +0 B +6\.38 MiB +51/);
  });
});
