import { describe, expect, it } from 'vitest';
import { failure, success } from '../base/result';
import { ENGINES } from '../core/engines/catalogue';
import { budgetText } from '../core/layers/budget';
import { parseArguments } from './arguments';

describe('the command line', () => {
  it('asks for a report, as text or JSON, with or without an engine', () => {
    const plain = {
      kind: 'report',
      file: 'a.hgt',
      json: false,
      engine: undefined,
      guard: undefined,
      profile: undefined,
      profileFile: undefined,
      budgets: [],
    };
    expect(parseArguments(['report', 'a.hgt'])).toEqual(success(plain));
    expect(parseArguments(['report', '--json', 'a.hgt'])).toEqual(success({ ...plain, json: true }));
    expect(parseArguments(['report', 'a.hgt', '--engine', 'TLSF'])).toEqual(success({ ...plain, engine: 'tlsf' }));
    expect(parseArguments(['report', '--', '-odd-name'])).toEqual(success({ ...plain, file: '-odd-name' }));
    expect(parseArguments(['-h'])).toEqual(success({ kind: 'help' }));
  });

  it('R-05 takes budgets, and R-06 a profile with its own', () => {
    const budgets = (...words: string[]): unknown => {
      const command = parseArguments(['report', 'a', ...words]);
      return command.ok && command.value.kind === 'report' ? command.value.budgets.map(budgetText) : command;
    };
    expect(budgets('--budget', 'heap=64MiB', '--budget', 'object=1KiB,soft')).toEqual([
      'heap=67108864',
      'OBJECT=1024,soft',
    ]);
    expect(budgets('--profile', 'Embedded', '--budget=domain:malloc=5')).toEqual([
      'heap=67108864',
      'heap=50331648,soft',
      'domain:malloc=5',
    ]);
  });

  it('R-15 writes a trace as a log', () => {
    expect(parseArguments(['log', 'a.hgt'])).toEqual(success({ kind: 'log', file: 'a.hgt', as: 'jsonl' }));
    expect(parseArguments(['log', 'a.hgt', '--as', 'csv'])).toEqual(success({ kind: 'log', file: 'a.hgt', as: 'csv' }));
    expect(parseArguments(['log', 'a.hgt', '--as', 'xml'])).toEqual(
      failure('A log is not written as “xml”; known: jsonl, csv.'),
    );
  });

  it.each([
    [[], 'A command is missing.'],
    [['shrink', 'a'], 'There is no command “shrink”.'],
    [['report'], 'The file is missing.'],
    [['report', 'a', 'b'], 'Only one file at a time.'],
    [
      ['report', 'a', '--engine', 'dlmalloc'],
      `There is no engine “dlmalloc”; known: ${Object.keys(ENGINES).join(', ')}.`,
    ],
    [['report', 'a', '--engine'], "Option '--engine <value>' argument missing."],
    [['report', 'a', '--budget', 'heap'], '“heap” is no budget; an example is heap=64MiB.'],
    [
      ['report', 'a', '--profile', 'server'],
      'There is no profile “server”; known: windows-debug, embedded, vulkan-app, distro, or FILE.json.',
    ],
    [['report', 'a', '--xml'], "Unknown option '--xml'."],
  ])('%j is wrong usage', (words, sentence) => {
    expect(parseArguments(words)).toEqual(failure(sentence));
  });
});
