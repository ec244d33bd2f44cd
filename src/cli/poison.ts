import { readFileSync } from 'node:fs';
import { formatCount } from '../base/format';
import { failure, success, type Result } from '../base/result';
import { scanFiles, type FileScan } from '../core/poison/scan';
import type { PoisonCommand } from './poison-arguments';
import { printable } from './printable';
import { textTable } from './text-table';

/** Reads and scans the files. The failure is one sentence: which file could not be read. */
export function poison({ files, style, extended }: PoisonCommand): Result<readonly FileScan[], string> {
  const sources = [];
  for (const path of files) {
    try {
      sources.push({ path, text: readFileSync(path, 'utf8') });
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error;
      return failure(`${path} cannot be read: ${String(error.code)}.`);
    }
  }
  return success(scanFiles(sources, { style, extended }));
}

export function hasErrors(scans: readonly FileScan[]): boolean {
  return scans.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
}

/** What was found, a line each as compilers write it, and how the styles compare. */
export function poisonText(scans: readonly FileScan[]): string {
  const lines = scans.flatMap(({ findings }) =>
    findings.map(({ path, line, column, severity, message }) => `${path}:${line}:${column}: ${severity}: ${message}`),
  );
  const optOuts = scans.flatMap(({ path, optOut, excused }) =>
    optOut?.reason === undefined
      ? []
      : [`${path}:${optOut.line}: opt-out: ${optOut.reason}, owner ${optOut.owner}: ${formatCount(excused)} excused`],
  );
  const styles = scans.at(0)?.byStyle.map(({ style }, at) => {
    const sum = (figure: 'hits' | 'falsePositives' | 'misses'): string =>
      formatCount(scans.reduce((all, { byStyle }) => all + byStyle[at][figure], 0));
    return [style, sum('hits'), sum('falsePositives'), sum('misses')];
  });
  const table = textTable(
    [['Style', 'Hits', 'False', 'Missed'], ...(styles ?? [])],
    ['left', 'right', 'right', 'right'],
  );
  return `${[...lines, ...optOuts, '', ...table].map(printable).join('\n')}\n`;
}
