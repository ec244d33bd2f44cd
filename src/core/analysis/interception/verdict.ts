import { formatBytes, formatShare } from '../../../base/format';
import type { ModuleId } from '../../tables/indices';
import { counted, listed } from '../../../base/wording';
import type { InterceptionFigures } from './interception-answer';

const OUTCOME_WORDS = {
  'wrapped-to-raw': 'wrapped → raw',
  'raw-to-wrapped': 'raw → wrapped',
  ok: 'wrapped on both sides',
  raw: 'raw on both sides',
} as const;

/** What a choice comes to, in sentences made of its figures alone (R-36). */
export function verdictOf(answer: InterceptionFigures, nameOf: (module: ModuleId) => string): string {
  const { mode } = answer.choice;
  const { blocks, bytes, allBytes } = answer.seen;
  if (mode === 'none' || (blocks === 0 && answer.red.blocks === 0)) {
    return `Nothing is intercepted: no block can go wrong, and nothing is seen of ${formatBytes(allBytes)} asked for. ${allOrNothing(answer, nameOf)}`;
  }
  const share = allBytes === 0 ? '' : ` (${formatShare(bytes / allBytes)})`;
  const sight = `${formatBytes(bytes)} of ${formatBytes(allBytes)}${share} asked for are seen`;
  const facts = mode === 'wrappers' ? '' : ', but such calls carry no scope and no object';
  if (answer.red.blocks === 0)
    return `Balanced: no block is wrapped on one side only; ${sight}${facts}.${optOuts(answer)}`;
  return `Not balanced: ${broken(answer, nameOf)} ${whatItTakes(answer, nameOf)} ${sight[0].toUpperCase()}${sight.slice(1)}${facts}.${optOuts(answer)}`;
}

function broken({ red, cells }: InterceptionFigures, nameOf: (module: ModuleId) => string): string {
  const [worst] = cells;
  const most = red.cells === 1 ? '' : `most of them, ${counted(worst.imbalanced.blocks, 'block')}, `;
  const where = `${nameOf(worst.from)} to ${nameOf(worst.to)} (${OUTCOME_WORDS[worst.outcome]})`;
  return `${counted(red.blocks, 'block')} (${formatBytes(red.bytes)}) ${red.blocks === 1 ? 'is' : 'are'} wrapped on one side only, ${most}from ${where}.`;
}

/** What else would have to be chosen for what is chosen to be balanced. */
function whatItTakes(answer: InterceptionFigures, nameOf: (module: ModuleId) => string): string {
  const chosen = new Set(answer.choice.modules);
  const touched = answer.balancedSets.filter(({ modules }) => modules.some((module) => chosen.has(module)));
  const stuck = [...new Set(touched.flatMap(({ outOfReach }) => outOfReach))];
  if (stuck.length > 0) {
    return `No choice that holds them is balanced: blocks cross to ${listed(stuck.map(nameOf))}, out of the reach of source and linker.`;
  }
  const missing = touched.flatMap(({ modules }) => modules).filter((module) => !chosen.has(module));
  return `It takes ${listed(missing.map(nameOf))} as well.`;
}

/** Whether for this trace it is all or nothing. */
function allOrNothing({ balancedSets }: InterceptionFigures, nameOf: (module: ModuleId) => string): string {
  const groups = balancedSets.filter(({ modules }) => modules.length > 1);
  if (groups.length === 0) return 'No block crosses between modules: any choice is balanced.';
  const whole = groups.filter(({ outOfReach }) => outOfReach.length === 0);
  const [greatest] = groups;
  const together = `blocks cross between ${counted(greatest.modules.length, 'module')}${groups.length > 1 ? ` (and in ${counted(groups.length - 1, 'smaller group')})` : ''}`;
  if (greatest.outOfReach.length > 0) {
    const others = balancedSets.length - groups.length + whole.length;
    return `All or nothing: ${together}, ${listed(greatest.outOfReach.map(nameOf))} among them, so that only the whole process can be intercepted in balance${others > 0 ? `; ${counted(others, 'set')} elsewhere can be alone` : ''}.`;
  }
  return `All or nothing within ${counted(groups.length, 'group')}: ${together}.`;
}

function optOuts({ cells, choice }: InterceptionFigures): string {
  if (choice.mode !== 'wrappers') return '';
  const blocks = cells.reduce((sum, cell) => sum + cell.optOuts, 0);
  return blocks === 0
    ? ''
    : ` ${counted(blocks, 'block')} that the C library handed out must be released with plain free, under third-party opt-outs.`;
}
