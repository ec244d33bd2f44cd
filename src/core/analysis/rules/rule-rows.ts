import type { Brand } from '../../../base/brand';
import { SEVERITIES, type RuleId, type RuleSeverity } from '../../faults/rule';
import { IDIOMS, type IdiomId } from '../../faults/rules-idioms';
import { RULES, ruleIndex } from '../../faults/rules';
import { NONE, type BlockRow, type CallId, type DomainId, type EventIndex, type ObjectId } from '../../tables/indices';
import { Table } from '../../tables/table';

export type RuleRow = Brand<number, 'RuleRow'>;

/** One breach of a rule. Absent fields: nothing of the kind is known or concerned. */
export interface Breach {
  /** The event after which the breach can be seen. */
  readonly event: EventIndex;
  readonly block?: BlockRow;
  readonly call?: CallId;
  readonly object?: ObjectId;
  /** The table that was used. */
  readonly domain?: DomainId;
  /** The table that should have been used, or the block that is in the way: as the rule says. */
  readonly other?: number;
  /** Bytes, or an offset: as the rule says. */
  readonly amount?: number;
  readonly idiom?: IdiomId | undefined;
  /** Where it is not the rule's own. */
  readonly severity?: RuleSeverity | undefined;
  /** The object whose leak explains this one. */
  readonly cause?: ObjectId | undefined;
}

/** Breaches as rows of small numbers; texts are made when they are shown. */
export class RuleRowTable extends Table<RuleRow> {
  private readonly rule = this.u8();
  private readonly severity = this.u8();
  private readonly idiom = this.u8({ sparse: true });
  readonly event = this.u32<EventIndex>();
  readonly block = this.u32<BlockRow>({ sparse: true });
  readonly call = this.u32<CallId>({ sparse: true });
  readonly object = this.u32<ObjectId>({ sparse: true });
  readonly domain = this.u32<DomainId>({ sparse: true });
  readonly other = this.u32({ sparse: true });
  readonly amount = this.f64({ sparse: true });
  readonly cause = this.u32<ObjectId>({ sparse: true });

  constructor() {
    super(0);
  }

  push(id: RuleId, breach: Breach): void {
    const row = this.add();
    const rule = ruleIndex(id);
    this.rule.set(row, rule);
    this.severity.set(row, SEVERITIES.indexOf(breach.severity ?? RULES[rule].severity));
    this.event.set(row, breach.event);
    if (breach.idiom !== undefined) this.idiom.set(row, 1 + IDIOMS.findIndex((idiom) => idiom.id === breach.idiom));
    setWhereKnown(this.block, row, breach.block);
    setWhereKnown(this.call, row, breach.call);
    setWhereKnown(this.object, row, breach.object);
    setWhereKnown(this.domain, row, breach.domain);
    setWhereKnown(this.other, row, breach.other);
    setWhereKnown(this.amount, row, breach.amount);
    setWhereKnown(this.cause, row, breach.cause);
  }

  ruleOf(row: RuleRow): RuleId {
    return RULES[this.rule.get(row)].id;
  }

  idiomOf(row: RuleRow): IdiomId | undefined {
    const idiom = this.idiom.get(row);
    return idiom === NONE ? undefined : IDIOMS[idiom - 1].id;
  }

  /** With the idioms that are `accepted`: what one of them explains is a warning at most. */
  severityOf(row: RuleRow, accepted: ReadonlySet<IdiomId>): RuleSeverity {
    const own = SEVERITIES[this.severity.get(row)];
    const idiom = this.idiomOf(row);
    return own === 'error' && idiom !== undefined && accepted.has(idiom) ? 'warning' : own;
  }
}

function setWhereKnown<Value extends number>(
  column: { set(row: RuleRow, value: Value): void },
  row: RuleRow,
  value: Value | undefined,
): void {
  if (value !== undefined && value !== NONE) column.set(row, value);
}
