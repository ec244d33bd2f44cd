import { formatCount } from '../base/format';
import type { Grouping } from '../core/analysis/groups';
import type { CalleesTree } from '../core/analysis/ranked-tree';
import type { TreeMatches } from '../core/analysis/tree-page';
import { frameHeight, paintFlame } from '../core/raster/flame';
import { layoutFlame, type FlameLayout } from '../core/raster/flame-layout';
import { classesOfGroups } from '../core/raster/group-colours';
import { OTHER_CLASS, paletteOf } from '../core/raster/palette';
import { frameLabel, moduleName } from '../core/tables/code-names';
import { NONE } from '../core/tables/indices';
import type { Trace } from '../core/tables/trace';
import type { Pick, ViewSettings } from './protocol';
import type { Surface } from './surface';

export interface FlameContent {
  readonly trace: Trace;
  readonly tree: CalleesTree;
  /** By module: colours are those of the timeline's modules. */
  readonly grouping: Grouping;
  readonly matches: TreeMatches | undefined;
}

/** The flame graph on its canvas. */
export class FlameCanvas {
  private layout: FlameLayout | undefined;
  private drawnFor: unknown[] = [];

  constructor(readonly surface: Surface) {}

  draw({ trace, tree, grouping, matches }: FlameContent, settings: ViewSettings): void {
    const { surface } = this;
    const { theme, flameRoot, flameScroll } = settings;
    const inputs = [tree, grouping, matches, theme, flameRoot, flameScroll, surface.width, surface.height];
    if (inputs.every((input, index) => input === this.drawnFor[index])) return;
    this.drawnFor = inputs;

    const palette = paletteOf(theme);
    const classes = classesOfFunctions(trace, tree, grouping);
    this.layout = layoutFlame(tree, flameRoot, surface.width);
    const labels = paintFlame(surface, {
      layout: this.layout,
      tree,
      classOf: (node) => classes[tree.functionOf(node)],
      isMatch: matches && ((node) => matches.functions[tree.functionOf(node)] === 1),
      scrolled: this.scroll(flameScroll, 0),
      palette,
    });
    surface.present();
    surface.useFont(11, 'sans');
    surface.context.fillStyle = palette.envelope;
    for (const label of labels) surface.writeWithin(textOf(trace, tree, label.node, label.merged), label);
  }

  /** `from` moved by `by` device pixels, held where there are frames to see. */
  scroll(from: number, by: number): number {
    const frames = this.layout === undefined ? 0 : this.layout.depth * frameHeight(this.surface.ratio);
    return Math.max(0, Math.min(from + by, frames - this.surface.height));
  }

  pick(x: number, y: number): Pick | undefined {
    const id = this.surface.idAt(x, y);
    return id === 0 || this.layout === undefined ? undefined : { kind: 'node', node: this.layout.nodes[id - 1] };
  }
}

function textOf(trace: Trace, tree: CalleesTree, node: number, merged: number): string {
  if (merged > 0) return `${formatCount(merged)} more`;
  if (node === 0) return 'all';
  const frame = tree.frameOf(node);
  return frame === NONE ? 'no stack recorded' : frameLabel(trace, frame);
}

/** Colour class by function: that of its module. */
function classesOfFunctions(trace: Trace, { tree }: CalleesTree, grouping: Grouping): Uint8Array {
  const classes = classesOfGroups(grouping);
  const ofName = new Map(grouping.names.map((name, group) => [name, classes[group]]));
  return Uint8Array.from(
    tree.functions.frame,
    (frame) => ofName.get(moduleName(trace, trace.frames.module.get(frame))) ?? OTHER_CLASS,
  );
}
