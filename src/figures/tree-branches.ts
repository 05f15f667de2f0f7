import { nodeHistogram } from "./node-histogram.ts";
import { textWidth } from "./number-text.ts";
import type { Size } from "./scale.ts";
import { shortSplitText } from "./split-text.ts";
import type { LeafMark, NodeBox, TreeEdge, TreeFigure } from "./tree-marks.ts";
import { largestLeaf, leafText, nodeContent, rowsText, type TreeScene } from "./tree-scene.ts";
import { nodesOf, type ShapeNode } from "./tree-shape.ts";

/** Height of the line of leaves below the branches. */
export const BRANCH_LEAF_BAND = 62;
const LABEL_HEIGHT = 16;
const WIDEST_BOX = 150;
const BAR_ROOM = 16;
const WIDEST_BAR = 34;

interface Layout {
  readonly scene: TreeScene;
  readonly column: number;
  readonly level: number;
  readonly boxHeight: number;
  readonly leafTop: number;
  readonly width: number;
}

function layoutOf(scene: TreeScene, size: Size): Layout {
  const level = Math.min(96, (size.height - BRANCH_LEAF_BAND) / Math.max(1, scene.shape.depth));
  const boxHeight = Math.min(scene.shape.depth > 2 ? 24 : 31, level - LABEL_HEIGHT - 12);
  return {
    scene,
    column: size.width / scene.shape.columnCount,
    level,
    boxHeight,
    leafTop: level * scene.shape.depth,
    width: size.width,
  };
}

/** A parent stands between its children, so that branches fan out evenly. */
function centreOf(shape: ShapeNode, column: number): number {
  if (shape.children === null) return (shape.first + 0.5) * column;
  return (centreOf(shape.children[0], column) + centreOf(shape.children[1], column)) / 2;
}

function boxOf(layout: Layout, shape: ShapeNode): NodeBox {
  const { scene, level, boxHeight, column, width } = layout;
  const slot = Math.min(width, width / 2 ** shape.depth);
  const boxWidth = Math.min(WIDEST_BOX, slot - 14);
  const centre = centreOf(shape, column);
  const left = Math.min(width - boxWidth - 1, Math.max(1, centre - boxWidth / 2));
  const top = shape.depth * level + LABEL_HEIGHT;
  const box = { left, top, width: boxWidth, height: boxHeight };
  const label = shortSplitText(scene.tree, shape.node, scene.features, slot - 8);
  const half = textWidth(label, 11) / 2;
  return {
    node: shape.node,
    box,
    histogram: nodeHistogram(nodeContent(scene, shape.node), box),
    label,
    labelX: Math.min(width - half, Math.max(half, centre)),
    labelY: top - 5,
    onPath: scene.path.has(shape.node),
  };
}

function leafMark(layout: Layout, shape: ShapeNode, largest: number): LeafMark {
  const { scene, column, leafTop } = layout;
  const { tree } = scene;
  const x = centreOf(shape, column);
  return {
    node: shape.node,
    x,
    zeroY: leafTop + BAR_ROOM + 3,
    barWidth: Math.min(WIDEST_BAR, column - 10),
    barHeight: largest === 0 ? 0 : ((scene.sign * tree.baseWeight[shape.node]) / largest) * BAR_ROOM,
    textY: leafTop + 2 * BAR_ROOM + 15,
    value: leafText(scene, shape.node),
    count: rowsText(tree.count[shape.node], column - 2, 10.5),
    leafCount: shape.leafCount,
    onPath: scene.path.has(shape.node),
    hit: { left: x - column / 2, top: leafTop, width: column, height: BRANCH_LEAF_BAND },
  };
}

function edgeTo(layout: Layout, parent: ShapeNode, child: ShapeNode, side: 0 | 1): TreeEdge {
  const { scene, level, boxHeight, column, leafTop } = layout;
  const box = boxOf(layout, parent).box;
  const fromX = box.left + box.width * (side === 0 ? 0.25 : 0.75);
  const fromY = parent.depth * level + LABEL_HEIGHT + boxHeight;
  const toX = centreOf(child, column);
  const toY = child.kind === "split" ? child.depth * level : leafTop;
  const bend = (child.kind === "split" ? toY : (parent.depth + 1) * level) - fromY;
  const numbers = [fromX, fromY, fromX, fromY + bend * 0.6, toX, fromY + bend * 0.3, toX, fromY + bend];
  const [x0, y0, x1, y1, x2, y2, x3, y3] = numbers.map((value) => Math.round(value * 10) / 10);
  const tail = toY > y3 + 1 ? `V${Math.round(toY * 10) / 10}` : "";
  const total = scene.tree.count[0] || 1;
  return {
    path: `M${x0} ${y0}C${x1} ${y1} ${x2} ${y2} ${x3} ${y3}${tail}`,
    width: Math.round((1 + (5 * scene.tree.count[child.node]) / total) * 10) / 10,
    onPath: scene.path.has(child.node),
  };
}

/** Boxes joined by branches as wide as the rows that take them; leaves in one line at the bottom. */
export function branchFigure(scene: TreeScene, size: Size): TreeFigure {
  const layout = layoutOf(scene, size);
  const largest = largestLeaf(scene.tree);
  const boxes: NodeBox[] = [];
  const leaves: LeafMark[] = [];
  const edges: TreeEdge[] = [];
  for (const shape of nodesOf(scene.shape.root)) {
    if (shape.children === null) {
      leaves.push(leafMark(layout, shape, largest));
      continue;
    }
    boxes.push(boxOf(layout, shape));
    edges.push(edgeTo(layout, shape, shape.children[0], 0), edgeTo(layout, shape, shape.children[1], 1));
  }
  edges.sort((a, b) => Number(a.onPath) - Number(b.onPath));
  return { kind: "branches", boxes, leaves, edges };
}
