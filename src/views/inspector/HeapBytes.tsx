import { useCallback } from 'react';
import { formatBytes, formatCount } from '../../base/format';
import { isInHeap, isMapped } from '../../core/tables/blocks';
import { domainKind } from '../../core/tables/domain-names';
import { hasHeaders } from '../../core/tables/engine-names';
import { NONE, type BlockRow } from '../../core/tables/indices';
import { LAYERS_OFF } from '../../core/tables/layer-choice';
import type { Trace } from '../../core/tables/trace';
import { useAnswer, useApp, useCursor } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { NamedSpan } from '../../worker/protocol';
import { aroundText } from './around-text';
import { readHeapLayout, type HeapLayout, type HeapLine } from './heap-words';
import { readLayeredLayout } from './layered-words';
import styles from './heap-bytes.module.css';

const HEADER_BYTES = 4;

/** The words of the simulated heap that a block takes, and what each of them is. */
export function HeapBytes({ trace, block }: { readonly trace: Trace; readonly block: BlockRow }) {
  const cursor = useCursor();
  const word = trace.placement.word.get(block);
  const size = trace.sizeOf(block);
  const isLive = trace.blocks.birth.get(block) <= cursor && cursor < trace.blocks.death.get(block);
  const withHeaders = useApp((state) => hasHeaders(state.engine));
  const hasLayers = useApp((state) => state.layers !== LAYERS_OFF);
  const question = useCallback(
    async (engine: EngineClient) => {
      if (!isLive) return undefined;
      return hasLayers
        ? await readLayeredLayout(engine, cursor, block, word, size)
        : await readHeapLayout(engine, cursor, word, size, withHeaders);
    },
    [cursor, block, word, size, isLive, withHeaders, hasLayers],
  );
  const layout = useAnswer(question);
  if (!isLive) return <p className={styles.none}>Not live at the cursor: its place belongs to others now.</p>;
  if (!isInHeap(word)) return <p className={styles.none}>{whyNotInHeap(trace, block)}</p>;
  if (layout === undefined) return <p className={styles.none}>The heap is being rebuilt at this instant.</p>;
  return <Layout layout={layout} size={size} />;
}

function whyNotInHeap(trace: Trace, block: BlockRow): string {
  if (isMapped(trace.placement.word.get(block))) {
    return 'Mapped memory is a region of its own above the heap. The engine did not give it out and wrote nothing there, and what the program wrote is not in a trace: there are no bytes to show.';
  }
  const domain = trace.sites.domain.get(trace.blocks.site.get(block));
  if (trace.domains.backing.get(domain) !== NONE) return 'It lies inside its backing block.';
  if (domainKind(trace, domain) === 'mmap') return 'No place above the heap: not replayed yet, or no gap was as long.';
  return 'The simulated heap has no place for it: not replayed yet, or it did not fit.';
}

function Layout({ layout, size }: { readonly layout: HeapLayout; readonly size: number }) {
  const { before, skipped, after } = layout;
  return (
    <>
      <Summary layout={layout} size={size} />
      <table className={styles.words} aria-label="Words of the simulated heap">
        <thead>
          <tr>
            <th scope="col">Offset</th>
            <th scope="col" colSpan={4}>
              Words
            </th>
          </tr>
        </thead>
        <tbody>
          {before.map((line) => (
            <Line key={line.offset} line={line} />
          ))}
          {skipped > 0 && (
            <tr>
              <td colSpan={5} className={styles.gap}>
                {formatCount(skipped)} more lines of payload
              </td>
            </tr>
          )}
          {after.map((line) => (
            <Line key={line.offset} line={line} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Summary({ layout, size }: { readonly layout: HeapLayout; readonly size: number }) {
  const { header, around } = layout;
  if (around.length > 0) return <LayersSummary around={around} size={size} />;
  return header === undefined ? <BareSummary size={size} /> : <HeaderSummary header={header} size={size} />;
}

/** What stands before and behind the payload, and which words are which. */
function LayersSummary({ around, size }: { readonly around: readonly NamedSpan[]; readonly size: number }) {
  return (
    <p className={styles.summary}>
      {formatBytes(size)} payload. Before it: {aroundText(around.filter(({ from }) => from < 0))}. Behind it:{' '}
      {aroundText(around.filter(({ from }) => from >= 0))}. Guards are reserved, not written. What the program wrote is
      not in a trace.
    </p>
  );
}

function HeaderSummary({
  header,
  size,
}: {
  readonly header: NonNullable<HeapLayout['header']>;
  readonly size: number;
}) {
  const slack = header.stride - HEADER_BYTES - size;
  return (
    <p className={styles.summary}>
      The header says {formatBytes(header.stride)} to the next one, {header.isFree ? 'free' : 'in use'}, the block
      before it is {header.isPreviousFree ? 'free' : 'in use'}. {formatBytes(size)} payload,{' '}
      {formatBytes(Math.max(0, slack))} slack. What the program wrote there is not in a trace.
    </p>
  );
}

function BareSummary({ size }: { readonly size: number }) {
  return (
    <p className={styles.summary}>
      {formatBytes(size)} payload. This engine keeps no headers: it knows its blocks from tables beside the heap. What
      the program wrote there is not in a trace.
    </p>
  );
}

function Line({ line }: { readonly line: HeapLine }) {
  return (
    <tr>
      <th scope="row" className={styles.offset}>
        {line.offset.toString(16).padStart(8, '0')}
      </th>
      {line.words.map(({ value, role, name }, at) => (
        <td key={at} className={styles[role]} title={name}>
          {role === 'guard' ? '········' : value.toString(16).padStart(8, '0')}
        </td>
      ))}
    </tr>
  );
}
