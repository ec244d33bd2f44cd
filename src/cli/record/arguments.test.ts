import { describe, expect, it } from 'vitest';
import { failure } from '../../base/result';
import { parseArguments } from '../arguments';
import { parseRecord } from './arguments';

describe('the arguments of record', () => {
  it('leave everything behind “--” to the command', () => {
    expect(
      parseRecord(['--vulkan', '--stacks', '8', '--no-open', '-o', 'a.hgt', '--', 'ls', '--help', '--', '-l']),
    ).toEqual({
      ok: true,
      value: {
        ...{
          kind: 'record',
          command: ['ls', '--help', '--', '-l'],
          vulkan: true,
          stacks: 8,
          output: 'a.hgt',
          open: false,
        },
      },
    });
    expect(parseArguments(['record', '--', 'ls', '--help'])).toMatchObject({ ok: true, value: { kind: 'record' } });
    expect(parseArguments(['record', '--help'])).toEqual({ ok: true, value: { kind: 'help' } });
  });

  it('name a range of requests to refuse from', () => {
    const recording = {
      kind: 'fail-from',
      command: ['app'],
      vulkan: false,
      stacks: 64,
      json: false,
      timeoutSeconds: 10,
    };
    expect(parseRecord(['--fail-from', '3..9', '--', 'app'])).toEqual({
      ok: true,
      value: { ...recording, from: 3, to: 9 },
    });
    expect(parseRecord(['--fail-from', '5', '--timeout', '0.5', '--json', '--', 'app'])).toEqual({
      ok: true,
      value: { ...recording, from: 5, to: 5, timeoutSeconds: 0.5, json: true },
    });
  });

  it.each([
    [['ls'], 'The command to record stands behind “--”: heapglass record -- ls -l.'],
    [['--'], 'Behind “--” there is no command.'],
    [['--stacks', '500', '--', 'ls'], 'A stack has 0 to 128 frames, not “500”.'],
    [['--open', '--no-open', '--', 'ls'], '--open and --no-open contradict each other.'],
    [['--json', '--', 'ls'], '--timeout and --json belong to --fail-from N..M, which is missing.'],
    [['--fail-from', '9..3', '--', 'ls'], '“9..3” is no range of requests; 0..100 is one.'],
    [['--fail-from', '0..99999', '--', 'ls'], '0..99999 are more than 10000 runs.'],
    [['--fail-from', '0', '--timeout', '-1', '--', 'ls'], /--timeout/],
    [['--fail-from', '0', '--timeout', 'x', '--', 'ls'], '“x” is no number of seconds.'],
    [['--fail-from', '0', '--open', '--', 'ls'], '--fail-from keeps no trace: --output and --open do not go with it.'],
    [['--wrong', '--', 'ls'], /Unknown option/],
  ])('%j is refused', (words, sentence) => {
    const parsed = parseRecord(words);
    if (typeof sentence === 'string') expect(parsed).toEqual(failure(sentence));
    else expect(parsed.ok ? '' : parsed.failure).toMatch(sentence);
  });
});
