import type { RunStart } from "../experiment/recording.ts";
import { type Axes, COLUMN_RIGHT, leftOf, lineRange, positions } from "./fit-figure.ts";
import type { RestMode, RestSubject } from "./rest-subject.ts";
import {
  horizontalScale,
  middleRange,
  niceTicks,
  plotArea,
  type Range,
  type Size,
  verticalScale,
  widened,
} from "./scale.ts";
import { linePath, type PointPositions, stepPath } from "./svg-path.ts";
import { featureValues } from "./targets.ts";
import { treeOutputs, treeSteps } from "./tree-steps.ts";

export interface RestFigure {
  readonly axes: Axes;
  readonly points: PointPositions;
  /** Followed rows with a stem. */
  readonly rows: Uint32Array;
  readonly learner: string;
  /** Stems that end beyond the frame. */
  readonly outside: number;
  /** Rows stand at their feature's value, or in the order of what the learner gives them. */
  readonly order: "feature" | "output";
}

/**
 * The y range of the stems, from round 1 alone, so that it holds still while scrubbing. A few outliers may leave it;
 * they are counted.
 */
export function restRange(start: RunStart, mode: RestMode, first: RestSubject): Range {
  let { min, max } = { min: 0, max: 0 };
  for (const value of first.change?.rows ?? []) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  for (const tree of first.trees) {
    for (let node = 0; node < tree.nodeCount; node++) {
      if (tree.left[node] >= 0) continue;
      min = Math.min(min, first.sign * tree.baseWeight[node]);
      max = Math.max(max, first.sign * tree.baseWeight[node]);
    }
  }
  if (mode === "residuals" && start.header.outputs.kind === "classes") {
    const most = Math.max(1, -min, max) * 1.08;
    return { min: -most, max: most };
  }
  const middle = middleRange(first.target, 0.98);
  return widened({ min: Math.min(min, middle.min), max: Math.max(max, middle.max) }, 0.1);
}

/** True when x can be the feature itself: one feature, and it is a number. */
export function hasFeatureAxis(start: RunStart): boolean {
  return start.followed.features.length === 1 && start.followed.features[0].kind === "numeric";
}

function axesOf(size: Size, yRange: Range, xRange: Range): Axes {
  const area = plotArea(size, {
    top: 4,
    right: COLUMN_RIGHT,
    bottom: 19,
    left: leftOf(niceTicks(yRange, 3)),
  });
  return { area, xRange, yRange, sx: horizontalScale(xRange, area), sy: verticalScale(yRange, area) };
}

function withTarget(target: Float64Array): Uint32Array {
  const rows = new Uint32Array(target.length);
  let count = 0;
  for (let row = 0; row < target.length; row++) if (!Number.isNaN(target[row])) rows[count++] = row;
  return rows.subarray(0, count);
}

function countOutside(target: Float64Array, range: Range): number {
  let count = 0;
  for (const value of target) if (value < range.min || value > range.max) count++;
  return count;
}

export function restFigure(start: RunStart, subject: RestSubject, yRange: Range, size: Size): RestFigure {
  const rows = withTarget(subject.target);
  const outside = countOutside(subject.target, yRange);
  if (hasFeatureAxis(start)) {
    const axes = axesOf(size, yRange, lineRange(start));
    return {
      axes,
      points: positions(axes, featureValues(start.followed, 0), subject.target),
      rows,
      learner: learnerPath(start, subject, axes),
      outside,
      order: "feature",
    };
  }
  const axes = axesOf(size, yRange, { min: 0, max: Math.max(1, rows.length) });
  const order = orderByOutput(subject.target, learnerOutputs(start, subject), rows);
  return {
    axes,
    points: positions(axes, order.rank, subject.target),
    rows: order.rows,
    learner: stepPath(order.stairs.x, order.stairs.value, axes.sx, axes.sy),
    outside,
    order: "output",
  };
}

/** Trees as steps; what nets changed as a smooth line over the probe. */
function learnerPath({ probe }: RunStart, { trees, sign, change }: RestSubject, { xRange, sx, sy }: Axes) {
  if (trees.length > 0) {
    const steps = treeSteps(trees, xRange, sign);
    return stepPath(steps.x, steps.value, sx, sy);
  }
  return change?.probe && probe?.kind === "line" ? linePath(probe.x, change.probe, sx, sy) : "";
}

/** What the round's learners give each followed row, or what the round changed. */
export function learnerOutputs({ followed }: RunStart, { trees, sign, change }: RestSubject): Float64Array {
  return change?.rows ?? treeOutputs(trees, followed.features, followed.rowIds.length, sign);
}

/** Rows by what the learner gives them, inside a leaf by what they asked for; the learner becomes a staircase. */
function orderByOutput(target: Float64Array, output: Float64Array, rows: Uint32Array) {
  const groups = groupsByOutput(output, rows);
  const rank = new Float64Array(target.length).fill(Number.NaN);
  const ordered = new Uint32Array(rows.length);
  const stairs = { x: [] as number[], value: [] as number[] };
  let n = 0;
  for (const [value, group] of groups) {
    stairs.x.push(n);
    stairs.value.push(value);
    for (const row of sortedByTarget(group, target)) {
      rank[row] = n + 0.5;
      ordered[n++] = row;
    }
  }
  if (n > 0) {
    stairs.x.push(n);
    stairs.value.push(stairs.value[stairs.value.length - 1]);
  }
  // Rows that nothing is fitted to stand before those with their output or more, for the selected one to be found.
  for (let row = 0; row < rank.length && groups.length > 0; row++) {
    if (!Number.isNaN(rank[row])) continue;
    rank[row] = stairs.x[firstAtLeast(groups, output[row])];
  }
  return { rank, rows: ordered, stairs };
}

/** The first group with this output or more; their number = there is none. */
function firstAtLeast(groups: readonly (readonly [number, unknown])[], output: number): number {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (groups[middle][0] >= output) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Rows with the same output together, smallest output first. */
function groupsByOutput(output: Float64Array, rows: Uint32Array): [number, number[]][] {
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const group = groups.get(output[row]);
    if (group === undefined) groups.set(output[row], [row]);
    else group.push(row);
  }
  return [...groups].sort(([left], [right]) => left - right);
}

const ROWS_IN_KEY = 2 ** 20;
const floatBits = new Float32Array(1);
const wholeBits = new Uint32Array(floatBits.buffer);

/** Rows by target, as float32, then by row. One number a row is sorted without asking a function each time. */
function sortedByTarget(rows: readonly number[], target: Float64Array): Uint32Array {
  const keys = Float64Array.from(rows, (row) => {
    floatBits[0] = target[row];
    const bits = wholeBits[0];
    const ascending = bits >>> 31 === 1 ? ~bits >>> 0 : (bits | 0x80000000) >>> 0;
    return ascending * ROWS_IN_KEY + row;
  }).sort();
  return Uint32Array.from(keys, (key) => key % ROWS_IN_KEY);
}
