import { Layers } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { layersFrom, type LayerChoice } from '../../core/tables/layer-choice';
import { useApp } from '../../store/app-context';
import { LayerSwitches } from './LayerSwitches';
import styles from './layers-button.module.css';

/** Switches the layers of the simulated allocator. Each can be on alone; the live blocks stay the same. */
export function LayersButton() {
  const layers = useApp((state) => state.layers);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const closeOutside = (event: PointerEvent): void => {
      if (event.target instanceof Node && frame.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
    };
  }, [isOpen]);
  const count = layers === '' ? 0 : layersOn(layersFrom(layers));
  return (
    <div
      ref={frame}
      className={styles.frame}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        setOpen(false);
        frame.current?.querySelector('button')?.focus();
      }}
    >
      <button
        type="button"
        className={styles.button}
        title="Layers of the simulated allocator"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        <Layers aria-hidden /> Layers{count > 0 && ` (${count})`}
      </button>
      {isOpen && (
        <div id={id} role="group" aria-label="Layers" className={styles.popover}>
          <LayerSwitches />
        </div>
      )}
    </div>
  );
}

function layersOn({ guard, debug, cookies, log }: LayerChoice): number {
  return [guard !== undefined, debug !== undefined, cookies, log].filter((isOn) => isOn).length;
}
