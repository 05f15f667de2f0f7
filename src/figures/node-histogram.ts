import type { Tree } from "../boosting/learners/tree/tree.ts";
import type { Column } from "../core/dataset.ts";
import type { PlotArea, Range } from "./scale.ts";
import { splitCategories } from "./split-text.ts";
import { rectanglePath } from "./svg-path.ts";

/** Rows that reach a node over the full range of the feature it splits on. */
export interface NodeHistogram {
  /** Bars of rows that go left, and right. */
  readonly leftBars: string;
  readonly rightBars: string;
  readonly splitX: number;
  /** Where the selected row's value stands; null when it is missing or not given. */
  readonly wedgeX: number | null;
}

export interface NodeContent {
  readonly tree: Tree;
  readonly node: number;
  readonly features: readonly Column[];
  /** Range of each numeric feature over all followed rows; ignored for categories. */
  readonly ranges: readonly Range[];
  readonly rows: readonly number[];
  /** Followed row whose value gets a wedge, or -1. */
  readonly wedgeRow: number;
}

const BAR_PITCH = 6;

interface Bars {
  readonly counts: Float64Array;
  /** Bars below this position go left; a fraction lies inside a bar. */
  readonly split: number;
  readonly positionOf: (row: number) => number | null;
}

function numericBars({ tree, node, ranges, rows }: NodeContent, values: Float32Array, width: number): Bars {
  const range = ranges[tree.feature[node]];
  const counts = new Float64Array(Math.max(4, Math.round(width / BAR_PITCH)));
  const position = (value: number) => ((value - range.min) / (range.max - range.min)) * counts.length;
  for (const row of rows) {
    const at = Math.floor(position(values[row]));
    if (!Number.isNaN(at)) counts[Math.min(counts.length - 1, Math.max(0, at))]++;
  }
  return {
    counts,
    split: Math.min(counts.length, Math.max(0, position(tree.threshold[node]))),
    positionOf: (row) => (!Number.isNaN(values[row]) ? position(values[row]) : null),
  };
}

/** One bar a category, those that go left first, so that a split is a line here too. */
function categoryBars({ tree, node, rows }: NodeContent, column: Column & { kind: "categorical" }): Bars {
  const { left, right } = splitCategories(tree, node, column.categories.length);
  const slot = new Int32Array(column.categories.length);
  [...left, ...right].forEach((code, n) => {
    slot[code] = n;
  });
  const counts = new Float64Array(slot.length);
  for (const row of rows) if (column.codes[row] >= 0) counts[slot[column.codes[row]]]++;
  return {
    counts,
    split: left.length,
    positionOf: (row) => (column.codes[row] >= 0 ? slot[column.codes[row]] + 0.5 : null),
  };
}

export function nodeHistogram(content: NodeContent, box: PlotArea): NodeHistogram {
  const column = content.features[content.tree.feature[content.node]];
  const bars =
    column.kind === "numeric"
      ? numericBars(content, column.values, box.width)
      : categoryBars(content, column);
  const pitch = box.width / bars.counts.length;
  const most = bars.counts.reduce((max, count) => Math.max(max, count), 1);
  const gap = pitch > 4 ? 1.2 : pitch > 2 ? 0.6 : 0;
  let leftBars = "";
  let rightBars = "";
  bars.counts.forEach((count, n) => {
    if (count === 0) return;
    const height = Math.max(1, ((box.height - 4) * count) / most);
    const bar = rectanglePath(
      box.left + n * pitch + gap / 2,
      box.top + box.height - height,
      pitch - gap,
      height,
    );
    if (n + 0.5 < bars.split) leftBars += bar;
    else rightBars += bar;
  });
  const wedge = content.wedgeRow < 0 ? null : bars.positionOf(content.wedgeRow);
  const atPixel = (position: number) =>
    box.left + Math.min(bars.counts.length, Math.max(0, position)) * pitch;
  return {
    leftBars,
    rightBars,
    splitX: atPixel(bars.split),
    wedgeX: wedge === null ? null : atPixel(wedge),
  };
}
