import { parseArgs } from 'node:util';
import { failure, success, type Result } from '../base/result';
import { ENGINES, engineNamed, type EngineName } from '../core/engines/catalogue';
import { CHECK_USAGE, parseCheck, type CheckCommand } from './check-arguments';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | CheckCommand
  | {
      readonly kind: 'report';
      readonly file: string;
      readonly json: boolean;
      /** The engine to replay the trace with; undefined: none. */
      readonly engine: EngineName | undefined;
    };

const ENGINE_NAMES = Object.keys(ENGINES).join(', ');

export const USAGE = `Usage: heapglass report FILE [--json] [--engine NAME]

  report          the figures of an allocation trace: totals, domains, scopes, faults
  --json          print them as JSON
  --engine NAME   replay the trace in a simulated heap too; known: ${ENGINE_NAMES}

${CHECK_USAGE}
  --help          print this text

FILE is a Heapglass or heaptrack trace, plain or compressed with gzip or zstd.
The exit code is 0 when all went well, 1 when a file cannot be read or written, 2 for wrong usage, 3 when a check fails.
`;

/** Reads the arguments behind the program's name. The failure is one sentence on what is wrong with them. */
export function parseArguments(words: readonly string[]): Result<Command, string> {
  if (words[0] === 'check' && !words.includes('--help')) return parseCheck(words.slice(1));
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      options: { json: { type: 'boolean' }, engine: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    return failure(error instanceof Error ? firstSentence(error.message) : 'The arguments make no sense.');
  }
  const { values, positionals } = parsed;
  if (values.help === true) return success({ kind: 'help' });
  if (positionals.length === 0) return failure('A command is missing.');
  const [command, ...files] = positionals;
  if (command !== 'report') return failure(`There is no command “${command}”.`);
  if (files.length !== 1) return failure(files.length === 0 ? 'The file is missing.' : 'Only one file at a time.');
  const engine = values.engine === undefined ? undefined : engineNamed(values.engine);
  if (values.engine !== undefined && engine === undefined) {
    return failure(`There is no engine “${values.engine}”; known: ${ENGINE_NAMES}.`);
  }
  return success({ kind: 'report', file: files[0], json: values.json === true, engine });
}

function firstSentence(message: string): string {
  return `${message.split('. ')[0].replace(/\.$/, '')}.`;
}
