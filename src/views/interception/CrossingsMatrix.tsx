import { formatBytes, formatCount } from '../../base/format';
import { counted } from '../../base/wording';
import { moduleName } from '../../core/tables/code-names';
import type { Trace } from '../../core/tables/trace';
import { useApp } from '../../store/app-context';
import { MiddleCut } from '../../widgets/middle-cut/MiddleCut';
import type { Matrix, MatrixCell, MatrixModule, Measure, ModulePair } from './matrix';
import { ModuleHeader } from './ModuleHeader';
import { OUTCOME_WORDS } from './outcome-words';
import styles from './crossings-matrix.module.css';

/** Modules that allocated, by row, and that released, by column. A cell is a button that shows both of its sites. */
export function CrossingsMatrix(props: {
  readonly trace: Trace;
  readonly matrix: Matrix;
  readonly measure: Measure;
  readonly pair: ModulePair | undefined;
  readonly onPair: (pair: ModulePair | undefined) => void;
}) {
  const { trace, matrix, pair, onPair } = props;
  const isQuiet = useApp((state) => state.interception.mode === 'none');
  const nameOf = (row: MatrixModule): string =>
    row.module === undefined ? `${formatCount(row.folded)} others` : moduleName(trace, row.module.module);
  return (
    <table className={styles.table} aria-label="Crossings: allocated in, by row; released in, by column">
      <thead>
        <tr>
          <th scope="col" className={styles.corner}>
            {'Allocated in\u00a0↓ released\u00a0in\u00a0→'}
          </th>
          {matrix.modules.map((row) => (
            <th key={row.module?.module ?? 0} scope="col" className={styles.column}>
              <MiddleCut text={nameOf(row)} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.modules.map((row, from) => (
          <tr key={row.module?.module ?? 0}>
            <ModuleHeader row={row} name={nameOf(row)} />
            {matrix.cells[from].map((cell, to) => {
              const column = matrix.modules[to];
              const here = pairOf(row, column);
              const isOwn = from === to;
              return (
                <td
                  key={column.module?.module ?? 0}
                  className={styles.cell}
                  data-outcome={cell?.outcome}
                  data-own={isOwn}
                >
                  {cell !== undefined && (
                    <button
                      type="button"
                      className={styles.crossing}
                      aria-pressed={here !== undefined && here.from === pair?.from && here.to === pair.to}
                      aria-label={`${nameOf(row)} to ${nameOf(column)}: ${told(cell)}`}
                      title={told(cell)}
                      disabled={here === undefined}
                      onClick={() => {
                        onPair(here);
                      }}
                    >
                      {props.measure === 'blocks' ? formatCount(cell.blocks) : formatBytes(cell.bytes)}
                      {!isQuiet && <span className={styles.outcome}>{OUTCOME_WORDS[cell.outcome]}</span>}
                    </button>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function pairOf(from: MatrixModule, to: MatrixModule): ModulePair | undefined {
  if (from.module === undefined || to.module === undefined) return undefined;
  return { from: from.module.module, to: to.module.module };
}

function told({ blocks, bytes, outcome, imbalanced, optOuts }: MatrixCell): string {
  const part =
    imbalanced.blocks > 0 && imbalanced.blocks < blocks ? ` (${formatCount(imbalanced.blocks)} of them)` : '';
  const plain = optOuts > 0 ? `, ${formatCount(optOuts)} with plain free under an opt-out` : '';
  return `${counted(blocks, 'block')}, ${formatBytes(bytes)}: ${OUTCOME_WORDS[outcome]}${part}${plain}`;
}
