import { ensure } from '../base/assert';
import type { Rectangle } from '../core/raster/map-outline';
import type { Picture } from '../core/raster/picture';

/**
 * A canvas that the engine draws on: pixels to fill, and beside them an id plane that says what each pixel shows,
 * so that picking is one array access. Sizes are device pixels.
 */
export class Surface implements Picture {
  width = 0;
  height = 0;
  /** Device pixels per CSS pixel. */
  ratio = 1;
  /** ABGR in memory order, row by row. */
  pixels = new Uint32Array(0);
  /** What the raster says it drew, row by row. */
  ids = new Uint32Array(0);
  readonly context: OffscreenCanvasRenderingContext2D;
  private image: ImageData | undefined;

  constructor(readonly canvas: OffscreenCanvas) {
    this.context = ensure(canvas.getContext('2d'), 'a canvas without a 2D context');
  }

  resize(width: number, height: number, ratio: number): void {
    this.ratio = ratio;
    if (width === this.width && height === this.height) return;
    this.width = width;
    this.height = height;
    this.canvas.width = width;
    this.canvas.height = height;
    this.image = width > 0 && height > 0 ? new ImageData(width, height) : undefined;
    this.pixels = this.image === undefined ? new Uint32Array(0) : new Uint32Array(this.image.data.buffer);
    this.ids = new Uint32Array(width * height);
  }

  get isVisible(): boolean {
    return this.image !== undefined;
  }

  /** Puts the pixels on the canvas; text and lines may then be drawn over them with `context`. */
  present(): void {
    if (this.image !== undefined) this.context.putImageData(this.image, 0, 0);
  }

  /** `size` in CSS pixels. */
  useFont(size: number, family: 'sans' | 'mono'): void {
    const families =
      family === 'mono' ? 'ui-monospace, "DejaVu Sans Mono", monospace' : 'system-ui, "DejaVu Sans", sans-serif';
    this.context.font = `${size * this.ratio}px ${families}`;
    this.context.textBaseline = 'middle';
  }

  /** Writes as much of `text` as the rectangle has room for. */
  writeWithin(text: string, { x, y, width, height }: Rectangle): void {
    const left = Math.max(0, x);
    const room = Math.min(this.width, x + width) - left - 6 * this.ratio;
    const shown = this.shorten(text, room);
    if (shown !== '') this.context.fillText(shown, left + 3 * this.ratio, y + height / 2);
  }

  private shorten(text: string, room: number): string {
    const measured = this.context.measureText(text).width;
    if (measured <= room) return text;
    const kept = Math.floor((room / measured) * text.length) - 1;
    return kept < 2 ? '' : `${text.slice(0, kept)}…`;
  }

  idAt(x: number, y: number): number {
    const inside = x >= 0 && y >= 0 && x < this.width && y < this.height;
    return inside ? this.ids[Math.floor(y) * this.width + Math.floor(x)] : 0;
  }
}
