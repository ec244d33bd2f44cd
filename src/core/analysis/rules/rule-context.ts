import { RULE_NEEDS, type RuleNeed } from '../../faults/rules-needs';
import type { Rule, RuleId } from '../../faults/rule';
import { ruleOf } from '../../faults/rules';
import type { CallId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';
import type { TraceMeta } from '../../tables/trace-meta';
import { missingNeeds } from './missing-needs';
import type { RuleOptions } from './scope-budget';
import { RuleRowTable, type Breach } from './rule-rows';
import { vulkanCommands, type VulkanCommand } from './vulkan-commands';
import { VulkanObjects } from './vulkan-objects';
import { VulkanTables } from './vulkan-tables';

/** Vulkan scope values. */
export const Scope = { command: 0, object: 1, cache: 2, device: 3, instance: 4 } as const;

/** What all rules look at, and where their breaches go. */
export class RuleContext {
  readonly rows = new RuleRowTable();
  readonly objects: VulkanObjects;
  readonly tables: VulkanTables;
  readonly missing: ReadonlySet<RuleNeed>;
  private readonly commands: readonly VulkanCommand[];

  constructor(
    readonly trace: Trace,
    readonly meta: TraceMeta,
    readonly options: RuleOptions,
  ) {
    this.commands = vulkanCommands(trace);
    this.objects = new VulkanObjects(trace, this.commands);
    this.tables = new VulkanTables(trace, meta);
    this.missing = missingNeeds(trace, meta, this.objects, this.commands, options);
  }

  /** Whether the trace has anything that the rules are about: a Vulkan table, Vulkan calls, or notifications. */
  get isOfVulkan(): boolean {
    const hasCalls = this.commands.some(({ name }) => name.startsWith('vk'));
    return hasCalls || !this.missing.has('callbacks') || !this.missing.has('notifications');
  }

  /** The command of a call; for NONE one that may do nothing. */
  commandOf(call: CallId): VulkanCommand {
    return this.commands[call === 0 ? 0 : this.trace.calls.command.get(call)];
  }

  /** Notes a breach, if this trace can decide the rule. */
  report(id: RuleId, breach: Breach): void {
    if (reasonNotChecked(ruleOf(id), this.missing) === undefined) this.rows.push(id, breach);
  }
}

/** Why a rule is not checked on a trace that lacks `missing`; undefined: it is checked. */
export function reasonNotChecked(rule: Rule, missing: ReadonlySet<RuleNeed>): string | undefined {
  if (rule.decided.kind === 'never') return rule.decided.why;
  const lacking = rule.decided.needs.find((need) => missing.has(need));
  return lacking === undefined ? undefined : RULE_NEEDS[lacking];
}
