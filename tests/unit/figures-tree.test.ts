import { describe, expect, it } from "vitest";
import { leavesOf, pathTo, rowsByNode } from "../../src/analysis/node-rows.ts";
import { partialTree, splitCount } from "../../src/figures/partial-tree.ts";
import { treeFigure } from "../../src/figures/tree-figure.ts";
import { nodeAt } from "../../src/figures/tree-hit.ts";
import type { TreeFigure } from "../../src/figures/tree-marks.ts";
import { featureRanges, treeScene } from "../../src/figures/tree-scene.ts";
import {
  FOLD_BEYOND_LEAVES,
  nodesOf,
  toggledNode,
  treeShape,
  wholeTree,
} from "../../src/figures/tree-shape.ts";
import { treeOutputs, treeSteps } from "../../src/figures/tree-steps.ts";
import { categorical, completeTree, followedRows, numeric, sketchTree } from "./figures-fixture.ts";

const x = Array.from({ length: 200 }, (_, i) => (i + 0.5) / 200);

function sceneOf(depth: number, selected: number) {
  const followed = followedRows([numeric("x", x)], x);
  const trainRows = Uint32Array.from(x, (_, i) => i);
  return treeScene(completeTree(depth), followed, featureRanges(followed), { trainRows, selected, sign: 1 });
}

describe("rows of a node", () => {
  const features = [numeric("x", [0.1, 0.9, Number.NaN, 0.4]), categorical("c", ["a", "b"], [0, 1, -1, 1])];
  const tree = sketchTree([[0, 0.5, 1, 2], [1, 0, 3, 4], [-1], [2], [3]], { 1: [1] });

  it("sends rows by threshold, category and default side", () => {
    const leaves = leavesOf(tree, features, 4);
    expect([...leaves]).toEqual([3, 2, 2, 4]);
    expect(rowsByNode(tree, leaves, [0, 1, 2, 3])).toEqual([[0, 1, 2, 3], [0, 3], [1, 2], [0], [3]]);
    expect(pathTo(tree, 4)).toEqual([0, 1, 4]);
  });

  it("draws the same function that rows get", () => {
    const trees = [completeTree(3), completeTree(2)];
    const steps = treeSteps(trees, { min: 0, max: 1 }, 1);
    const outputs = treeOutputs(trees, [numeric("x", x)], x.length, 1);
    x.forEach((value, row) => {
      const at = steps.x.findLastIndex((edge) => edge <= Math.fround(value));
      expect(steps.value[at]).toBe(outputs[row]);
    });
    expect(treeOutputs(trees, [numeric("x", x)], x.length, -1)[199]).toBe(-outputs[199]);
  });
});

describe("the shape of a tree", () => {
  it("opens small trees and folds large ones beside the path", () => {
    const small = treeShape(completeTree(5), new Set());
    expect(small.columnCount).toBe(FOLD_BEYOND_LEAVES);
    const scene = sceneOf(7, 150);
    const shapes = [...nodesOf(scene.shape.root)];
    expect(scene.shape.leafCount).toBe(128);
    expect(scene.shape.columnCount).toBeLessThan(20);
    const shown = new Set(shapes.map((shape) => shape.node));
    for (const node of scene.path) expect(shown.has(node)).toBe(true);
    const ends = shapes.filter((shape) => shape.children === null);
    expect(ends.reduce((sum, shape) => sum + shape.leafCount, 0)).toBe(128);
  });
});

/** Where a line of texts under the leaves would touch: 6.27 px a character at 11 px. */
function overlaps(figure: TreeFigure, line: "value" | "count"): number {
  const boxes = figure.leaves
    .filter((leaf) => leaf[line] !== "")
    .map((leaf) => ({ x: leaf.x, half: (leaf[line].length * 11 * 0.57) / 2 }));
  boxes.sort((a, b) => a.x - b.x);
  return boxes.filter((box, n) => n > 0 && box.x - box.half < boxes[n - 1].x + boxes[n - 1].half).length;
}

describe("folding and zooming", () => {
  const kinds = (shape: ReturnType<typeof treeShape>) =>
    new Map([...nodesOf(shape.root)].map(({ node, kind }) => [node, kind]));

  it("folds what the reader folds and opens what was folded by itself", () => {
    const small = completeTree(3);
    const folded = toggledNode(wholeTree, 1, false);
    expect(kinds(treeShape(small, new Set(), folded)).get(1)).toBe("folded");
    expect(treeShape(small, new Set(), folded).columnCount).toBe(5);
    expect(treeShape(small, new Set(), toggledNode(folded, 1, true))).toEqual(treeShape(small, new Set()));

    const large = completeTree(6);
    const shape = treeShape(large, new Set());
    const own = [...nodesOf(shape.root)].find(({ kind }) => kind === "folded")!.node;
    expect(kinds(treeShape(large, new Set(), toggledNode(wholeTree, own, true))).get(own)).toBe("split");
    expect(kinds(treeShape(large, new Set([own]), toggledNode(wholeTree, own, false))).get(own)).toBe(
      "folded",
    );
  });

  it("begins with the node that is zoomed into, and counts its leaves alone", () => {
    const tree = completeTree(6);
    const root = tree.right[0]!;
    const shape = treeShape(tree, new Set(), { ...wholeTree, root });
    expect(shape.root).toMatchObject({ node: root, depth: 0, kind: "split" });
    // 32 leaves are drawn whole.
    expect(shape).toMatchObject({ leafCount: 32, columnCount: 32, depth: 5 });
    for (const { node } of nodesOf(shape.root)) expect(pathTo(tree, node)).toContain(root);
  });
});

