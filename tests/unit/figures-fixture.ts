import type { Tree } from "../../src/boosting/learners/tree/tree.ts";
import type { ModelOutputs } from "../../src/boosting/outputs.ts";
import type { Column } from "../../src/core/dataset.ts";
import type { FollowedRows, Probe, RunStart } from "../../src/experiment/recording.ts";

/** [feature, threshold, left, right] or [leaf weight]; every leaf counts one row. */
export type NodeSketch = readonly [number, number, number, number] | readonly [number];

export function sketchTree(
  nodes: readonly NodeSketch[],
  right: { readonly [node: number]: number[] } = {},
): Tree {
  const parent = new Int32Array(nodes.length).fill(-1);
  const categoryCodes: number[] = [];
  const categoryOffsets = new Uint32Array(nodes.length + 1);
  nodes.forEach((node, n) => {
    if (node.length === 4) {
      parent[node[2]] = n;
      parent[node[3]] = n;
    }
    categoryCodes.push(...(right[n] ?? []));
    categoryOffsets[n + 1] = categoryCodes.length;
  });
  const pick = (at: 0 | 1 | 2 | 3, leaf: number) =>
    nodes.map((node) => (node.length === 4 ? node[at] : leaf));
  const leavesBelow = new Uint32Array(nodes.length).fill(1);
  for (let n = nodes.length - 1; n >= 0; n--) {
    const node = nodes[n];
    if (node.length === 4) leavesBelow[n] = leavesBelow[node[2]] + leavesBelow[node[3]];
  }
  const weights = nodes.map((node) => (node.length === 1 ? node[0] : 0));
  return {
    nodeCount: nodes.length,
    stride: 1,
    feature: Int32Array.from(pick(0, -1)),
    threshold: Float32Array.from(pick(1, 0)),
    bin: new Int32Array(nodes.length).fill(-1),
    left: Int32Array.from(pick(2, -1)),
    right: Int32Array.from(pick(3, -1)),
    parent,
    defaultLeft: new Uint8Array(nodes.length),
    value: Float32Array.from(weights, (weight) => weight * 0.1),
    gain: new Float32Array(nodes.length),
    cover: new Float32Array(nodes.length).fill(1),
    count: leavesBelow,
    baseWeight: Float32Array.from(weights),
    categoryOffsets,
    categoryCodes: Int32Array.from(categoryCodes),
  };
}

/** A complete tree of numeric splits on feature 0 over 0 .. 1; leaf n weighs n. Depth first. */
export function completeTree(depth: number): Tree {
  const nodes: NodeSketch[] = [];
  let leaf = 0;
  const grow = (level: number, low: number, high: number): number => {
    const at = nodes.length;
    nodes.push([0]);
    if (level === depth) {
      nodes[at] = [leaf++];
      return at;
    }
    const middle = (low + high) / 2;
    const left = grow(level + 1, low, middle);
    const right = grow(level + 1, middle, high);
    nodes[at] = [0, middle, left, right];
    return at;
  };
  grow(0, 0, 1);
  return sketchTree(nodes);
}

export function numeric(name: string, values: readonly number[]): Column {
  return { kind: "numeric", name, values: Float32Array.from(values) };
}

export function categorical(name: string, categories: readonly string[], codes: readonly number[]): Column {
  return { kind: "categorical", name, categories, codes: Int32Array.from(codes) };
}

export function followedRows(
  features: readonly Column[],
  target: readonly number[],
  set?: readonly number[],
): FollowedRows {
  return {
    rowIds: Uint32Array.from(target, (_, row) => 10 + row),
    set: Uint8Array.from(set ?? target.map(() => 0)),
    target: Float64Array.from(target),
    features,
    ofRowCount: target.length,
  };
}

const POINT: ModelOutputs = { kind: "point", task: "regression", scoreCount: 1, link: "identity" };

export function runStart(
  followed: FollowedRows,
  outputs: ModelOutputs = POINT,
  probe: Probe | null = null,
  baseScores: readonly number[] = [0],
): RunStart {
  return {
    header: {
      format: "boosting-lab-model",
      version: 1,
      numerics: 1,
      engine: "gbdt",
      task: outputs.task,
      loss:
        outputs.kind === "distribution"
          ? { distribution: "normal", score: "log" }
          : { objective: "reg:squarederror" },
      values: {},
      outputs,
      baseScores,
      encoder: {
        features: followed.features.map((column) =>
          column.kind === "numeric"
            ? { kind: "numeric", name: column.name }
            : { kind: "categorical", name: column.name, categories: column.categories },
        ),
        target: { name: "y", task: outputs.task, classNames: outputs.classNames ?? null },
        weight: null,
      },
    },
    plannedRounds: 10,
    rowCounts: { train: followed.rowIds.length, validation: 0, test: 0 },
    metrics: ["rmse"],
    followed,
    probe,
    notes: [],
  };
}
