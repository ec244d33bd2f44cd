import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { report } from '../../core/analysis/report';
import { stackFrames } from '../../core/tables/code-names';
import type { StackId } from '../../core/tables/indices';
import { openText } from '../../formats/testing/open-trace';
import { WholeLines } from '../../formats/whole-lines';
import type { CodePlace } from './code-place';
import { TraceRewriter } from './trace-rewriter';

type Places = Readonly<Record<number, Readonly<Record<number, readonly CodePlace[]>>>>;

function rewrite(text: string, known: Places, chunk = Infinity): string {
  const written: Uint8Array[] = [];
  const places = new Map(
    Object.entries(known).map(([module, byOffset]) => [
      Number(module),
      new Map(Object.entries(byOffset).map(([offset, found]) => [Number(offset), found])),
    ]),
  );
  const lines = new WholeLines(new TraceRewriter(places, (bytes) => written.push(bytes.slice())));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) lines.push(bytes.subarray(at, at + chunk));
  return Buffer.concat([...written, lines.rest]).toString();
}

function text(...lines: string[]): string {
  return ['heapglass 1', ...lines, ''].join('\n');
}

const INLINED: Places = {
  1: { 0x20: ['deep', 'mid', 'outer'].map((symbol, line) => ({ symbol, file: `a.c:${line + 1}` })) },
};

describe('a trace rewritten with names', () => {
  it('gives an address with inlined functions a frame and a stack node for each, and shifts the ids behind', () => {
    const trace = text(
      ...['m app', 'd libc 0 malloc', 'f 1 0x20 ', 'f 1 0x30 main', 'k 0 2', 'k 1 1', 'k 1 2'],
      ...['+ 0x100 8 k2 d1', '- 0x100 d1 k3', 'g guard 0x100 8 k3 not k2', 'r 0x100 1 k2', 'n k2 k2'],
    );
    expect(rewrite(trace, INLINED)).toBe(
      text(
        ...['m app', 'd libc 0 malloc', 'f 1 0x20 outer\ta.c:3', 'f 1 0x20 mid\ta.c:2', 'f 1 0x20 deep\ta.c:1'],
        ...['f 1 0x30 main', 'k 0 4', 'k 1 1', 'k 2 2', 'k 3 3', 'k 1 4'],
        ...['+ 0x100 8 k4 d1', '- 0x100 d1 k5', 'g guard 0x100 8 k5 not k2', 'r 0x100 1 k4', 'n k2 k2'],
      ),
    );
  });

  it('reads as the same stacks, in which inlined functions are told from calls', () => {
    const { trace } = openText(rewrite(text('m app', 'f 1 0x20', 'f 1 0x30 main', 'k 0 2', 'k 1 1'), INLINED));
    expect(stackFrames(trace, 4 as StackId).map(({ label, file, isInlined }) => [label, file, isInlined])).toEqual([
      ['deep', 'a.c:1', true],
      ['mid', 'a.c:2', true],
      ['outer', 'a.c:3', false],
      ['main', '', false],
    ]);
  });

  it('does not take a recursive call for an inlined one', () => {
    const { trace } = openText(text('m app', 'f 1 0x20 fib', 'k 0 1', 'k 1 1'));
    expect(stackFrames(trace, 2 as StackId).map(({ isInlined }) => isInlined)).toEqual([false, false]);
  });

  it('leaves alone what has a line, and a symbol where it knows no line', () => {
    const trace = text('m app', 'f 1 0x20 mine\tb.c:7', 'f 1 0x30 mine', 'f 1 0x40', 'k 0 1');
    const unsure = [{ symbol: 'other', file: '' }];
    const named = rewrite(trace, { 1: { 0x20: unsure, 0x30: unsure, 0x40: unsure } });
    expect(named).toBe(trace.replace('f 1 0x40', 'f 1 0x40 other'));
  });

  it('escapes what tools print', () => {
    const places: Places = { 1: { 1: [{ symbol: 'a\tb\\', file: 'c\nd.c:1' }] } };
    expect(rewrite(text('m app', 'f 1 1 '), places)).toContain('f 1 0x1 a\\tb\\\\\tc\\nd.c:1\n');
  });

  it('keeps the numbers of broken and overlong records, and an unfinished last line', () => {
    const overlong = `f 1 0x20 ${'x'.repeat(1 << 20)}`;
    const trace = `${text('m app', 'f 1', overlong, 'f 1 0x20 ', 'f 1 0x30 last', 'k 0 x', 'k 0 3', 'k 2 4', '+ 8 8 k3')}- 8`;
    const rewritten = rewrite(trace, INLINED, 1 << 16);
    expect(rewritten.endsWith('+ 8 8 k5\n- 8')).toBe(true);
    const { trace: tables } = openText(rewritten);
    expect(stackFrames(tables, 5 as StackId).map(({ label }) => label)).toEqual(['last', 'deep', 'mid', 'outer']);
  });

  it('never lets an undefined id come to mean something', () => {
    const { meta } = openText(rewrite(text('m app', 'f 1 0x20', 'k 0 1', 'k 0 2', '+ 8 8 k3', '+ 16 8 k9'), INLINED));
    expect(meta.skipped.badIds).toBe(3);
  });

  it('says the same of memory whatever is inlined where', () => {
    const deep = fc.array(fc.record({ symbol: fc.constantFrom('a', 'b', 'c'), file: fc.constantFrom('', 'x.c:1') }), {
      minLength: 1,
      maxLength: 4,
    });
    const record = fc.oneof(
      fc.nat(9).map((offset) => `f 1 ${offset}`),
      fc.tuple(fc.nat(30), fc.nat(12)).map(([parent, frame]) => `k ${parent} ${frame}`),
      fc.tuple(fc.nat(9), fc.nat(40)).map(([block, stack]) => `+ ${8 + block * 16} 8 k${stack} d1`),
      fc.tuple(fc.nat(9), fc.nat(40)).map(([block, stack]) => `- ${8 + block * 16} k${stack}`),
      fc.constantFrom('k', '+ 8', 'f x', 'g redzone 8 8 k1', 'n k3'),
    );
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 60 }),
        fc.dictionary(fc.constantFrom('1', '4', '7'), deep),
        (lines, known) => {
          const original = text('m app', 'd libc 0 malloc', ...lines);
          const before = openText(original);
          const after = openText(rewrite(original, { 1: known }));
          expect(report(after.trace, after.meta)).toEqual(report(before.trace, before.meta));
          expect(after.trace.events.length).toBe(before.trace.events.length);
        },
      ),
    );
  });
});
