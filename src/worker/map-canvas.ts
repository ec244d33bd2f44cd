import { classColours, classify, type BlockColouring } from '../core/raster/block-classes';
import type { AddressSpace } from '../core/raster/address-space';
import { rowsEndedWithin } from '../core/raster/ended-blocks';
import { HeapMap, type BlockLayout, type HeapMapScene } from '../core/raster/heap-map';
import { pickMap } from '../core/raster/heap-map-pick';
import { MapBlocks, placeRecorded, placeSimulated } from '../core/raster/map-blocks';
import {
  clampCamera,
  fitCamera,
  frameCamera,
  mapByteAt,
  panCamera,
  zoomCamera,
  type MapCamera,
} from '../core/raster/map-camera';
import { hitsOnMap, paintMapHits, pickMapHit, type HitOnMap } from '../core/raster/map-hits';
import { mapLabels } from '../core/raster/map-labels';
import { outlineBlock } from '../core/raster/map-outline';
import { pickPage, type PagesOfHeap } from '../core/raster/page-pick';
import { packColour, paletteOf, type Palette } from '../core/raster/palette';
import type { ByteSpans } from '../core/replay/byte-spans';
import { pageBytesOf } from '../core/layers/guard-options';
import { formatAddress } from '../base/format';
import { NONE, type Address, type BlockRow, type EventIndex } from '../core/tables/indices';
import { HeapSpans } from './heap-spans';
import type { CameraMove, HeapChoice, Pick, ViewSettings } from './protocol';
import type { Study } from './study';
import type { Surface } from './surface';

/** Events back from the cursor that "just allocated" and "just freed" cover. */
const RECENT_EVENTS = 64;

/** The heap map on its canvas: which blocks, where, in which colours, from which camera. */
export class MapCanvas {
  private readonly raster = new HeapMap();
  private readonly blocks = new MapBlocks();
  /** What ended just now, shown where colours say the state. */
  private readonly freed = new MapBlocks();
  private space: AddressSpace | undefined;
  private camera: MapCamera = { start: 0, bytesPerRow: 1, rowOffset: 0 };
  private hits: readonly HitOnMap[] = [];
  private placedFor: readonly unknown[] = [];
  /** The map without the frames around blocks, and the view it was painted for. */
  private ground = new Uint32Array(0);
  private groundFor: readonly unknown[] = [];

  private pages: PagesOfHeap | undefined;
  private readonly spans: HeapSpans;

  /** @param changed called when there is something new to draw */
  constructor(
    readonly surface: Surface,
    changed: () => void,
  ) {
    this.spans = new HeapSpans(changed);
  }

  get isBusy(): boolean {
    return this.spans.isBusy;
  }

  /** Draws what `settings` ask for at `cursor`; nothing while what it needs is not worked out. */
  draw(study: Study, settings: ViewSettings, cursor: EventIndex): void {
    const space = study.mapSpace(settings.heap);
    const live = study.live.value;
    const colouring = colouringOf(study, settings);
    const palette = paletteOf(settings.theme);
    const spans = this.spansFor(study, settings, cursor);
    if (
      space === undefined ||
      live === undefined ||
      colouring === undefined ||
      (colouring.by === 'pages' && spans === undefined)
    ) {
      this.blank(palette);
      return;
    }
    const { surface } = this;
    const content = [
      study, space, cursor, settings.heap, settings.colourBy, colouring.by === 'group' ? colouring.grouping : undefined,
      study.evidence, spans,
    ]; // prettier-ignore
    const view = [settings.theme, settings.camera, surface.width, surface.height, surface.ratio];
    const isPlaced = same(content, this.placedFor);
    if (!isPlaced) {
      this.placedFor = content;
      this.place(study, settings, space, live.rowsAt(cursor), cursor);
      this.pages =
        colouring.by === 'pages' && spans ? { spans, pageBytes: pageBytesOf(study.meta.fidelity) } : undefined;
      classify(study.trace, this.blocks, colouring, cursor);
    }
    if (!isPlaced || !same(view, this.groundFor)) {
      this.groundFor = view;
      this.aim(space, settings.camera);
      this.paintGround(study, settings, space, spans, classColours(colouring, palette), palette);
    } else surface.pixels.set(this.ground);
    for (const [block, colour] of [
      [settings.hover, palette.hover],
      [settings.selected, palette.selected],
    ] as const)
      if (block !== NONE) outlineBlock(surface, this.camera, this.blocks, block, colour);
    surface.present();
    this.writeLabels(space, palette);
  }

  /** What each byte is, where something is drawn that only the heap itself knows. */
  private spansFor(study: Study, { heap, colourBy }: ViewSettings, cursor: EventIndex): ByteSpans | undefined {
    const { simulation } = study;
    if (heap === 'recorded' || simulation.space.value === undefined) return undefined;
    return colourBy === 'pages' || simulation.keepsReleased ? this.spans.at(simulation, cursor) : undefined;
  }

  /** Takes away a picture that is no longer true: blocks are being placed anew. */
  private blank(palette: Palette): void {
    if (this.placedFor.length === 0) return;
    this.placedFor = [];
    this.space = undefined;
    this.hits = [];
    this.pages = undefined;
    this.surface.pixels.fill(packColour(palette.background));
    this.surface.ids.fill(0);
    this.surface.present();
  }