describe("a tree that is being built", () => {
  const tree = completeTree(3);
  const total = splitCount(tree);

  it("has one split more at a time, in the order they were made, and ends whole", () => {
    expect(total).toBe(7);
    expect(partialTree(tree, total)).toBe(tree);
    for (let splits = 0; splits < total; splits++) {
      const partial = partialTree(tree, splits);
      expect(splitCount(partial)).toBe(splits);
      expect(partialTree(tree, splits)).toBe(partial);
      const open = (one: typeof tree) => Array.from(one.left.keys()).filter((node) => one.left[node]! >= 0);
      expect(open(partialTree(tree, splits + 1))).toEqual(expect.arrayContaining(open(partial)));
    }
  });

  it("gives each row the weight of the node it has come to", () => {
    const column = numeric("x", [0.1, 0.9]);
    expect([...treeOutputs([partialTree(tree, 0)], [column], 2, 1)]).toEqual([
      tree.baseWeight[0],
      tree.baseWeight[0],
    ]);
  });
});

describe("the picture of a tree", () => {
  const small = { width: 350, height: 195 };

  it("uses branches while there is room and an icicle from depth 4", () => {
    expect(treeFigure(sceneOf(2, 10), small).kind).toBe("branches");
    expect(treeFigure(sceneOf(4, 10), { width: 700, height: 400 }).kind).toBe("icicle");
    expect(treeFigure(sceneOf(3, 10), { width: 200, height: 195 }).kind).toBe("icicle");
  });

  it.each([1, 2, 3, 4, 5, 7])("stays inside its frame at depth %i, however small", (depth) => {
    for (const size of [small, { width: 180, height: 150 }, { width: 700, height: 240 }]) {
      const figure = treeFigure(sceneOf(depth, 77), size);
      for (const { box } of figure.boxes) {
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.left + box.width).toBeLessThanOrEqual(size.width + 0.01);
        expect(box.top + box.height).toBeLessThanOrEqual(size.height);
        expect(box.height).toBeGreaterThan(4);
      }
      for (const leaf of figure.leaves) {
        expect(leaf.textY + 12).toBeLessThanOrEqual(size.height);
        expect(Math.abs(leaf.barHeight)).toBeLessThanOrEqual(16);
      }
    }
  });

  it("writes no text over another, whichever leaf is selected", () => {
    for (const depth of [2, 3, 4, 5, 7]) {
      for (let row = 0; row < 200; row += 7) {
        for (const size of [small, { width: 180, height: 150 }]) {
          const figure = treeFigure(sceneOf(depth, row), size);
          expect([overlaps(figure, "value"), overlaps(figure, "count")]).toEqual([0, 0]);
        }
      }
    }
  });

  it("counts every row once on each level and marks the selected one", () => {
    const scene = sceneOf(2, 150);
    const figure = treeFigure(scene, small);
    expect(scene.rows[0].length).toBe(200);
    expect(figure.boxes.filter((box) => box.onPath).map((box) => box.node)).toEqual(
      [...scene.path].slice(0, 2),
    );
    expect(figure.leaves.filter((leaf) => leaf.onPath)).toHaveLength(1);
    expect(figure.boxes[0].histogram!.wedgeX).toBeCloseTo(
      figure.boxes[0].box.left + (figure.boxes[0].box.width * (x[150] - x[0])) / (x[199] - x[0]),
      3,
    );
  });

  it("always writes the value of the selected row's leaf", () => {
    for (let row = 0; row < 200; row += 13) {
      const figure = treeFigure(sceneOf(5, row), small);
      expect(figure.leaves.find((leaf) => leaf.onPath)!.value).toMatch(/^\+?\d/);
    }
  });

  it("finds the node under a place", () => {
    const figure = treeFigure(sceneOf(2, 10), small);
    for (const { box, node } of figure.boxes) expect(nodeAt(figure, box.left + 3, box.top + 3)).toBe(node);
    for (const leaf of figure.leaves) expect(nodeAt(figure, leaf.x, leaf.zeroY)).toBe(leaf.node);
    expect(nodeAt(figure, 2, 2)).toBe(null);
  });
});
