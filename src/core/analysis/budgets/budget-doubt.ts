import type { BudgetAnswer } from './budget-answer';

/** Marks what holds only as though no other budget had refused before: answers are each for themselves. */
export function withDoubts(answers: readonly BudgetAnswer[]): readonly BudgetAnswer[] {
  const earliest = refusedFirst(answers);
  return answers.map(
    (answer) =>
    eventOf(answer) <= eventOf(earliest)
      ? answer
      : { ...answer, text: `${answer.text} All this holds only had the budget for ${earliest?.budget ?? ''} not refused before.` }, // prettier-ignore
  );
}

/** The hard budget that refuses before all others; of those that refuse one request, the innermost. */
export function refusedFirst(answers: readonly BudgetAnswer[]): BudgetAnswer | undefined {
  const refusing = answers.filter(({ mode, first }) => mode === 'hard' && first !== undefined);
  return refusing.reduce<BudgetAnswer | undefined>(
    (earliest, answer) => (eventOf(answer) < eventOf(earliest) ? answer : earliest),
    undefined,
  );
}

function eventOf(answer: BudgetAnswer | undefined): number {
  return answer?.first?.event ?? Infinity;
}
