import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { report } from '../src/core/analysis/report';
import { rulesReport } from '../src/core/analysis/rules/rule-report';
import type { ReadTrace } from '../src/formats/trace-reader';
import { readBytes } from '../src/formats/testing/read-bytes';
import { callbackFigures, callbackTable } from './callback-figures';
import { COLUMNS, MESA_RECORDINGS, type MesaRecording } from './mesa-recordings';

function openSample(recording: MesaRecording): ReadTrace {
  const result = readBytes(readFileSync(`public/samples/${recording}.hgt.zst`));
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

/** The cells of a Markdown table, without its rule. */
function tableCells(markdown: string): string[][] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('|') && !/^\|[\s|:-]+$/.test(line));
  return lines.map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim())); // prettier-ignore
}

const document = readFileSync('docs/callbacks.md', 'utf8');

describe('the samples recorded on Mesa', () => {
  it.each(MESA_RECORDINGS)('%s is small, whole, and says nothing of the machine it was recorded on', (recording) => {
    const file = readFileSync(`public/samples/${recording}.hgt.zst`);
    expect(file.length).toBeLessThan(1_000_000);
    const { trace, meta } = openSample(recording);
    expect(report(trace, meta)).toMatchObject({ skipped: {}, faults: [], unknownFrees: 0 });
    const modules = Array.from({ length: trace.modules.length - 1 }, (_, i) => trace.strings.get(trace.modules.name.get((i + 1) as never))); // prettier-ignore
    expect(modules.filter((name) => !/^(\/usr)?\/(lib|bin)|^(\.\/)?[^/]+$/.test(name))).toEqual([]);
  });

  it('docs/callbacks.md gives the figures that they have', () => {
    const columns = COLUMNS.map(([title, recording]) => [title, callbackFigures(openSample(recording))] as const);
    expect(tableCells(document)).toEqual(callbackTable(columns));
  });

  it('lavapipe’s pipelines ignore the table that they were given, in the program’s own tables and in the layer’s', () => {
    for (const recording of ['lvp-recorded', 'vkcube-recorded'] as const) {
      const { trace, meta } = openSample(recording);
      const ignored = rulesReport(trace, meta).findings.filter(({ rule }) => rule === 'VKM-38');
      expect(ignored.map(({ command, idiom }) => ({ command, idiom }))).toContainEqual({
        command: 'vkCreateGraphicsPipelines',
        idiom: 'pipeline-table',
      });
    }
  });

  it('none of them breaks a rule in a way that is not known', () => {
    for (const recording of MESA_RECORDINGS) {
      const { trace, meta } = openSample(recording);
      expect(rulesReport(trace, meta).bySeverity.error).toBe(0);
    }
  });
});
