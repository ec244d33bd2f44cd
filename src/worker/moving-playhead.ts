import type { Surface } from './surface';

/** CSS pixels. */
const HEAD_WIDTH = 9;
const HEAD_HEIGHT = 6;

/**
 * The playhead of a timeline that plays, drawn over the finished picture: the page, which draws it at rest, would have
 * to lay its layers out anew for every step.
 */
export class MovingPlayhead {
  /** The picture without it. */
  private readonly ground = new OffscreenCanvas(1, 1);
  private readonly context = this.ground.getContext('2d');
  /** Left edge of what it covers; undefined: it is not drawn. */
  private covered: number | undefined;

  constructor(private readonly surface: Surface) {}

  /** Takes over a picture that was just drawn. */
  keepGround(): void {
    const { width, height, canvas } = this.surface;
    this.ground.width = width;
    this.ground.height = height;
    this.context?.drawImage(canvas, 0, 0);
    this.covered = undefined;
  }

  /** Moves it to `x` in device pixels; undefined takes it away. */
  move(x: number | undefined, colour: string): void {
    const { context, ratio, height } = this.surface;
    const reach = Math.ceil((HEAD_WIDTH / 2) * ratio) + 1;
    const left = x === undefined ? undefined : Math.round(x) - reach;
    if (left === this.covered) return;
    if (this.covered !== undefined) this.restore(this.covered, 2 * reach);
    this.covered = left;
    if (left === undefined) return;
    const middle = left + reach;
    context.fillStyle = colour;
    context.fillRect(middle, 0, Math.max(1, Math.round(ratio)), height);
    context.beginPath();
    context.moveTo(middle - (HEAD_WIDTH / 2) * ratio, 0);
    context.lineTo(middle + (HEAD_WIDTH / 2) * ratio, 0);
    context.lineTo(middle, HEAD_HEIGHT * ratio);
    context.fill();
  }

  private restore(left: number, width: number): void {
    const { context, height } = this.surface;
    context.clearRect(left, 0, width, height);
    context.drawImage(this.ground, left, 0, width, height, left, 0, width, height);
  }
}
