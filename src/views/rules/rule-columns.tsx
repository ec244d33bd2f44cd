import { CircleAlert, CircleCheck, CircleDashed, Info, TriangleAlert } from 'lucide-react';
import { formatCount } from '../../base/format';
import { IDIOMS } from '../../core/faults/rules-idioms';
import type { Column } from '../../widgets/table/column';
import { TreeCell } from '../../widgets/tree/TreeCell';
import type { TreeNode } from '../../widgets/tree/tree-keys';
import type { RulesShown, RuleSummary, RuleTableRow } from '../../worker/protocol';
import styles from './rules.module.css';

const ICONS = {
  error: CircleAlert,
  warning: TriangleAlert,
  information: Info,
  kept: CircleCheck,
  'not-checked': CircleDashed,
};
export const STANDING_TEXTS: Readonly<Record<RulesShown, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'information',
  kept: 'kept',
  'not-checked': 'not checked',
};

/** The worst that is to be said of a rule. */
export function standingOf({ notChecked, bySeverity }: RuleSummary): RulesShown {
  if (notChecked !== undefined) return 'not-checked';
  if (bySeverity.error > 0) return 'error';
  if (bySeverity.warning > 0) return 'warning';
  return bySeverity.information > 0 ? 'information' : 'kept';
}

/** Columns of the list of rules and their breaches. */
export function ruleColumns(toggle: (id: string) => void): readonly Column<RuleTableRow>[] {
  return [
    {
      id: 'rule',
      title: 'Rule',
      track: 'minmax(26ch, 36ch)',
      cell: (row) => <RuleCell row={row} toggle={toggle} />,
      fullText: (row) => (row.kind === 'rule' ? `${row.summary.id} ${row.summary.name}` : ''),
    },
    {
      id: 'severity',
      title: 'Severity',
      track: '13ch',
      cell: (row) => <Standing standing={row.kind === 'rule' ? standingOf(row.summary) : row.instance.severity} />,
    },
    {
      id: 'count',
      title: 'Count',
      track: '8ch',
      isNumber: true,
      cell: (row) => (row.kind === 'rule' && row.summary.notChecked === undefined ? formatCount(row.breaches) : ''),
    },
    {
      id: 'blame',
      fromWidth: 900,
      title: 'Blame',
      track: '13ch',
      cell: (row) => (row.kind === 'rule' ? row.summary.blame.join(' or ') : ''),
    },
    {
      id: 'command',
      fromWidth: 900,
      title: 'Command',
      track: 'minmax(8ch, 0.5fr)',
      cell: (row) => (row.kind === 'breach' ? row.instance.command : ''),
      fullText: (row) => (row.kind === 'breach' ? row.instance.command : ''),
    },
    { id: 'text', title: 'What', track: 'minmax(16ch, 2fr)', cell: textOf, fullText: textOf },
  ];
}

function textOf(row: RuleTableRow): string {
  if (row.kind === 'rule') return row.summary.notChecked ?? row.summary.sentence;
  const { text, idiom } = row.instance;
  const name = IDIOMS.find(({ id }) => id === idiom)?.name;
  return name === undefined ? text : `${name}: ${text}`;
}

/** A severity, or what else is to be said of a rule. */
export function Standing({ standing }: { readonly standing: RulesShown }) {
  const Icon = ICONS[standing];
  return (
    <span className={styles[standing === 'not-checked' ? 'notChecked' : standing]}>
      <Icon aria-hidden="true" /> {STANDING_TEXTS[standing]}
    </span>
  );
}

/** A row's place in the tree: breaches stand under their rule. */
export function nodeOf(row: RuleTableRow): TreeNode {
  return row.kind === 'rule'
    ? { depth: 0, hasChildren: row.breaches > 0, isOpen: row.isOpen }
    : { depth: 1, hasChildren: false, isOpen: false };
}

function RuleCell({ row, toggle }: { readonly row: RuleTableRow; readonly toggle: (id: string) => void }) {
  return (
    <TreeCell
      node={nodeOf(row)}
      onToggle={() => {
        if (row.kind === 'rule') toggle(row.summary.id);
      }}
    >
      {row.kind === 'rule' ? (
        <>
          <span className={styles.id}>{row.summary.id}</span> {row.summary.name}
        </>
      ) : (
        <span className={styles.event}>#{formatCount(row.instance.event)}</span>
      )}
    </TreeCell>
  );
}
