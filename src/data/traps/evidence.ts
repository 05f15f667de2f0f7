import type { Evidence } from "./trap.ts";

const MOST_POINTS = 400;
const MOST_BARS = 12;

/** Points at places that lie evenly over both lists, where both are known. */
export function pointsOf(
  xLabel: string,
  yLabel: string,
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
): Evidence {
  const places = Array.from(x.keys()).filter((at) => !Number.isNaN(x[at]!) && !Number.isNaN(y[at]!));
  const step = Math.max(1, Math.ceil(places.length / MOST_POINTS));
  const shown = places.filter((_, at) => at % step === 0);
  return {
    kind: "points",
    xLabel,
    yLabel,
    x: shown.map((at) => x[at]!),
    y: shown.map((at) => y[at]!),
  };
}

/** One bar a value and class: how often they meet. The most frequent values only. */
export function crossBars(label: string, { names, classNames, cells, labels }: CrossTable): Evidence {
  const counts = names.map(() => new Array<number>(classNames.length).fill(0));
  cells.forEach((cell, at) => {
    const row = counts[cell];
    if (row !== undefined) row[labels[at]!]!++;
  });
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const order = Array.from(names.keys()).sort(
    (left, right) => totals[right]! - totals[left]! || left - right,
  );
  const shown = order.slice(0, MOST_BARS);
  return {
    kind: "bars",
    label,
    names: shown.map((at) => names[at]!),
    series: classNames.slice(0, MOST_BARS).map((name, k) => ({
      name,
      values: shown.map((at) => counts[at]![k]!),
    })),
  };
}

export interface CrossTable {
  readonly names: readonly string[];
  readonly classNames: readonly string[];
  /** Places in `names` and in `classNames`, one of each a row; NaN = none. */
  readonly cells: Float64Array;
  readonly labels: Float64Array;
}
