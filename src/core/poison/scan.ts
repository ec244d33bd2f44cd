import { lateIncludes } from './include-order';
import { FURTHER_NAMES, isWrapper, POISONED_NAMES } from './names';
import { findOccurrences, type Occurrence } from './occurrences';
import { findOptOuts, OPT_OUT_REASONS, type OptOut } from './opt-out';
import { isDirective, readSource, type Source } from './source';
import { isHit, isRawUse, messageOf, POISON_STYLES, type PoisonStyle } from './styles';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Something to tell about a place in a file. */
export interface PoisonFinding {
  readonly kind: 'poisoned' | 'order' | 'bad-opt-out' | 'unused-opt-out';
  readonly severity: 'error' | 'warning';
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** A hit on something that is no use of the C library's function. */
  readonly isFalsePositive: boolean;
}

export interface FileScan {
  readonly path: string;
  readonly findings: readonly PoisonFinding[];
  /** Raw uses that this style of poison does not meet. */
  readonly missed: readonly Occurrence[];
  /** The opt-out in force, and how many hits it excuses. */
  readonly optOut: OptOut | undefined;
  readonly excused: number;
  /** Calls of the wrappers, in either spelling. */
  readonly wrapperCalls: number;
  /** Hits and false hits of every style, to compare them. */
  readonly byStyle: readonly {
    readonly style: PoisonStyle;
    readonly hits: number;
    readonly falsePositives: number;
    readonly misses: number;
  }[];
}

export interface ScanOptions {
  readonly style: PoisonStyle;
  /** Poisons the further functions that hand out memory of malloc too. */
  readonly extended: boolean;
}

/** Looks for poisoned names in files of C and C++. A file's own headers are followed as far as they are among `files`. */
export function scanFiles(files: readonly SourceFile[], options: ScanOptions): FileScan[] {
  const names: ReadonlySet<string> = new Set([...POISONED_NAMES, ...(options.extended ? FURTHER_NAMES : [])]);
  const sources = new Map(files.map(({ path, text }) => [path, readSource(text)]));
  return [...sources].map(([path, source]) => scanFile(path, source, names, sources, options.style));
}

function scanFile(
  path: string,
  source: Source,
  names: ReadonlySet<string>,
  sources: ReadonlyMap<string, Source>,
  style: PoisonStyle,
): FileScan {
  const occurrences = findOccurrences(source, names);
  const hits = occurrences.filter((occurrence) => isHit(occurrence, style));
  const optOuts = findOptOuts(source.comments);
  const optOut = optOuts.find(({ reason, owner }) => reason !== undefined && owner !== '');
  const isNeeded = occurrences.some((occurrence) => isRawUse(occurrence));
  const poisoned = optOut === undefined ? hits.map((hit) => hitFinding(path, hit, style)) : [];
  const order = lateIncludes(source, names, sources).map(({ line, column, header, through }) => ({
    ...({ kind: 'order', severity: 'error', path, line, column, isFalsePositive: false } as const),
    message:
      through.length === 0
        ? `the system header ${header} is included after the poison: include it before`
        : `${through.join(' → ')} includes the system header ${header}, after the poison: include it before`,
  }));
  const findings = [...poisoned, ...order, ...optOutFindings(path, optOuts, isNeeded)];
  return {
    path,
    findings: findings.sort((a, b) => a.line - b.line || a.column - b.column),
    missed: missedBy(occurrences, style),
    optOut,
    excused: optOut === undefined ? 0 : hits.length,
    wrapperCalls: source.parts.filter((part) => !isDirective(part) && isWrapper(part.text)).length,
    byStyle: POISON_STYLES.map((each) => {
      const ofStyle = occurrences.filter((occurrence) => isHit(occurrence, each));
      return {
        style: each,
        hits: ofStyle.length,
        falsePositives: ofStyle.filter(isFalseHit).length,
        misses: missedBy(occurrences, each).length,
      };
    }),
  };
}

function hitFinding(path: string, hit: Occurrence, style: PoisonStyle): PoisonFinding {
  const advice = isFalseHit(hit)
    ? 'rename it, or poison in another style'
    : 'use the wrapper, or opt the file out with a reason and an owner';
  return {
    ...{ kind: 'poisoned', severity: 'error', path, line: hit.line, column: hit.column },
    message: `${messageOf(hit, style)}: ${advice}`,
    isFalsePositive: isFalseHit(hit),
  };
}

function isFalseHit({ use }: Occurrence): boolean {
  return use === 'member' || use === 'declaration';
}

/** Raw uses that a style lets through. A use through a macro is met where the style meets its body. */
function missedBy(occurrences: readonly Occurrence[], style: PoisonStyle): Occurrence[] {
  return occurrences.filter((occurrence) => {
    const isMetInBody = style === 'gcc-poison' && occurrence.macro?.isPoisonedBody === true;
    return isRawUse(occurrence) && !isHit(occurrence, style) && !isMetInBody;
  });
}

function optOutFindings(path: string, optOuts: readonly OptOut[], isNeeded: boolean): PoisonFinding[] {
  return optOuts.flatMap(({ line, column, reason, owner }, index) => {
    const place = { path, line, column, isFalsePositive: false };
    const bad = (message: string): PoisonFinding[] => [{ kind: 'bad-opt-out', severity: 'error', ...place, message }];
    if (index > 0) return bad('a file has one opt-out at most: remove this one');
    if (reason === undefined) return bad(`an opt-out gives its reason: ${OPT_OUT_REASONS.join(' or ')}`);
    if (owner === '') return bad('an opt-out names its owner: “, owner: NAME” behind the reason');
    if (isNeeded) return [];
    return [
      { kind: 'unused-opt-out', severity: 'warning', ...place, message: 'unused opt-out: the file makes no raw call' },
    ];
  });
}
