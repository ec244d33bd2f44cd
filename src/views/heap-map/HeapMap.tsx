import { useCallback } from 'react';
import { useAnswer, useApp } from '../../store/app-context';
import type { Fidelity } from '../../core/tables/trace-meta';
import type { EngineClient } from '../../worker/client';
import type { ColourBy } from '../../worker/protocol';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { PanelFrame } from '../../widgets/panel-frame/PanelFrame';
import { TextButton } from '../../widgets/text-button/TextButton';
import { NO_RECORDED_PAGES } from '../legend/colour-choices';
import { Legend } from '../legend/Legend';
import { ScaleLegend } from '../legend/ScaleLegend';
import styles from './heap-map.module.css';
import { MapCanvas } from './MapCanvas';
import { MapStamps } from './MapStamps';
import { MapTools } from './MapTools';

/** The heap at the cursor, byte by byte: where the program's allocator put each block, or where ours does. */
export function HeapMap() {
  const heap = useApp((state) => state.heap);
  const fidelity = useApp((state) => state.meta?.fidelity);
  const colourBy = useApp((state) => state.colourBy);
  const setHeap = useApp((state) => state.setHeap);
  const isEmpty = useApp((state) => state.status.kind === 'ready' && state.meta?.totals.allocations === 0);
  const missing = heap === 'recorded' ? missingReason(fidelity, colourBy) : undefined;
  return (
    <PanelFrame title="Heap map" tools={<MapTools />}>
      {isEmpty ? (
        <EmptyState>No event of this trace gave memory.</EmptyState>
      ) : missing !== undefined ? (
        <EmptyState>
          {missing}{' '}
          <TextButton
            onClick={() => {
              setHeap('simulated');
            }}
          >
            Show the simulated heap
          </TextButton>
        </EmptyState>
      ) : (
        <div className={styles.frame}>
          <MapCanvas />
          <div className={styles.foot}>
            <MapStamps />
            <MapLegend />
          </div>
        </div>
      )}
    </PanelFrame>
  );
}

/** Why the recorded heap cannot be shown; undefined: it can. */
function missingReason(fidelity: Fidelity | undefined, colourBy: ColourBy): string | undefined {
  if (fidelity?.addresses === false) {
    return `${fidelity.label} does not record addresses, so there is no recorded heap to show.`;
  }
  return colourBy === 'pages' ? NO_RECORDED_PAGES : undefined;
}

function MapLegend() {
  const colourBy = useApp((state) => state.colourBy);
  const heap = useApp((state) => state.heap);
  const layers = useApp((state) => state.layers);
  const question = useCallback(
    // `layers`: what is drawn around blocks follows them.
    (engine: EngineClient) => engine.legend(colourBy, heap, layers),
    [colourBy, heap, layers],
  );
  const legend = useAnswer(question);
  if (legend === undefined) return undefined;
  const label = `Colours: ${colourBy}`;
  const beside = [...legend.around, ...legend.marks];
  return (
    <>
      {colourBy === 'age' || colourBy === 'size' ? (
        <ScaleLegend label={label} groups={legend.blocks} />
      ) : (
        <Legend label={label} groups={legend.blocks} hasBytes={false} lines={2} />
      )}
      {beside.length > 0 && <Legend label="Beside blocks" groups={beside} hasBytes={false} />}
    </>
  );
}
