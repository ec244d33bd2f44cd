import { type ComponentProps, useMemo, useState } from 'react';
import { formatBytes, formatCount } from '../../base/format';
import { unbroken } from '../../base/wording';
import { moduleName } from '../../core/tables/code-names';
import { NONE } from '../../core/tables/indices';
import type { Trace } from '../../core/tables/trace';
import { useAnswer } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { CommandCoverage, Coverage, ModuleCoverage } from '../../worker/protocol';
import { ShareCell } from '../../widgets/bar/ShareCell';
import { MiddleCut } from '../../widgets/middle-cut/MiddleCut';
import { SegmentedControl } from '../../widgets/select-field/SegmentedControl';
import type { Choice } from '../../widgets/select-field/SelectField';
import type { Column } from '../../widgets/table/column';
import { ShortTable } from '../../widgets/table/TableCells';
import { Prose } from '../../widgets/prose/Prose';
import { EventLink } from '../links/EventLink';
import { useTables } from '../links/use-tables';
import { CoverageRow } from './CoverageRow';
import styles from './accounts.module.css';

/** Rows of a table; those that hold less are left out and counted. */
const MOST_ROWS = 12;

const askCoverage = (engine: EngineClient): Promise<Coverage | undefined> => engine.coverage();

const TABLES: readonly Choice<'module' | 'command' | 'in-force'>[] = [
  { value: 'module', text: 'module' },
  { value: 'command', text: 'command' },
  { value: 'in-force', text: 'in force' },
];

/** What the callbacks saw of the whole trace: their own peak, by module, by command, and what plumbing could have reached. */
export function CoverageDetails() {
  const coverage = useAnswer(askCoverage);
  const [table, setTable] = useState(TABLES[0].value);
  if (coverage === undefined) return undefined;
  const { visiblePeak, truePeak, atPeakWithRalloc } = coverage;
  return (
    <>
      <CoverageRow label="peak to peak" figures={{ callbacks: visiblePeak.bytes, all: truePeak.bytes }} />
      {atPeakWithRalloc !== undefined && <CoverageRow label="ralloc on them" figures={atPeakWithRalloc} />}
      <details className={styles.details}>
        <summary>By module, by command, and what was in force</summary>
        <Prose className={styles.note}>
          The most that callbacks saw was {formatBytes(visiblePeak.bytes)} at <EventLink event={visiblePeak.event} />,
          the most that there was {formatBytes(truePeak.bytes)} at <EventLink event={truePeak.event} />.
        </Prose>
        <div className={styles.by}>
          By <SegmentedControl label="Coverage by" value={table} choices={TABLES} onChange={setTable} />
        </div>
        {table === 'module' && <ByModule coverage={coverage} />}
        {table === 'command' && <ByCommand coverage={coverage} />}
        {table === 'in-force' && <Plumbing coverage={coverage} />}
      </details>
    </>
  );
}

function ByModule({ coverage: { byModule } }: { readonly coverage: Coverage }) {
  const { trace } = useTables();
  const columns = useMemo(() => moduleColumns(trace), [trace]);
  return <FirstRows label="Coverage by module" columns={columns} rows={byModule} rowKey={({ module }) => module} />;
}

function ByCommand({ coverage: { byCommand } }: { readonly coverage: Coverage }) {
  const { trace } = useTables();
  const columns = useMemo(() => commandColumns(trace), [trace]);
  return <FirstRows label="Coverage by command" columns={columns} rows={byCommand} rowKey={({ command }) => command} />;
}

/** The first rows of a table, and how many more there are. */
function FirstRows<Row>(props: ComponentProps<typeof ShortTable<Row>>) {
  const others = props.rows.length - MOST_ROWS;
  return (
    <>
      <ShortTable {...props} rows={props.rows.slice(0, MOST_ROWS)} />
      {others > 0 && <p className={styles.note}>{formatCount(others)} more hold less.</p>}
    </>
  );
}

/** Memory that went past the callbacks, by what was in force where it was taken. */
function Plumbing({ coverage }: { readonly coverage: Coverage }) {
  const rows = coverage.plumbing.filter(({ requests }) => requests > 0);
  const { callbacks, raw } = coverage.facts;
  return (
    <>
      {rows.length > 0 && <p className={styles.note}>Past the callbacks were taken</p>}
      <ul aria-label="Past the callbacks" className={styles.list}>
        {rows.map(({ inForce, text, bytes, atPeak }) => (
          <li key={inForce}>
            {unbroken(`${formatBytes(bytes)}, ${formatBytes(atPeak)} of it live at the peak, ${text}`)}
          </li>
        ))}
      </ul>
      <p className={styles.note}>
        Of {formatCount(callbacks.requests)} requests through callbacks {formatCount(callbacks.scope)} carry a scope and{' '}
        {formatCount(callbacks.object)} an object; of {formatCount(raw.requests)} others {formatCount(raw.scope)} and{' '}
        {formatCount(raw.object)}.
      </p>
    </>
  );
}

function moduleColumns(trace: Trace): readonly Column<ModuleCoverage>[] {
  const nameOf = ({ module }: ModuleCoverage): string =>
    module === NONE ? 'unknown module' : moduleName(trace, module);
  return [
    {
      id: 'module',
      title: 'Module',
      track: 'minmax(8ch, 1fr)',
      cell: (row) => <MiddleCut text={nameOf(row)} />,
      fullText: (row) =>
        `${nameOf(row)}: ${formatBytes(row.callbackBytes)} asked for through callbacks, ${formatBytes(row.rawBytes)} past them`,
    },
    { id: 'peak', title: 'At peak', track: '8ch', isNumber: true, cell: (row) => formatBytes(row.atPeak.all) },
    {
      id: 'seen',
      title: 'Seen',
      track: '7ch',
      isNumber: true,
      cell: ({ atPeak }) => <ShareCell share={atPeak.all === 0 ? 0 : atPeak.callbacks / atPeak.all} />,
    },
    {
      id: 'hump',
      title: 'Most unseen',
      track: '11ch',
      fromWidth: 390,
      isNumber: true,
      cell: (row) => formatBytes(row.rawPeak.bytes),
    },
    {
      id: 'end',
      title: 'At end',
      track: '8ch',
      fromWidth: 300,
      isNumber: true,
      cell: (row) => formatBytes(row.atEnd.all),
    },
  ];
}

function commandColumns(trace: Trace): readonly Column<CommandCoverage>[] {
  const nameOf = ({ command }: CommandCoverage): string =>
    command === NONE ? 'no command' : trace.strings.get(trace.commands.name.get(command));
  const all = (row: CommandCoverage): number => row.callbackBytes + row.rawBytes;
  return [
    {
      id: 'command',
      title: 'Command',
      track: 'minmax(8ch, 1fr)',
      cell: (row) => <MiddleCut text={nameOf(row)} />,
      fullText: (row) =>
        `${nameOf(row)}: ${formatCount(row.callbackRequests)} requests through callbacks, ${formatCount(row.rawRequests)} past them`,
    },
    { id: 'asked', title: 'Asked for', track: '9ch', isNumber: true, cell: (row) => formatBytes(all(row)) },
    {
      id: 'seen',
      title: 'Seen',
      track: '7ch',
      isNumber: true,
      cell: (row) => <ShareCell share={all(row) === 0 ? 0 : row.callbackBytes / all(row)} />,
    },
    {
      id: 'past',
      title: 'Unseen',
      track: '9ch',
      fromWidth: 310,
      isNumber: true,
      cell: (row) => formatBytes(row.rawBytes),
    },
  ];
}
