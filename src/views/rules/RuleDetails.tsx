import { Fragment } from 'react';
import { IDIOMS } from '../../core/faults/rules-idioms';
import { ruleOf } from '../../core/faults/rules';
import { useApp } from '../../store/app-context';
import { Prose } from '../../widgets/prose/Prose';
import { ScrollArea } from '../../widgets/scroll-area/ScrollArea';
import type { RuleInstance, RuleSummary } from '../../worker/protocol';
import { EventLink } from '../links/EventLink';
import { Standing, standingOf } from './rule-columns';
import styles from './rules.module.css';

/** One rule in full, and the known idioms with their switches. */
export function RuleDetails({
  summary,
  instance,
}: {
  readonly summary: RuleSummary | undefined;
  /** The breach that was chosen. */
  readonly instance: RuleInstance | undefined;
}) {
  return (
    <ScrollArea label="About the rule, and known idioms">
      {instance !== undefined && <AboutBreach instance={instance} />}
      {summary !== undefined && <AboutRule summary={summary} />}
      <Idioms />
    </ScrollArea>
  );
}

function AboutBreach({ instance }: { readonly instance: RuleInstance }) {
  const { event, command, object, domain, text } = instance;
  const facts = [
    ['Command', command],
    ['Object', object],
    ['Through', domain],
  ].filter(([, value]) => value !== '');
  return (
    <section className={styles.about} aria-label="The breach">
      <h3 className={styles.title}>
        <EventLink event={event} />
      </h3>
      <Prose>{text}</Prose>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
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
