import type { Dataset } from "../core/dataset.ts";
import type { Encoder } from "../data/encoder.ts";
import type { Probe } from "./recording.ts";

const LINE_POINTS = 256;
const GRID_SIDE = 48;
const SMALLEST_GRID_SIDE = 12;

/** A probe with its rows encoded, ready to be scored. */
export interface ProbeRows {
  readonly probe: Probe;
  readonly data: Dataset;
}

/**
 * A line over the range of the only feature, or a grid over the only two; null for anything else. `pointBudget` is how
 * many points may be kept a round: a grid gets coarser before it is given up.
 */
export function makeProbe(encoder: Encoder, sets: readonly Dataset[], pointBudget: number): ProbeRows | null {
  const ranges = encoder.features.map((_, f) => rangeOf(sets, f));
  const [first, second] = ranges;
  if (!first || ranges.length > 2 || ranges.includes(null)) return null;
  if (ranges.length === 1) {
    const x = spread(first, Math.min(LINE_POINTS, pointBudget));
    if (x.length < 2) return null;
    return { probe: { kind: "line", feature: 0, x }, data: probeDataset(encoder, [x]) };
  }
  const side = Math.min(GRID_SIDE, Math.floor(Math.sqrt(pointBudget)));
  if (!second || side < SMALLEST_GRID_SIDE) return null;
  const x = spread(first, side);
  const y = spread(second, side);
  const grid = gridColumns(x, y);
  return {
    probe: { kind: "grid", features: [0, 1], x, y },
    data: probeDataset(encoder, [grid.first, grid.second]),
  };
}

/** All pairs of two axes: point (i, j) stands at j * x.length + i. */
export function gridColumns(x: Float32Array, y: Float32Array): { first: Float32Array; second: Float32Array } {
  const count = x.length * y.length;
  const first = Float32Array.from({ length: count }, (_, at) => x[at % x.length]!);
  const second = Float32Array.from({ length: count }, (_, at) => y[Math.floor(at / x.length)]!);
  return { first, second };
}

function rangeOf(sets: readonly Dataset[], feature: number): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { features } of sets) {
    const column = features[feature]!;
    if (column.kind !== "numeric") return null;
    for (const value of column.values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low < high ? [low, high] : null;
}

function spread([low, high]: readonly [number, number], count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

function probeDataset(encoder: Encoder, columns: readonly Float32Array[]): Dataset {
  const rowCount = columns[0]!.length;
  const { classNames, further = [] } = encoder.target;
  const outputCount = further.length + 1;
  return {
    id: "probe",
    rowCount,
    rowIds: Uint32Array.from({ length: rowCount }, (_, row) => row),
    features: columns.map((values, f) => ({ kind: "numeric", name: encoder.features[f]!.name, values })),
    target: {
      outputCount,
      values: new Float64Array(rowCount * outputCount).fill(Number.NaN),
      ...(classNames === null ? {} : { classNames }),
    },
  };
}
