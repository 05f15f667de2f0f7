import type { PlotArea } from "./scale.ts";
import type { TreeFigure } from "./tree-marks.ts";

function contains(area: PlotArea, x: number, y: number, slack: number): boolean {
  return (
    x >= area.left && x <= area.left + area.width && y >= area.top - slack && y <= area.top + area.height
  );
}

const LABEL_SLACK = 16;

/** The node drawn at a place, null beside all of them. Labels above a box belong to it. */
export function nodeAt(figure: TreeFigure, x: number, y: number): number | null {
  const slack = figure.kind === "branches" ? LABEL_SLACK : 0;
  const box = figure.boxes.find((one) => contains(one.box, x, y, slack));
  if (box) return box.node;
  return figure.leaves.find((leaf) => contains(leaf.hit, x, y, 0))?.node ?? null;
}
