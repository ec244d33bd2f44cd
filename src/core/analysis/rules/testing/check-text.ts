import { openText } from '../../../../formats/testing/open-trace';
import type { ReadTrace } from '../../../../formats/trace-reader';
import type { RuleId } from '../../../faults/rule';
import { ALL_IDIOMS, type IdiomId } from '../../../faults/rules-idioms';
import { checkRules } from '../check-rules';
import type { RuleInstance } from '../rule-answers';
import type { RuleOptions } from '../scope-budget';
import type { RuleFindings } from '../rule-findings';

/** Domains of every trace that tests write: 1 libc, 2 … 4 tables of instance, device and anything else. */
const DOMAINS = ['d libc 0 malloc', 'd vk 0 I', 'd vk 0 D', 'd vk 0 X'];

/** A Heapglass trace of `records`; commands are called by name: `( vkCreateDevice d3`. */
export function vulkanTrace(records: readonly string[]): ReadTrace {
  const names: string[] = [];
  const lines = records.map((record) =>
    record.replace(/^\( (vk\w+)/, (_, name: string) => {
      if (!names.includes(name)) names.push(name);
      return `( ${names.indexOf(name) + 1}`;
    }),
  );
  return openText(`${['heapglass 1', ...DOMAINS, ...names.map((name) => `c ${name}`), ...lines].join('\n')}\n`);
}

export function checked({ trace, meta }: Pick<ReadTrace, 'trace' | 'meta'>, options?: RuleOptions): RuleFindings {
  const steps = checkRules(trace, meta, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

export function instances(found: RuleFindings, accepted: readonly IdiomId[] = ALL_IDIOMS): readonly RuleInstance[] {
  return found.worst(new Set(accepted), Infinity);
}

/** Every breach in a trace of `records`, as `VKM-24 error 2`: the rule, its severity, the event. */
export function breaches(...records: string[]): string[] {
  return instances(checked(vulkanTrace(records))).map(({ rule, severity, event }) => `${rule} ${severity} ${event}`);
}

/** Why a rule is not checked on a trace of `records`; undefined: it is. */
export function reason(rule: RuleId, ...records: string[]): string | undefined {
  return checked(vulkanTrace(records))
    .summaries(new Set())
    .find(({ id }) => id === rule)?.notChecked;
}
