import { parseBytes } from '../../base/parse-bytes';
import { SCOPES } from '../tables/domains';
import type { Bytes } from '../tables/indices';

export type ScopeName = (typeof SCOPES)[number];

/**
 * Whose memory a budget limits.
 *
 * `total` everything that is counted once · `heap` the same without `mmap`: what allocators give · `instance`, `device`
 * the allocator tables listed · `domain` one allocator, by name · `scope` a VkSystemAllocationScope · `component` what
 * a module asked for (the responsible one of the stack) · `context` a context and what is under it, by name.
 */
export type BudgetSubject =
  | { readonly kind: 'total' }
  | { readonly kind: 'heap' }
  | { readonly kind: 'instance' | 'device'; readonly domains: readonly string[] }
  | { readonly kind: 'domain'; readonly name: string }
  | { readonly kind: 'scope'; readonly scope: ScopeName }
  | { readonly kind: 'component'; readonly module: string }
  | { readonly kind: 'context'; readonly name: string };

/**
 * What is measured: the bytes that the program asked for; the highest byte of the simulated heap; samples of the
 * process's resident set, where the trace has them. The last two are of the whole process: their subject is the heap.
 */
export type BudgetMeasure = 'requested' | 'footprint' | 'resident-set';

/** `hard`: the request that would pass the limit is refused and nothing changes. `soft`: a note at each crossing. */
export type BudgetMode = 'hard' | 'soft';

export interface Budget {
  readonly subject: BudgetSubject;
  readonly measure: BudgetMeasure;
  readonly mode: BudgetMode;
  readonly limitBytes: Bytes;
}

/** From the innermost: the order in which budgets are asked, so the first that has no room is the one that refuses. */
const NESTING = ['context', 'component', 'scope', 'domain', 'device', 'instance', 'heap', 'total'] as const;

export function innermostFirst(budgets: readonly Budget[]): readonly Budget[] {
  return [...budgets].sort((a, b) => NESTING.indexOf(a.subject.kind) - NESTING.indexOf(b.subject.kind));
}

/** How a person writes whose budget it is: `heap`, `OBJECT`, `domain:malloc`, `footprint`. */
export function budgetName({ subject, measure }: Pick<Budget, 'subject' | 'measure'>): string {
  if (measure === 'footprint') return 'footprint';
  if (measure === 'resident-set') return 'rss';
  switch (subject.kind) {
    case 'total':
    case 'heap':
      return subject.kind;
    case 'scope':
      return subject.scope;
    case 'instance':
    case 'device':
      return `${subject.kind}:${subject.domains.join('+')}`;
    case 'domain':
    case 'context':
      return `${subject.kind}:${subject.name}`;
    case 'component':
      return `module:${subject.module}`;
  }
}

/** Reads what {@link budgetName} writes; undefined: it names nothing that can have a budget. */
export function readBudgetName(text: string): Pick<Budget, 'subject' | 'measure'> | undefined {
  if (text === 'footprint') return { subject: { kind: 'heap' }, measure: 'footprint' };
  if (text === 'rss') return { subject: { kind: 'heap' }, measure: 'resident-set' };
  const subject = readSubject(text);
  return subject && { subject, measure: 'requested' };
}

function readSubject(text: string): BudgetSubject | undefined {
  if (text === 'heap' || text === 'total') return { kind: text };
  const scope = SCOPES.find((each) => each === text.toUpperCase());
  if (scope !== undefined) return { kind: 'scope', scope };
  const colon = text.indexOf(':');
  const [kind, name] = [text.slice(0, Math.max(0, colon)), text.slice(colon + 1)];
  if (name === '') return undefined;
  if (kind === 'domain' || kind === 'context') return { kind, name };
  if (kind === 'module') return { kind: 'component', module: name };
  if (kind === 'device' || kind === 'instance') return { kind, domains: name.split('+') };
  return undefined;
}

/** `heap=64MiB`, `OBJECT=1MiB,soft`, `domain:malloc=4096`. undefined: not a budget. */
export function readBudget(text: string): Budget | undefined {
  const equals = text.lastIndexOf('=');
  const [size, mode = 'hard', ...rest] = text.slice(equals + 1).split(',');
  const target = equals < 1 ? undefined : readBudgetName(text.slice(0, equals));
  const limitBytes = parseBytes(size);
  if (target === undefined || limitBytes === undefined || rest.length > 0) return undefined;
  return mode === 'hard' || mode === 'soft' ? { ...target, mode, limitBytes: limitBytes as Bytes } : undefined;
}

/** What {@link readBudget} reads, exact to the byte. */
export function budgetText(budget: Budget): string {
  return `${budgetName(budget)}=${budget.limitBytes}${budget.mode === 'soft' ? ',soft' : ''}`;
}
