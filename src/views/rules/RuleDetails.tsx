import { IDIOMS } from '../../core/faults/rules-idioms';
import { ruleOf } from '../../core/faults/rules';
import { useApp } from '../../store/app-context';
import { ScrollArea } from '../../widgets/scroll-area/ScrollArea';
import type { RuleSummary } from '../../worker/protocol';
import { Standing, standingOf } from './rule-columns';
import styles from './rules.module.css';

/** One rule in full, and the known idioms with their switches. */
export function RuleDetails({ summary }: { readonly summary: RuleSummary | undefined }) {
  return (
    <div className={styles.details}>
      <ScrollArea label="About the rule, and known idioms">
        {summary !== undefined && <AboutRule summary={summary} />}
        <Idioms />
      </ScrollArea>
    </div>
  );
}

function AboutRule({ summary }: { readonly summary: RuleSummary }) {
  const { decided } = ruleOf(summary.id);
  const blame = summary.blame.length === 0 ? 'nobody: it is legal' : summary.blame.join(' or ');
  return (
    <section className={styles.about} aria-label={summary.id}>
      <h3 className={styles.title}>
        {summary.id} {summary.name}
      </h3>
      <p>{summary.sentence}</p>
      <dl className={styles.facts}>
        <dt>In this trace</dt>
        <dd>
          <Standing standing={standingOf(summary)} />
        </dd>
        <dt>By itself</dt>
        <dd>
          {summary.severity}, blame: {blame}
        </dd>
        <dt>Decided by</dt>
        <dd>{decided.kind === 'by-trace' ? decided.by : 'nothing that a trace holds'}</dd>
        {summary.notChecked !== undefined && (
          <>
            <dt>Not checked</dt>
            <dd>{summary.notChecked}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** What drivers are known to do: accepted, it is a warning at most. */
function Idioms() {
  const rules = useApp((state) => state.rules);
  const setRules = useApp((state) => state.setRules);
  const toggle = (idiom: string): void => {
    const isStrict = rules.strict.includes(idiom);
    setRules({ ...rules, strict: isStrict ? rules.strict.filter((id) => id !== idiom) : [...rules.strict, idiom] });
  };
  return (
    <section className={styles.about} aria-label="Known idioms">
      <h3 className={styles.title}>Known idioms</h3>
      <p className={styles.dim}>What an accepted idiom explains counts as a warning at most.</p>
      <ul className={styles.idioms}>
        {IDIOMS.map(({ id, name, rules: of, sentence }) => (
          <li key={id}>
            <label className={styles.idiom}>
              <input
                type="checkbox"
                checked={!rules.strict.includes(id)}
                onChange={() => {
                  toggle(id);
                }}
              />
              <span>
                {name} <span className={styles.dim}>{of.join(', ')}</span>
              </span>
            </label>
            <p className={styles.dim}>{sentence}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
