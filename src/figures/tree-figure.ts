import type { Size } from "./scale.ts";
import { BRANCH_LEAF_BAND, branchFigure } from "./tree-branches.ts";
import { icicleFigure } from "./tree-icicle.ts";
import type { TreeFigure } from "./tree-marks.ts";
import type { TreeScene } from "./tree-scene.ts";

const SMALLEST_LEVEL = 40;
const SMALLEST_COLUMN = 42;

/** Branches while every leaf and level has room to be read, else an icicle. */
export function treeFigure(scene: TreeScene, size: Size): TreeFigure {
  const { depth, columnCount } = scene.shape;
  const level = (size.height - BRANCH_LEAF_BAND) / Math.max(1, depth);
  const roomy = depth <= 3 && level >= SMALLEST_LEVEL && size.width / columnCount >= SMALLEST_COLUMN;
  return roomy ? branchFigure(scene, size) : icicleFigure(scene, size);
}
