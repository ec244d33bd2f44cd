import { useEffect, useRef } from 'react';
import { ensure } from '../../base/assert';
import styles from './engine-canvas.module.css';

export interface EngineCanvasProps {
  /** Takes the canvas's pixels over. Called once for every canvas that this component makes. Must be stable. */
  readonly attach: (canvas: OffscreenCanvas) => void;
  /** Size in device pixels, and device pixels per CSS pixel. Must be stable. */
  readonly resize: (width: number, height: number, ratio: number) => void;
}

/**
 * A canvas whose pixels somebody else draws. It fills its parent and is a picture only: names, keys and pointers are
 * the parent's. A canvas can hand its pixels over only once, so every mount makes an element of its own.
 */
export function EngineCanvas({ attach, resize }: EngineCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = ensure(host.current, 'the canvas host is mounted');
    const canvas = document.createElement('canvas');
    canvas.className = styles.canvas;
    parent.append(canvas);
    attach(canvas.transferControlToOffscreen());
    const observer = new ResizeObserver((entries) => {
      const entry = entries.at(-1);
      if (entry === undefined || entry.contentRect.width === 0 || entry.contentRect.height === 0) return;
      const exact = entry.devicePixelContentBoxSize[0];
      resize(
        devicePixels(entry.contentRect.width, exact.inlineSize),
        devicePixels(entry.contentRect.height, exact.blockSize),
        window.devicePixelRatio,
      );
    });
    observer.observe(canvas, { box: 'device-pixel-content-box' });
    return () => {
      observer.disconnect();
      canvas.remove();
    };
  }, [attach, resize]);
  return <div ref={host} className={styles.host} aria-hidden="true" />;
}

/** `exact` is right where it knows the device's ratio; a browser that emulates another device leaves the ratio out. */
function devicePixels(cssPixels: number, exact: number): number {
  const pixels = cssPixels * window.devicePixelRatio;
  return Math.abs(exact - pixels) <= 1 ? exact : Math.round(pixels);
}
