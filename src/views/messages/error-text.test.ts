import { expect, test } from 'vitest';
import type { OpenError } from '../../worker/protocol';
import { openErrorText } from './error-text';

const errors: readonly OpenError[] = [
  { kind: 'empty' },
  { kind: 'unknown-format', head: 'a PNG image' },
  { kind: 'corrupt', detail: 'the checksum of its first section is wrong.' },
  { kind: 'unreachable', url: 'https://example.org/a.hgt', detail: 'the server answered 404.' },
  { kind: 'out-of-memory', detail: 'the tables need more.' },
  { kind: 'cancelled' },
];

test('every failure says what happened to which trace, and what to do', () => {
  for (const error of errors) {
    const { what, todo } = openErrorText(error, 'a.hgt');
    expect(what).toContain('a.hgt');
    if ('detail' in error) expect(what).toContain(error.detail);
    if ('head' in error) expect(what).toContain(error.head);
    expect(what).toMatch(/[.]$/);
    expect(todo).toMatch(/[.]$/);
  }
});
