/** Pixels to fill, and what each of them shows. Sizes are device pixels; a surface of the engine is one. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** Packed colours, row by row. */
  readonly pixels: Uint32Array;
  /** What lies under each pixel, row by row; 0 = nothing. Each raster says what its ids are. */
  readonly ids: Uint32Array;
}

/** Fills the part of a rectangle that lies in the picture. Whole pixels: edges are rounded. */
export function fillRectangle(
  picture: Picture,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: number,
  id = 0,
): void {
  const left = Math.max(0, Math.round(x));
  const right = Math.min(picture.width, Math.round(x + width));
  const bottom = Math.min(picture.height, Math.round(y + height));
  if (right <= left) return;
  for (let row = Math.max(0, Math.round(y)); row < bottom; row++) {
    picture.pixels.fill(colour, row * picture.width + left, row * picture.width + right);
    picture.ids.fill(id, row * picture.width + left, row * picture.width + right);
  }
}
