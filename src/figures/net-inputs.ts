import type { InputColumn, InputLayer } from "../boosting/learners/net/input-layer.ts";
import type { Column } from "../core/dataset.ts";
import type { FollowedRows, RunStart } from "../experiment/recording.ts";
import { netWords } from "../words/net.ts";

/** Rows that a net is looked into on, and how its units are drawn over them. */
export interface SampleRows {
  readonly kind: "line" | "grid" | "rows";
  readonly features: readonly Column[];
  readonly rowCount: number;
  /** Rows before the selected one, which comes last where there is one. */
  readonly drawn: number;
  /** Of the last row, in the picture of a unit: 0 to 1 along each axis; null = no row is selected. */
  readonly selected: { readonly x: number; readonly y: number } | null;
  /** Points along each axis of a grid. */
  readonly across: number;
  readonly up: number;
}

/** Few enough for a chain of a hundred nets to be read between two pictures. */
const LINE_POINTS = 128;
const GRID_POINTS = 16;
const MOST_ROWS = 256;

/** At most `most` of `count` positions, evenly spread, both ends among them. */
export function evenly(count: number, most: number): Uint32Array {
  if (count <= most) return Uint32Array.from({ length: count }, (_, i) => i);
  return Uint32Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}

/** The probe's points, thinned out, or training rows; and behind them the selected row. */
export function sampleRows({ probe, followed }: RunStart, selected: number): SampleRows {
  if (probe?.kind === "line") {
    const points = evenly(probe.x.length, LINE_POINTS);
    const x = Float32Array.from(points, (at) => probe.x[at]);
    return withSelected({ kind: "line", made: [x], across: points.length, up: 1 }, followed, selected);
  }
  if (probe?.kind === "grid") {
    const across = evenly(probe.x.length, GRID_POINTS);
    const up = evenly(probe.y.length, GRID_POINTS);
    const size = across.length * up.length;
    const made = [
      Float32Array.from({ length: size }, (_, at) => probe.x[across[at % across.length]]),
      Float32Array.from({ length: size }, (_, at) => probe.y[up[Math.floor(at / across.length)]]),
    ];
    return withSelected({ kind: "grid", made, across: across.length, up: up.length }, followed, selected);
  }
  const train: number[] = [];
  followed.set.forEach((set, row) => {
    if (set === 0) train.push(row);
  });
  const rows = Array.from(evenly(train.length, MOST_ROWS), (at) => train[at]);
  const all = selected < 0 ? rows : [...rows, selected];
  return {
    kind: "rows",
    features: followed.features.map((column) => ofRows(column, all)),
    rowCount: all.length,
    drawn: rows.length,
    selected: selected < 0 ? null : { x: 0, y: 0 },
    across: 1,
    up: 1,
  };
}

interface MadeRows {
  readonly kind: "line" | "grid";
  /** Values of the one or two features at the points. */
  readonly made: readonly Float32Array[];
  readonly across: number;
  readonly up: number;
}

function withSelected(
  { kind, made, across, up }: MadeRows,
  followed: FollowedRows,
  selected: number,
): SampleRows {
  const drawn = made[0].length;
  const rowCount = selected < 0 ? drawn : drawn + 1;
  const features = made.map((values, feature): Column => {
    const all = new Float32Array(rowCount);
    all.set(values);
    const { name, ...column } = followed.features[feature];
    if (selected >= 0) all[drawn] = column.kind === "numeric" ? column.values[selected] : Number.NaN;
    return { kind: "numeric", name, values: all };
  });
  const share = (feature: number) => {
    const values = made[feature];
    const column = followed.features[feature];
    const value = column.kind === "numeric" ? column.values[selected] : Number.NaN;
    const [low, high] = [values[0], values[values.length - 1]];
    return Math.min(1, Math.max(0, (value - low) / (high - low)));
  };
  return {
    kind,
    features,
    rowCount,
    drawn,
    selected: selected < 0 ? null : { x: share(0), y: kind === "grid" ? share(1) : 0 },
    across,
    up,
  };
}

function ofRows(column: Column, rows: readonly number[]): Column {
  return column.kind === "numeric"
    ? { ...column, values: Float32Array.from(rows, (row) => column.values[row]) }
    : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) };
}

/** What each input of the first layer is called: columns of the table, then units of the net before. */
export function inputNames({ columns }: InputLayer, features: readonly Column[]): string[] {
  return columns.flatMap((input) => namesOf(input, features[input.feature]));
}

/** One name, or one for each coordinate of a vector. */
function namesOf(input: InputColumn, column: Column): string[] {
  const { name } = column;
  if (input.kind === "missing") return [netWords.isMissing(name)];
  if (input.kind === "embedding") {
    return Array.from({ length: input.size }, (_, i) => netWords.coordinate(name, i + 1));
  }
  if (input.kind === "value" || column.kind !== "categorical") return [name];
  return [netWords.isOneOf(name, input.codes.map((code) => column.categories[code] ?? "").join(", "))];
}
