/**
 * What part of a map is in view. The map is a book: a row shows `bytesPerRow` map bytes from left to right, the next
 * row goes on where it ended.
 */
export interface MapCamera {
  /** Map byte at the left edge of the topmost row; may be negative by less than a row. */
  readonly start: number;
  /** Whole bytes. */
  readonly bytesPerRow: number;
  /** Share of the topmost row that is scrolled out above, 0 ≤ … < 1. */
  readonly rowOffset: number;
}

/** A canvas: device pixels, and device pixels per CSS pixel. */
export interface MapView {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** The deepest zoom. */
const LEAST_BYTES_PER_ROW = 32;
/** In rows: a pointer that is no further above a row's edge counts as on it, whatever was rounded on the way. */
const EDGE = 1e-6;
const LEAST_ROW_HEIGHT = 6;
const GREATEST_ROW_HEIGHT = 32;

/** Height of a row in device pixels: rows grow as one zooms in, from a texture to something to read. */
export function rowHeightOf(view: MapView, bytesPerRow: number): number {
  const bytesPerPixel = (bytesPerRow * view.ratio) / Math.max(1, view.width);
  const height = 18 - 1.2 * Math.log2(bytesPerPixel);
  return Math.round(view.ratio * Math.min(GREATEST_ROW_HEIGHT, Math.max(LEAST_ROW_HEIGHT, height)));
}

/** Rounds to 6 significant bits, so that what is aligned in memory stays aligned from row to row. */
function snap(bytesPerRow: number, round: (value: number) => number): number {
  const unit = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, bytesPerRow))) - 5);
  return Math.max(LEAST_BYTES_PER_ROW, round(bytesPerRow / unit) * unit);
}

/** The least number of bytes a row at which `bytes` of map fit the view, with 6 significant bits. */
function bytesPerRowToShow(bytes: number, view: MapView): number {
  for (let unit = LEAST_BYTES_PER_ROW / 32; ; unit *= 2) {
    for (let step = 32; step < 64; step++) {
      const bytesPerRow = step * unit;
      const rows = Math.ceil(bytes / bytesPerRow);
      if (rows <= 1 || rows * rowHeightOf(view, bytesPerRow) <= view.height) return bytesPerRow;
    }
  }
}

/** The camera that shows a map of `length` bytes whole. */
export function fitCamera(length: number, view: MapView): MapCamera {
  return { start: 0, bytesPerRow: bytesPerRowToShow(length, view), rowOffset: 0 };
}

/** The map byte at device pixel (x, y), fractional; it may lie outside the map. */
export function mapByteAt(camera: MapCamera, view: MapView, x: number, y: number): number {
  const row = Math.floor(y / rowHeightOf(view, camera.bytesPerRow) + camera.rowOffset + EDGE);
  return camera.start + (row + x / view.width) * camera.bytesPerRow;
}

/** Where a map byte is drawn: x, and the upper edge of its row. Device pixels; may lie outside the view. */
export function positionOf(camera: MapCamera, view: MapView, mapByte: number): { x: number; y: number } {
  const bytes = mapByte - camera.start;
  const row = Math.floor(bytes / camera.bytesPerRow);
  const x = ((bytes - row * camera.bytesPerRow) * view.width) / camera.bytesPerRow;
  return { x, y: (row - camera.rowOffset) * rowHeightOf(view, camera.bytesPerRow) };
}

/** Moves the camera back to where there is something to see. A camera may come from a link: any numbers will do. */
export function clampCamera(camera: MapCamera, length: number, view: MapView): MapCamera {
  const whole = fitCamera(length, view);
  const bytesPerRow = Math.max(LEAST_BYTES_PER_ROW, Math.round(camera.bytesPerRow));
  if (!(bytesPerRow < whole.bytesPerRow && Number.isFinite(camera.start + camera.rowOffset))) return whole;
  const phase = ((camera.start % bytesPerRow) + bytesPerRow) % bytesPerRow;
  const firstStart = phase === 0 ? 0 : phase - bytesPerRow;
  const rows = Math.ceil((length - firstStart) / bytesPerRow);
  const top = (camera.start - firstStart) / bytesPerRow + camera.rowOffset;
  // A row may stay blank at the end, and what is blank with the whole map in view: the byte under a pointer there could not
  // be held otherwise.
  const filled = Math.ceil(length / whole.bytesPerRow) * rowHeightOf(view, whole.bytesPerRow);
  const last = Math.floor(rows - Math.min(view.height, filled) / rowHeightOf(view, bytesPerRow)) + 1;
  const clamped = Math.max(0, Math.min(top, last, rows - 1));
  const row = Math.floor(clamped);
  return { start: firstStart + row * bytesPerRow, bytesPerRow, rowOffset: clamped - row };
}

/**
 * Zooms in by `factor` (out where it is < 1); the byte under (x, y) stays there. Undefined when everything fits.
 * However small the step, the camera moves.
 */
export function zoomCamera(
  camera: MapCamera,
  length: number,
  view: MapView,
  x: number,
  y: number,
  factor: number,
): MapCamera | undefined {
  const bytesPerRow = snap(camera.bytesPerRow / factor, factor > 1 ? Math.floor : Math.ceil);
  if (bytesPerRow >= fitCamera(length, view).bytesPerRow) return undefined;
  const held = mapByteAt(camera, view, x, y);
  const oldRow = y / rowHeightOf(view, camera.bytesPerRow) + camera.rowOffset;
  // The pointer stays at the same height within its row, too.
  const rowsAbove = y / rowHeightOf(view, bytesPerRow) - (oldRow - Math.floor(oldRow + EDGE));
  const wholeRows = Math.ceil(rowsAbove - EDGE);
  const start = held - (x / view.width) * bytesPerRow - wholeRows * bytesPerRow;
  return clampCamera({ start, bytesPerRow, rowOffset: wholeRows - rowsAbove }, length, view);
}

/** Drags the map by (dx, dy) device pixels: down and to the right shows what lies before. */
export function panCamera(camera: MapCamera, length: number, view: MapView, dx: number, dy: number): MapCamera {
  const rows = camera.rowOffset - dy / rowHeightOf(view, camera.bytesPerRow);
  const row = Math.floor(rows);
  const start = camera.start + (row - dx / view.width) * camera.bytesPerRow;
  return clampCamera({ start, bytesPerRow: camera.bytesPerRow, rowOffset: rows - row }, length, view);
}

/** A framed block stands in rows that begin at a multiple of this, as in a hex dump. Bytes. */
const LINE = 16;

function alignDown(mapByte: number): number {
  return Math.floor(mapByte / LINE) * LINE;
}

/** Rows at least this wide when a block is framed, unless the block is smaller still. Bytes. */
const FRAME_ROW = 256;

/** The camera that frames `size` map bytes from `from`: a third of a row when they are few, else a twelfth of the view. */
export function frameCamera(from: number, size: number, length: number, view: MapView): MapCamera {
  const wanted = Math.max(bytesPerRowToShow(12 * size, view), Math.min(3 * size, FRAME_ROW));
  const bytesPerRow = snap(Math.ceil(wanted / LINE) * LINE, Math.ceil);
  const widest = fitCamera(length, view).bytesPerRow;
  const middleRow = Math.floor(view.height / rowHeightOf(view, Math.min(bytesPerRow, widest)) / 2);
  if (bytesPerRow >= widest) return fitCamera(length, view);
  const start = alignDown(from + size / 2 - bytesPerRow / 2) - middleRow * bytesPerRow;
  return clampCamera({ start, bytesPerRow, rowOffset: 0 }, length, view);
}
