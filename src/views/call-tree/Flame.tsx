import { useCallback, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { formatShare } from '../../base/format';
import { counted } from '../../base/wording';
import { useApp, useLink } from '../../store/app-context';
import type { EngineClient } from '../../worker/client';
import type { TreeRow, TreeView } from '../../worker/protocol';
import { devicePoint, type DevicePoint } from '../../widgets/canvas/device-point';
import { EngineCanvas } from '../../widgets/canvas/EngineCanvas';
import { PointerTip, type WindowPoint } from '../../widgets/pointer-tip/PointerTip';
import { TextButton } from '../../widgets/text-button/TextButton';
import { useEngineCanvas } from '../links/use-engine-canvas';
import styles from './call-tree.module.css';
import { metricText } from './metrics';
import { useFlameScroll } from './use-flame-scroll';
import { useTreeAnswer } from './use-tree-answer';

/** Height of a frame in CSS pixels: how far an arrow key scrolls. */
const FRAME_HEIGHT = 18;

interface Pointer {
  readonly inWindow: WindowPoint;
  readonly at: DevicePoint;
}

/**
 * The call tree as a flame graph, callers on top. A click goes into a function, Escape and Backspace go back out, the
 * wheel scrolls.
 */
export function Flame() {
  const canvas = useEngineCanvas('flame');
  const link = useLink();
  const root = useRef<HTMLDivElement>(null);
  const scroll = useFlameScroll(root);
  const [pointer, setPointer] = useState<Pointer>();
  const flameRoot = useApp((state) => state.flameRoot);
  const setFlameRoot = useApp((state) => state.setFlameRoot);
  const rootNode = useNode(flameRoot === 0 ? undefined : flameRoot);
  const hovered = useNodeUnder(pointer?.at);

  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    setPointer({
      inWindow: { x: event.clientX, y: event.clientY },
      at: devicePoint(event, event.currentTarget),
    });
  };
  const enter = async (at: DevicePoint): Promise<void> => {
    const pick = await link.ask((engine) => engine.pick('flame', at.x, at.y));
    if (pick?.kind === 'node') setFlameRoot(pick.node === flameRoot ? 0 : pick.node);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const page = (event.currentTarget.clientHeight - FRAME_HEIGHT) * window.devicePixelRatio;
    const frame = FRAME_HEIGHT * window.devicePixelRatio;
    if (event.key === 'ArrowDown') scroll(frame);
    else if (event.key === 'ArrowUp') scroll(-frame);
    else if (event.key === 'PageDown') scroll(page);
    else if (event.key === 'PageUp') scroll(-page);
    else if ((event.key === 'Escape' || event.key === 'Backspace') && flameRoot !== 0) setFlameRoot(0);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.flame}>
      {rootNode !== undefined && (
        <p className={styles.flameRoot}>
          <TextButton
            onClick={() => {
              setFlameRoot(0);
            }}
          >
            All
          </TextButton>
          <span className={styles.label} title={rootNode.label}>
            {rootNode.label}
          </span>
        </p>
      )}
      <div
        ref={root}
        className={styles.flameCanvas}
        role="application"
        aria-label="Flame graph of the call tree. Up and down scroll, Escape shows all of it again. The table says the same in words."
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => {
          setPointer(undefined);
        }}
        onWheel={() => {
          setPointer(undefined);
        }}
        onClick={(event) => {
          void enter(devicePoint(event, event.currentTarget));
        }}
      >
        <EngineCanvas attach={canvas.attach} resize={canvas.resize} />
        {pointer !== undefined && hovered !== undefined && (
          <PointerTip at={pointer.inWindow}>
            <NodeTip node={hovered.row} whole={hovered.whole} />
          </PointerTip>
        )}
      </div>
    </div>
  );
}

function NodeTip({ node, whole }: { readonly node: TreeRow; readonly whole: number }) {
  const metric = useApp((state) => state.metric);
  const share = whole === 0 ? 0 : node.bytes / whole;
  return (
    <>
      <strong className={styles.tipName}>{node.label}</strong>
      <span>{[node.module, node.file].filter((text) => text !== '').join(' · ')}</span>
      <span>
        {metricText(metric, node.bytes)} ({formatShare(share)}), itself {metricText(metric, node.selfBytes)}
      </span>
      <span>{counted(node.count, 'block')}</span>
    </>
  );
}

function useNode(node: number | undefined): TreeRow | undefined {
  const question = useCallback(
    async (engine: EngineClient, view: TreeView) =>
      node === undefined ? undefined : await engine.treeNode(view, node),
    [node],
  );
  return useTreeAnswer(question);
}

/** The node under the pointer, with the value of the whole tree. */
function useNodeUnder(at: DevicePoint | undefined): { readonly row: TreeRow; readonly whole: number } | undefined {
  const question = useCallback(
    async (engine: EngineClient, view: TreeView) => {
      if (at === undefined) return undefined;
      const pick = await engine.pick('flame', at.x, at.y);
      if (pick?.kind !== 'node') return undefined;
      const [row, { whole }] = await Promise.all([engine.treeNode(view, pick.node), engine.tree(view, [], 0, 0)]);
      return row && { row, whole };
    },
    [at],
  );
  return useTreeAnswer(question);
}
