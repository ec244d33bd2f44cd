import { useMemo } from 'react';
import { useLink } from '../../store/app-context';
import type { CanvasName } from '../../worker/protocol';
import type { EngineCanvasProps } from '../../widgets/canvas/EngineCanvas';

/** Lets the engine draw a canvas: what an `EngineCanvas` needs. */
export function useEngineCanvas(name: CanvasName): EngineCanvasProps {
  const link = useLink();
  return useMemo(
    () => ({
      attach: (canvas) => {
        void link.ask((engine) => engine.attachCanvas(name, canvas));
      },
      resize: (width, height, ratio) => {
        void link.ask((engine) => engine.resizeCanvas(name, width, height, ratio));
      },
    }),
    [link, name],
  );
}
