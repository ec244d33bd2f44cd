/** Calls `draw` before the next paint; a worker without frames of its own gets a timer of their length. */
export function onNextFrame(draw: (now: number) => void): void {
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(draw);
  else
    setTimeout(() => {
      draw(performance.now());
    }, 16);
}
