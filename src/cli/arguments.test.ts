import { describe, expect, it } from 'vitest';
import { failure, success } from '../base/result';
import { parseArguments } from './arguments';

describe('the command line', () => {
  it('asks for a report, as text or JSON, with or without an engine', () => {
    const plain = { kind: 'report', file: 'a.hgt', json: false, engine: undefined };
    expect(parseArguments(['report', 'a.hgt'])).toEqual(success(plain));
    expect(parseArguments(['report', '--json', 'a.hgt'])).toEqual(success({ ...plain, json: true }));
    expect(parseArguments(['report', 'a.hgt', '--engine', 'TLSF'])).toEqual(success({ ...plain, engine: 'tlsf' }));
    expect(parseArguments(['report', '--', '-odd-name'])).toEqual(success({ ...plain, file: '-odd-name' }));
    expect(parseArguments(['-h'])).toEqual(success({ kind: 'help' }));
  });

  it.each([
    [[], 'A command is missing.'],
    [['shrink', 'a'], 'There is no command “shrink”.'],
    [['report'], 'The file is missing.'],
    [['report', 'a', 'b'], 'Only one file at a time.'],
    [['report', 'a', '--engine', 'dlmalloc'], 'There is no engine “dlmalloc”; known: tlsf.'],
    [['report', 'a', '--engine'], "Option '--engine <value>' argument missing."],
    [['report', 'a', '--xml'], "Unknown option '--xml'."],
  ])('%j is wrong usage', (words, sentence) => {
    expect(parseArguments(words)).toEqual(failure(sentence));
  });
});
