import { useCallback } from 'react';
import { useAnswer, useApp } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import { EmptyState } from '../../widgets/empty-state/EmptyState';
import { PanelFrame } from '../../widgets/panel-frame/PanelFrame';
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
  const setHeap = useApp((state) => state.setHeap);
  const isMissing = heap === 'recorded' && fidelity?.addresses === false;
  return (
    <PanelFrame title="Heap map" tools={<MapTools />}>
      {isMissing ? (
        <EmptyState>
          {fidelity.label} does not record addresses, so there is no recorded heap to show.{' '}
          <button
            type="button"
            className={styles.fit}
            onClick={() => {
              setHeap('simulated');
            }}
          >
            Show the simulated heap
          </button>
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

function MapLegend() {
  const colourBy = useApp((state) => state.colourBy);
  const question = useCallback((engine: EngineClient) => engine.legend(colourBy), [colourBy]);
  const groups = useAnswer(question);
  if (groups === undefined) return undefined;
  const label = `Colours: ${colourBy}`;
  if (colourBy === 'age' || colourBy === 'size') return <ScaleLegend label={label} groups={groups} />;
  return <Legend label={label} groups={groups} hasBytes={false} lines={2} />;
}
