import { useEffect, useRef } from 'react';
import { formatBytes } from '../../base/format';
import type { Trace } from '../../core/tables/trace';
import { shownTheme } from '../../store/layout-slice';
import { useApp } from '../../store/app-context';
import { useElementSize } from '../../widgets/canvas/use-element-size';
import { useTables } from '../links/use-tables';
import styles from './timeline.module.css';

/** Share of the height that the peak so far takes. */
const TALLEST = 0.9;

/** Live bytes so far, drawn by the page itself while the trace is read: the stacked picture needs all of it. */
export function LiveBytesChart() {
  const tables = useTables();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(canvas);
  const theme = useApp(shownTheme);
  const peak = useApp((state) => state.stats.peakBytes);
  const share = useApp((state) => (state.stats.bytesTotal === 0 ? 1 : state.stats.bytesRead / state.stats.bytesTotal));
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, tables.trace, peak, share);
  }, [tables, size, theme, peak, share]);
  return (
    <canvas
      ref={canvas}
      className={styles.growing}
      role="img"
      aria-label={`Live bytes so far; the greatest is ${formatBytes(peak)}`}
    />
  );
}

/** `share`: part of the file that was read, which is the part of the width that is filled. */
function draw(canvas: HTMLCanvasElement, { liveBytes }: Trace, peak: number, share: number): void {
  const ratio = window.devicePixelRatio;
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(canvas.clientHeight * ratio);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null || peak === 0 || liveBytes.length === 0) return;
  context.fillStyle = getComputedStyle(canvas).color;
  const filled = Math.max(1, Math.round(width * share));
  for (let x = 0; x < filled; x++) {
    const from = Math.floor((x * liveBytes.length) / filled);
    const to = Math.max(from + 1, Math.floor(((x + 1) * liveBytes.length) / filled));
    let greatest = 0;
    for (let row = from; row < to; row++) greatest = Math.max(greatest, liveBytes.greatest.get(row));
    const tall = (greatest / peak) * height * TALLEST;
    context.fillRect(x, height - tall, 1, tall);
  }
}
