import { failure, success, type Result } from '../base/result';
import { POISON_STYLES, type PoisonStyle } from '../core/poison/styles';
import { readOptions } from './read-options';

/** What `heapglass poison` is asked for. */
export interface PoisonCommand {
  readonly kind: 'poison';
  readonly files: readonly string[];
  readonly style: PoisonStyle;
  readonly extended: boolean;
  readonly json: boolean;
}

export const POISON_USAGE = `heapglass poison FILE … [--style NAME] [--extended] [--json]

  poison          looks for malloc, calloc and free in files of C and C++, which use the wrappers in their place
  --style NAME    how the names are poisoned: ${POISON_STYLES.join(', ')} (the first unless told)
  --extended      poison realloc, strdup, getline and others that hand out memory of malloc too
  --json          print what was found as JSON
`;

/** Reads the arguments behind `poison`. The failure is one sentence on what is wrong with them. */
export function parsePoison(words: readonly string[]): Result<PoisonCommand, string> {
  const parsed = readOptions(words, {
    style: { type: 'string' },
    extended: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (positionals.length === 0) return failure('The file is missing.');
  const named = values.style ?? POISON_STYLES[0];
  const style = POISON_STYLES.find((known) => known === named);
  if (style === undefined) return failure(`There is no style “${named}”; known: ${POISON_STYLES.join(', ')}.`);
  return success({ kind: 'poison', files: positionals, style, extended: values.extended === true, json: values.json === true }); // prettier-ignore
}
