/** Length of a frame where there are none of the worker's own, in milliseconds. */
const FRAME = 16;
/** Longest wait for a frame: a browser gives a worker none for a second or more while it is busy. */
const LONGEST_WAIT = 50;

/** Calls `draw` before the next paint; a worker without frames of its own gets a timer of their length. */
export function onNextFrame(draw: (now: number) => void): void {
  if (typeof requestAnimationFrame !== 'function') {
    setTimeout(() => {
      draw(performance.now());
    }, FRAME);
    return;
  }
  const frame = requestAnimationFrame((now) => {
    clearTimeout(timer);
    draw(now);
  });
  const timer = setTimeout(() => {
    cancelAnimationFrame(frame);
    draw(performance.now());
  }, LONGEST_WAIT);
}
