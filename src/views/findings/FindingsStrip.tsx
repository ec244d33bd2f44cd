import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useAnswer, useApp, type Question } from '../../store/app-context';
import type { Finding } from '../../worker/protocol';
import { unbroken } from '../../base/wording';
import styles from './findings-strip.module.css';

const askFindings: Question<readonly Finding[]> = (engine) => engine.findings();
/** Characters of width that each sentence loses where its lines end. */
const LOST_TO_BREAKS = 12;
const ICONS = { error: CircleAlert, warning: TriangleAlert, information: Info };

/** What the trace says, worst first. Each sentence leads to where it can be seen. */
export function FindingsStrip() {
  const findings = useAnswer(askFindings);
  const follow = useApp((state) => state.follow);
  if (findings === undefined || findings.length === 0) return undefined;
  return (
    <ul className={styles.strip} aria-label="Findings">
      {findings.map((finding) => {
        const Icon = ICONS[finding.severity];
        return (
          <li
            key={finding.id + finding.text}
            className={styles.item}
            // Longer sentences get more of the width, so that all take about as many lines.
            style={{ flexGrow: finding.text.length + LOST_TO_BREAKS }}
          >
            <button
              type="button"
              className={styles[finding.severity]}
              title={finding.text}
              onClick={() => {
                follow(finding.target);
              }}
            >
              <Icon role="img" aria-label={finding.severity} />
              <span className={styles.text}>{unbroken(finding.text)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