  private place(
    study: Study,
    settings: ViewSettings,
    space: AddressSpace,
    rows: Uint32Array,
    cursor: EventIndex,
  ): void {
    const placeRows = (placed: Uint32Array, into: MapBlocks): void => {
      if (settings.heap === 'recorded') placeRecorded(study.trace, space, placed, into);
      else placeSimulated(study.trace, space, placed, (row) => study.simulation.placeOf(row, cursor), into);
    };
    placeRows(rows, this.blocks);
    this.placeHits(study, settings.heap, space, cursor);
    if (settings.colourBy === 'state') placeRows(rowsEndedWithin(study.trace, cursor, RECENT_EVENTS), this.freed);
  }

  /** What was checked and predicted is about the simulated heap alone. */
  private placeHits(study: Study, heap: HeapChoice, space: AddressSpace, cursor: EventIndex): void {
    const { trace, evidence, simulation } = study;
    this.hits =
      heap === 'simulated'
        ? hitsOnMap(trace, evidence, cursor, (row) => {
            const at = simulation.placeOf(row, cursor);
            return at === undefined ? undefined : space.toMap(at as Address);
          })
        : hitsOnMap(
            trace,
            evidence.filter((hit) => hit.evidence === 'recorded'),
            cursor,
            (row) => space.toMap(trace.blocks.address.get(row)),
          );
  }

  private aim(space: AddressSpace, camera: MapCamera | undefined): void {
    const { surface } = this;
    this.space = space;
    this.camera = camera === undefined ? fitCamera(space.length, surface) : clampCamera(camera, space.length, surface);
  }

  private paintGround(
    study: Study,
    settings: ViewSettings,
    space: AddressSpace,
    spans: ByteSpans | undefined,
    colours: Uint32Array,
    palette: Palette,
  ): void {
    const { surface, blocks } = this;
    const layout: BlockLayout | undefined = settings.heap === 'simulated' ? study.simulation.layout(blocks) : undefined;
    const scene: HeapMapScene = {
      space,
      blocks,
      colours,
      palette,
      ...(settings.colourBy === 'state' && { freed: this.freed }),
      ...(spans && { kept: spans }),
      ...(this.pages && { pages: this.pages }),
      ...(layout !== undefined && { layout }),
    };
    this.raster.paint(surface, this.camera, scene);
    paintMapHits(surface, this.camera, this.hits, palette);
    if (this.ground.length !== surface.pixels.length) this.ground = new Uint32Array(surface.pixels.length);
    this.ground.set(surface.pixels);
  }

  private writeLabels(space: AddressSpace, palette: Palette): void {
    const { context, ratio } = this.surface;
    this.surface.useFont(11, 'mono');
    for (const label of mapLabels(space, this.camera, this.surface)) {
      const text = formatAddress(label.address);
      const width = context.measureText(text).width + 8 * ratio;
      const height = 15 * ratio;
      context.globalAlpha = 0.92;
      context.fillStyle = palette.background;
      context.fillRect(label.x, label.y, width, height);
      context.globalAlpha = 1;
      context.fillStyle = palette.boundary;
      context.fillText(text, label.x + 4 * ratio, label.y + height / 2);
    }
  }

  pick(x: number, y: number): Pick | undefined {
    if (this.space === undefined) return undefined;
    const hit = pickMapHit(this.surface, this.camera, this.hits, x, y);
    if (hit !== undefined) return { kind: 'hit', hit };
    if (this.pages === undefined) return pickMap(this.surface, this.space, this.blocks, this.camera, x, y);
    const at = Math.floor(mapByteAt(this.camera, this.surface, x, y));
    return pickPage(this.pages, this.blocks, this.space, at);
  }

  /** Where `move` leads from the camera `from`; undefined: everything fits. */
  move(from: MapCamera | undefined, move: CameraMove): MapCamera | undefined {
    const { space, surface } = this;
    if (space === undefined || !surface.isVisible) return from;
    const camera = from ?? fitCamera(space.length, surface);
    switch (move.kind) {
      case 'zoom':
        return zoomCamera(camera, space.length, surface, move.x, move.y, move.factor);
      case 'pan':
        return from === undefined ? undefined : panCamera(camera, space.length, surface, move.dx, move.dy);
      case 'frame':
        return this.frame(space, move.block) ?? from;
    }
  }

  private frame(space: AddressSpace, block: BlockRow): MapCamera | undefined {
    const index = this.blocks.indexOf(block);
    if (index < 0) return undefined;
    return frameCamera(this.blocks.starts[index], this.blocks.sizes[index], space.length, this.surface);
  }
}

/** Undefined: the grouping is not worked out yet. */
function colouringOf(study: Study, { colourBy, heap }: ViewSettings): BlockColouring | undefined {
  switch (colourBy) {
    case 'age':
    case 'size':
      return { by: colourBy };
    case 'state':
      return { by: 'state', recent: RECENT_EVENTS };
    case 'pages':
      // What the recording does not know of has no state.
      return heap === 'simulated' ? { by: 'pages' } : undefined;
    default: {
      const grouping = study.grouping(colourBy).value;
      return grouping === undefined ? undefined : { by: 'group', grouping };
    }
  }
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
