import { FIELD_NAMES, type TraceRecord } from './trace-record';

export const CSV_HEADER = FIELD_NAMES.join(',');

/** A record as a line of comma-separated values (RFC 4180), line feeds within a text escaped as `\n`. */
export function csvLine(record: TraceRecord): string {
  return FIELD_NAMES.map((name) => csvField(Object.hasOwn(record, name) ? String(record[name]) : '')).join(',');
}

function csvField(value: string): string {
  const oneLine = value.replace(/\\/g, '\\\\').replace(/\r/g, '\\r').replace(/\n/g, '\\n');
  return /[",]/.test(oneLine) ? `"${oneLine.replace(/"/g, '""')}"` : oneLine;
}

/** The fields of a line; undefined: its quotes make no sense. */
export function csvFields(line: string): readonly string[] | undefined {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const match = field.exec(line);
    if (match === null) return undefined;
    const quoted = match.at(1)?.replace(/""/g, '"');
    fields.push(
      (quoted ?? match[2]).replace(/\\([\\nr])/g, (_, letter) =>
        letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\',
      ),
    );
    if (match[3] === '') return fields;
  }
}

/** The record that a line's fields make; undefined where they are not as many as there are columns. */
export function recordOfCsv(fields: readonly string[]): TraceRecord | undefined {
  if (fields.length !== FIELD_NAMES.length) return undefined;
  const named = FIELD_NAMES.flatMap((name, at) => (fields[at] === '' ? [] : [[name, fields[at]] as const]));
  return { record: fields[0], ...Object.fromEntries(named) };
}
