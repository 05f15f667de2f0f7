import { treeWords } from "../words/tree.ts";
import { nodeHistogram } from "./node-histogram.ts";
import { countText, textWidth } from "./number-text.ts";
import type { Size } from "./scale.ts";
import { shortSplitText } from "./split-text.ts";
import type { LeafMark, NodeBox, TreeFigure } from "./tree-marks.ts";
import { largestLeaf, leafText, nodeContent, rowsText, type TreeScene } from "./tree-scene.ts";
import { nodesOf, type ShapeNode } from "./tree-shape.ts";

const LEAF_BAND = 60;
const BAR_ROOM = 15;
const TALLEST_LEVEL = 46;
const LABEL = 14;
/** In a lower cell the wedge would hide the bars. */
const WEDGE_ROOM = 16;

/** Columns get half their width by rows and half evenly, so that a leaf of three rows can still be pressed. */
function columnEdges(scene: TreeScene, width: number): number[] {
  const ends = [...nodesOf(scene.shape.root)].filter((shape) => shape.children === null);
  const count = (shape: ShapeNode) => scene.tree.count[shape.node];
  const even =
    Math.max(
      1,
      ends.reduce((sum, shape) => sum + count(shape), 0),
    ) / ends.length;
  const total = ends.reduce((sum, shape) => sum + count(shape) + even, 0);
  const edges = [0];
  for (const shape of ends) {
    edges.push(edges[edges.length - 1] + ((count(shape) + even) / total) * width);
  }
  return edges;
}

interface Layout {
  readonly scene: TreeScene;
  readonly edges: readonly number[];
  readonly level: number;
  readonly leafTop: number;
}

function cellOf(layout: Layout, shape: ShapeNode): NodeBox {
  const { scene, edges, level } = layout;
  const left = edges[shape.first] + 0.5;
  const width = Math.max(1, edges[shape.first + shape.span] - left - 1);
  const box = { left, top: shape.depth * level + 1, width, height: level - 2 };
  const label = level < LABEL + 1 ? "" : shortSplitText(scene.tree, shape.node, scene.features, width - 6);
  const top = label === "" ? box.top : box.top + LABEL;
  const inner = { left: left + 2, top, width: width - 4, height: box.top + box.height - top };
  const onPath = scene.path.has(shape.node);
  const content = nodeContent(scene, shape.node);
  const drawn = inner.width >= 16 && inner.height >= 8;
  return {
    node: shape.node,
    box,
    histogram: drawn
      ? nodeHistogram(inner.height < WEDGE_ROOM ? { ...content, wedgeRow: -1 } : content, inner)
      : null,
    label,
    labelX: left + width / 2,
    labelY: box.top + 11,
    onPath,
  };
}

/** Horizontal room of a leaf's two lines of text. */
interface TextRoom {
  readonly from: number;
  readonly to: number;
}

function textRoom(scene: TreeScene, shape: ShapeNode, x: number): TextRoom {
  const texts = [leafText(scene, shape.node), countText(scene.tree.count[shape.node])];
  const half = Math.max(...texts.map((text) => textWidth(text, 11.5))) / 2;
  return { from: x - half, to: x + half };
}

function leafMark(layout: Layout, shape: ShapeNode, largest: number, taken: TextRoom | null): LeafMark {
  const { scene, edges, leafTop, level } = layout;
  const { tree } = scene;
  const left = edges[shape.first];
  const width = edges[shape.first + 1] - left;
  const x = left + width / 2;
  const onPath = scene.path.has(shape.node);
  const rows = rowsText(tree.count[shape.node], width - 2, 10.5);
  const folded = treeWords.leaves(shape.leafCount);
  const isFree = (text: string) => {
    const half = textWidth(text, 11) / 2;
    const clear = taken === null || x + half < taken.from || x - half > taken.to;
    return onPath || (2 * half <= width - 1 && clear);
  };
  const [value, count] = [leafText(scene, shape.node), shape.leafCount > 1 && isFree(folded) ? folded : rows];
  const height = largest === 0 ? 0 : (scene.sign * tree.baseWeight[shape.node]) / largest;
  return {
    node: shape.node,
    x,
    zeroY: leafTop + BAR_ROOM + 3,
    barWidth: Math.max(1, Math.min(34, width - 2)),
    barHeight: Math.max(-1, Math.min(1, height)) * BAR_ROOM,
    textY: leafTop + 2 * BAR_ROOM + 14,
    value: isFree(value) ? value : "",
    count: isFree(count) ? count : "",
    leafCount: shape.leafCount,
    onPath,
    hit: {
      left,
      top: shape.depth * level,
      width: Math.max(1, width - 1),
      height: leafTop + LEAF_BAND - shape.depth * level,
    },
  };
}

/** The selected row's leaf always says its value; its neighbours give way. */
function selectedRoom(layout: Layout): TextRoom | null {
  const { scene, edges } = layout;
  for (const shape of nodesOf(scene.shape.root)) {
    if (shape.children !== null || !scene.path.has(shape.node)) continue;
    return textRoom(scene, shape, (edges[shape.first] + edges[shape.first + 1]) / 2);
  }
  return null;
}

/** Questions as cells under cells, each over the leaves it decides; the leaves' bars in one band below. */
export function icicleFigure(scene: TreeScene, size: Size): TreeFigure {
  const depth = Math.max(1, scene.shape.depth);
  const level = Math.min(TALLEST_LEVEL, (size.height - LEAF_BAND) / depth);
  const layout = { scene, edges: columnEdges(scene, size.width), level, leafTop: level * depth };
  const largest = largestLeaf(scene.tree);
  const taken = selectedRoom(layout);
  const boxes: NodeBox[] = [];
  const leaves: LeafMark[] = [];
  for (const shape of nodesOf(scene.shape.root)) {
    if (shape.children === null) leaves.push(leafMark(layout, shape, largest, taken));
    else boxes.push(cellOf(layout, shape));
  }
  return { kind: "icicle", boxes, leaves, edges: [] };
}
