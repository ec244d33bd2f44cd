import { failure, success, type Result } from '../base/result';
import { ENGINES, engineNamed, type EngineName } from '../core/engines/catalogue';
import { readBudget, type Budget } from '../core/layers/budget';
import { budgetChoiceText } from '../core/tables/budget-choice';
import { PROFILE_NAMES, profileNamed, type Profile } from '../core/tables/profiles';
import { GUARD_SIDES, type GuardSide } from '../core/tables/layer-choice';
import { CHECK_USAGE, parseCheck, type CheckCommand } from './check-arguments';
import { LOG_USAGE, parseLog, type LogCommand } from './log-arguments';
import { OPEN_USAGE, parseOpen, type OpenCommand } from './open-arguments';
import { parsePoison, POISON_USAGE, type PoisonCommand } from './poison-arguments';
import { parseRecord, RECORD_USAGE, type RecordCommand } from './record/arguments';
import { parseSymbolize, SYMBOLIZE_USAGE, type SymbolizeCommand } from './symbolize/arguments';
import { onlyFile, readOptions } from './read-options';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | CheckCommand
  | LogCommand
  | PoisonCommand
  | SymbolizeCommand
  | RecordCommand
  | OpenCommand
  | {
      readonly kind: 'report';
      readonly file: string;
      readonly json: boolean;
      /** The engine to replay the trace with; undefined: none. */
      readonly engine: EngineName | undefined;
      /** Where guards stand in a replay; undefined: no such replay. */
      readonly guard: GuardSide | undefined;
      /** A preset of layers and budgets; undefined: none, or that of a file. */
      readonly profile: Profile | undefined;
      /** Path of a JSON file with a profile. */
      readonly profileFile: string | undefined;
      /** Budgets to judge, the profile's included where it is not in a file. */
      readonly budgets: readonly Budget[];
    };

const ENGINE_NAMES = Object.keys(ENGINES).join(', ');

export const USAGE = `Usage: heapglass report FILE [--json] [--engine NAME] [--guard SIDE] [--budget SCOPE=BYTES]… [--profile NAME|FILE.json]

  report          the figures of an allocation trace: totals, domains, scopes, faults
  --json          print them as JSON
  --engine NAME   replay the trace in a simulated heap too; known: ${ENGINE_NAMES}
  --guard SIDE    replay with a guard page beside every block, ${GUARD_SIDES.join(', ')}: what it costs and what it meets
  --budget SCOPE=BYTES[,soft]
                  the first request that would not fit, and who held the memory then; may be repeated. SCOPE is heap
                  (what allocators give), total (mmap too), COMMAND … INSTANCE, domain:NAME, module:NAME, context:NAME,
                  device:NAME+NAME, instance:NAME+NAME, footprint (of the simulated heap) or rss (recorded samples)
  --profile NAME  layers and budgets for a purpose; known: ${PROFILE_NAMES.join(', ')};
                  or a file of one's own: FILE.json

${CHECK_USAGE}
${LOG_USAGE}
${POISON_USAGE}
${RECORD_USAGE}
${SYMBOLIZE_USAGE}
${OPEN_USAGE}
  --help          print this text

FILE is a Heapglass or heaptrack trace, plain or compressed with gzip or zstd.
The exit code is 0 when all went well, 1 when a file cannot be read or written, 2 for wrong usage, 3 when a check
fails or a poisoned name is found.
`;

/** Reads the arguments behind the program's name. The failure is one sentence on what is wrong with them. */
export function parseArguments(words: readonly string[]): Result<Command, string> {
  if (words[0] === 'check' && !words.includes('--help')) return parseCheck(words.slice(1));
  if (words[0] === 'log' && !words.includes('--help')) return parseLog(words.slice(1));
  if (words[0] === 'poison' && !words.includes('--help')) return parsePoison(words.slice(1));
  if (words[0] === 'symbolize' && !words.includes('--help')) return parseSymbolize(words.slice(1));
  if (words[0] === 'open' && !words.includes('--help')) return parseOpen(words.slice(1));
  if (words[0] === 'record' && !asksForHelp(words)) return parseRecord(words.slice(1));
  const parsed = readOptions(words, {
    json: { type: 'boolean' },
    engine: { type: 'string' },
    guard: { type: 'string' },
    budget: { type: 'string', multiple: true },
    profile: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help === true) return success({ kind: 'help' });
  if (positionals.length === 0) return failure('A command is missing.');
  const [command, ...files] = positionals;
  if (command !== 'report') return failure(`There is no command “${command}”.`);
  const file = onlyFile(files);
  if (!file.ok) return file;
  const engine = values.engine === undefined ? undefined : engineNamed(values.engine);
  if (values.engine !== undefined && engine === undefined) {
    return failure(`There is no engine “${values.engine}”; known: ${ENGINE_NAMES}.`);
  }
  const guard = GUARD_SIDES.find((side) => side === values.guard);
  if (values.guard !== undefined && guard === undefined) {
    return failure(`Guards stand ${GUARD_SIDES.join(', ')}, not “${values.guard}”.`);
  }
  const profileFile = values.profile?.endsWith('.json') === true ? values.profile : undefined;
  const profile = values.profile === undefined ? undefined : profileNamed(values.profile);
  if (values.profile !== undefined && profile === undefined && profileFile === undefined) {
    return failure(`There is no profile “${values.profile}”; known: ${PROFILE_NAMES.join(', ')}, or FILE.json.`);
  }
  const budgets = profile === undefined ? [] : [...profileBudgets(profile)];
  for (const text of values.budget ?? []) {
    const budget = readBudget(text);
    if (budget === undefined) return failure(`“${text}” is no budget; an example is heap=64MiB.`);
    budgets.push(budget);
  }
  return success({
    kind: 'report',
    file: file.value,
    json: values.json === true,
    engine,
    guard,
    profile,
    profileFile,
    budgets,
  });
}

/** The budgets of a profile, ready to be judged. */
export function profileBudgets({ budgets }: Profile): readonly Budget[] {
  return budgets
    .map(budgetChoiceText)
    .map(readBudget)
    .filter((budget) => budget !== undefined);
}

/** Behind “--” help is asked of the recorded command. */
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return words.slice(0, end < 0 ? words.length : end).some((word) => word === '--help' || word === '-h');
}
