/**
 * A record of a Heapglass trace with its fields by name: what the log's JSON and CSV hold, one a line. `record` is the
 * letter of `docs/formats/heapglass-trace.md`, `heapglass` for the first line.
 */
export type TraceRecord = Readonly<Record<string, string | number | boolean>> & { readonly record: string };

interface Shape {
  /** Fields in the order of the text format; those of `optional` may be absent at the end. */
  readonly fields: readonly string[];
  readonly optional?: readonly string[];
  /** Attributes by name, with their letter. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** The record ends with a text. */
  readonly text?: true;
  /** The field that follows the text behind a tab, where there is one. */
  readonly more?: string;
}

const REQUEST = {
  stack: 'k', domain: 'd', alignment: 'a', scope: 'v', context: 'x', object: 'o', owner: 'p', zeroed: 'z',
} as const; // prettier-ignore

const SHAPES: Readonly<Record<string, Shape>> = {
  heapglass: { fields: ['version'] },
  h: { fields: ['key'], text: true },
  m: { fields: [], text: true, more: 'build' },
  f: { fields: ['module', 'offset'], text: true, more: 'place' },
  k: { fields: ['parent', 'frame'] },
  d: { fields: ['kind', 'backing'], text: true },
  c: { fields: [], text: true },
  T: { fields: ['thread'], text: true },
  t: { fields: ['delta'] },
  '@': { fields: ['thread'] },
  '(': { fields: ['command'], attributes: { object: 'o', domain: 'd' } },
  ')': { fields: [], optional: ['result'] },
  R: { fields: ['bytes'] },
  '+': { fields: ['address', 'size'], attributes: REQUEST },
  '-': { fields: ['address'], attributes: REQUEST },
  '~': { fields: ['old', 'address', 'size'], attributes: REQUEST },
  i: { fields: ['sign', 'size', 'scope'] },
  x: { fields: ['parent', 'domain'], text: true },
  X: { fields: ['context'] },
  Y: { fields: ['context', 'parent'] },
  '^': { fields: ['address', 'owner'] },
  A: { fields: ['from', 'to'] },
  o: { fields: ['parent'], text: true },
  O: { fields: ['object'] },
  r: { fields: ['address', 'size'], attributes: { stack: 'k' } },
  w: { fields: ['address', 'size'], attributes: { stack: 'k' } },
  g: { fields: ['kind', 'address', 'offset'], attributes: { stack: 'k' }, text: true },
  n: { fields: [], text: true },
};

/** Every name that a field can have, in the order of the columns. */
export const FIELD_NAMES: readonly string[] = [
  'record',
  ...new Set(
    Object.values(SHAPES).flatMap(({ fields, optional = [], attributes = {}, text, more }) => [
      ...fields,
      ...optional,
      ...Object.keys(attributes),
      ...(text === true ? ['text'] : []),
      ...(more === undefined ? [] : [more]),
    ]),
  ),
];

/** A field but the text: a number, a sign, or a word such as `libc`. Nothing that could end the line. */
const WORD = /^(?:[+-]|-?\d{1,16}|[A-Za-z][\w-]{0,63})$/;

/** The record as a line of the text format, without its line feed; undefined: it is none. */
export function recordLine(record: TraceRecord): string | undefined {
  const shape = Object.hasOwn(SHAPES, record.record) ? SHAPES[record.record] : undefined;
  if (shape === undefined) return undefined;
  const parts = [record.record];
  for (const name of [...shape.fields, ...(shape.optional ?? [])]) {
    const value = Object.hasOwn(record, name) ? String(record[name]) : '';
    if (value === '' && shape.optional?.includes(name)) continue;
    if (!WORD.test(value)) return undefined;
    parts.push(value);
  }
  for (const [name, letter] of Object.entries(shape.attributes ?? {})) {
    const value = Object.hasOwn(record, name) ? record[name] : '';
    if (value === '' || value === false) continue;
    if (letter !== 'z' && !/^\d{1,16}$/.test(String(value))) return undefined;
    parts.push(letter === 'z' ? letter : `${letter}${String(value)}`);
  }
  if (shape.text !== true) return parts.join(' ');
  const text = escapedText(record, 'text');
  const more = shape.more === undefined ? '' : escapedText(record, shape.more);
  return [...parts, more === '' ? text : `${text}\t${more}`].join(' ');
}

function escapedText(record: TraceRecord, name: string): string {
  const text = Object.hasOwn(record, name) ? String(record[name]) : '';
  return text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}
