import { isDirective, type Directive, type Source } from './source';
import { poisonStart } from './occurrences';

/** A system header that is read after the poison: its own declarations of the poisoned names break. */
export interface LateInclude {
  readonly line: number;
  readonly column: number;
  readonly header: string;
  /** The project's headers that lead to it, outermost first; empty: it is included here. */
  readonly through: readonly string[];
}

/** The file's headers that are read after the poison and were not read before it. `filesByPath`: what is known to include. */
export function lateIncludes(
  source: Source,
  names: ReadonlySet<string>,
  filesByPath: ReadonlyMap<string, Source>,
): LateInclude[] {
  const start = poisonStart(source, names);
  if (start === undefined) return [];
  const early = new Set<string>();
  const late: LateInclude[] = [];
  let isPoisoned = false;
  for (const directive of source.parts.filter(isDirective)) {
    if (directive === start) isPoisoned = true;
    else {
      for (const [header, through] of systemHeaders(directive, filesByPath, new Set())) {
        if (!isPoisoned) early.add(header);
        else if (!early.has(header))
          late.push({ line: directive.at.line, column: directive.at.column, header, through });
      }
    }
  }
  return late;
}

/** System headers that a directive reads, with the project's headers on the way. */
function* systemHeaders(
  { name, words }: Directive,
  filesByPath: ReadonlyMap<string, Source>,
  open: ReadonlySet<string>,
): Generator<readonly [header: string, through: readonly string[]]> {
  const written = words.at(1)?.text ?? '';
  if (name !== 'include') return;
  if (written.startsWith('<')) {
    yield [written, []];
    return;
  }
  const path = fileNamed(written.slice(1, -1), filesByPath);
  if (path === undefined || open.has(path)) return;
  for (const directive of filesByPath.get(path)?.parts.filter(isDirective) ?? []) {
    for (const [header, through] of systemHeaders(directive, filesByPath, new Set([...open, path]))) {
      yield [header, [written.slice(1, -1), ...through]];
    }
  }
}

/** The given file whose path ends in what was written between the quotes. */
function fileNamed(written: string, filesByPath: ReadonlyMap<string, Source>): string | undefined {
  const wanted = written.replace(/^(?:\.{1,2}\/)+/, '');
  return [...filesByPath.keys()].find((path) => path === wanted || path.endsWith(`/${wanted}`));
}
