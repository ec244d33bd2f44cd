import { useEffect, useMemo } from 'react';
import { useLink } from '../../store/app-context';
import type { EngineLink } from '../../store/engine-link';
import type { CameraMove } from '../../worker/protocol';

/**
 * Moves the map's camera by gestures. The engine knows where a gesture leads; while it is asked, further gestures of
 * the same kind add up, so that a fast wheel is one longer move and not a queue.
 */
export function useCameraMoves(): (move: CameraMove) => void {
  const link = useLink();
  const moves = useMemo(() => new CameraMoves(link), [link]);
  useEffect(
    () => () => {
      moves.clear();
    },
    [moves],
  );
  return moves.take;
}

class CameraMoves {
  private waiting: CameraMove[] = [];
  private asking = false;

  constructor(private readonly link: EngineLink) {}

  readonly take = (move: CameraMove): void => {
    const last = this.waiting.at(-1);
    const joined = last && join(last, move);
    if (joined === undefined) this.waiting.push(move);
    else this.waiting[this.waiting.length - 1] = joined;
    void this.run();
  };

  clear(): void {
    this.waiting = [];
  }

  private async run(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      for (let move = this.waiting.shift(); move !== undefined; move = this.waiting.shift()) {
        const { camera, heap, trace } = this.link.store.getState();
        const next = move;
        const moved = await this.link.ask((engine) => engine.moveCamera(camera, next));
        const now = this.link.store.getState();
        // Another heap or file came while the engine thought: the answer is about something else.
        if (now.heap === heap && now.trace === trace && now.camera === camera) now.setCamera(moved);
      }
    } finally {
      this.asking = false;
    }
  }
}

/** Two gestures as one; undefined where they cannot be joined. */
export function join(first: CameraMove, second: CameraMove): CameraMove | undefined {
  if (first.kind === 'pan' && second.kind === 'pan') {
    return { kind: 'pan', dx: first.dx + second.dx, dy: first.dy + second.dy };
  }
  if (first.kind === 'zoom' && second.kind === 'zoom') return { ...second, factor: first.factor * second.factor };
  return undefined;
}
